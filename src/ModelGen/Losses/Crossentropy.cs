using ModelGen.Kernels;

namespace ModelGen;

/// <summary>The cross-entropy of one row of classes, in its three forms; both public losses use it.</summary>
internal static unsafe partial class Crossentropy
{
    private const float Epsilon = ElementwiseLoss.Epsilon;

    public static bool TakesLogits(OutputLayout output, bool fromLogits) => !fromLogits && output.LastActivation == Activation.Softmax;

    public static void Check(string loss, OutputLayout output, bool fromLogits)
    {
        if (output.Columns < 2)
        {
            throw new InvalidOperationException(
                $"Loss.{loss} needs at least 2 classes, but {output.LastLayer} gives 1 value. Give it one unit for each class, or use "
                    + "Loss.MeanSquaredError here.");
        }

        bool probabilities = output.LastActivation is Activation.Softmax or Activation.Sigmoid;
        if (fromLogits && probabilities)
        {
            throw new InvalidOperationException(
                $"{loss} with fromLogits needs logits, but {output.LastLayer} ends in {output.LastActivation}. Use Activation.Linear "
                    + "there, or leave fromLogits out here.");
        }

        if (!fromLogits && !probabilities)
        {
            throw new InvalidOperationException(
                $"Loss.{loss} needs probabilities, but {output.LastLayer} does not end in Softmax. Use Activation.Softmax there, or new "
                    + $"{loss}(fromLogits: true) or Loss.MeanSquaredError here.");
        }
    }

    public static void Compute(Loss loss, in Scoring s, bool fromLogits, LossSettings settings)
    {
        if (s.Step.Gpu is { } gpu)
        {
            GpuCompute(gpu, loss, s, fromLogits, settings);
            return;
        }

        double divisor = loss.DivisorPerSample(s, s.Layout.Rows, settings);
        var task = new RowsTask
        {
            Form = fromLogits ? Form.Logits : TakesLogits(s.Layout, fromLogits) ? Form.Softmax : Form.Probabilities,
            Output = s.Output.Pointer,
            Logits = s.Logits.Pointer,
            Targets = s.Targets.Pointer,
            TargetsAreClasses = s.TargetsAreClasses,
            Settings = settings,
            Gradient = s.Gradient.Pointer,
            Values = s.Values.Pointer,
            Rows = s.Layout.Rows,
            Columns = s.Layout.Columns,
            Weights = new RowWeights(s),
            Divisor = divisor,
            Scale = s.GradientScale(divisor),
        };
        s.Step.RunSamples(ref task, s.Layout.Size, operations: 20);
    }

    /// <summary>What the outputs are, and so which formula serves.</summary>
    private enum Form
    {
        /// <summary>The outputs are a softmax whose input is known.</summary>
        Softmax,

        /// <summary>The outputs are a softmax's input.</summary>
        Logits,

        /// <summary>The outputs are probabilities of some other origin.</summary>
        Probabilities,
    }

    private struct RowsTask : ISampleTask
    {
        public Form Form;
        public float* Output;
        public float* Logits;
        public float* Targets;
        public bool TargetsAreClasses;
        public LossSettings Settings;
        public float* Gradient;
        public float* Values;
        public int Rows;
        public int Columns;
        public RowWeights Weights;
        public double Divisor;
        public float Scale;

        public readonly void Execute(int first, int end)
        {
            for (int sample = first; sample < end; sample++)
            {
                double sum = 0;
                for (int row = 0; row < Rows; row++)
                {
                    float weight = Weights.Of(sample, row);
                    sum += weight * Row((long)sample * Rows + row, Scale * weight);
                }

                Values[sample] = (float)(sum / Divisor);
            }
        }

        private readonly double Row(long row, float scale)
        {
            float* output = Output + row * Columns;
            float* gradient = Gradient == null ? null : Gradient + row * Columns;
            if (Settings.HasIgnored != 0 && ((int*)Targets)[row] == Settings.Ignored)
            {
                if (gradient != null) { new Span<float>(gradient, Columns).Clear(); }
                return 0;
            }

            if (Settings.IsFocal != 0)
            {
                return Form == Form.Probabilities ? OfProbabilities(row, output, gradient, scale)
                    : FocalOfLogits(row, Form == Form.Softmax ? Logits + row * Columns : output, gradient, scale);
            }

            return Form switch
            {
                Form.Softmax => OfSoftmax(row, output, Logits + row * Columns, gradient, scale),
                Form.Logits => OfLogits(row, output, gradient, scale),
                _ => OfProbabilities(row, output, gradient, scale),
            };
        }

        private readonly float Target(long row, int column)
        {
            float y = !TargetsAreClasses ? Targets[row * Columns + column] : ((int*)Targets)[row] == column ? 1f : 0f;
            return Settings.Smoothing == 0f ? y : y * (1f - Settings.Smoothing) + Settings.Smoothing / Columns;
        }

        // -ln softmax(z)_i = (max z - z_i) - ln(max p), because the largest probability is 1 / sum of exp(z -
        // max z): no second exp is needed.
        private readonly double OfSoftmax(long row, float* p, float* z, float* gradient, float scale)
        {
            int largest = LargestOf(z);
            double logSum = -Math.Log(p[largest]);
            double loss = 0, total = 0;
            for (int i = 0; i < Columns; i++)
            {
                float y = Target(row, i);
                total += y;
                if (y != 0f) { loss += y * ((double)z[largest] - z[i] + logSum); }
            }

            if (gradient != null)
            {
                for (int i = 0; i < Columns; i++) { gradient[i] = (p[i] * (float)total - Target(row, i)) * scale; }
            }

            return loss;
        }

        private readonly double OfLogits(long row, float* z, float* gradient, float scale)
        {
            float max = z[LargestOf(z)];
            double sum = 0, loss = 0, total = 0;
            for (int i = 0; i < Columns; i++) { sum += MathF.Exp(z[i] - max); }
            double logSum = Math.Log(sum);
            for (int i = 0; i < Columns; i++)
            {
                float y = Target(row, i);
                total += y;
                if (y != 0f) { loss += y * ((double)max - z[i] + logSum); }
            }

            if (gradient != null)
            {
                float factor = (float)(total / sum);
                for (int i = 0; i < Columns; i++) { gradient[i] = (MathF.Exp(z[i] - max) * factor - Target(row, i)) * scale; }
            }

            return loss;
        }

        private readonly double OfProbabilities(long row, float* p, float* gradient, float scale)
        {
            double sum = 0, loss = 0, pull = 0;
            for (int i = 0; i < Columns; i++) { sum += p[i]; }
            for (int i = 0; i < Columns; i++)
            {
                float share = (float)(p[i] / sum);
                float y = Target(row, i);
                loss += Value(Clip(share), y);
                pull += Derivative(share, y) * share;
            }

            if (gradient != null)
            {
                // Through the division by the sum: (dL/dq_i - sum of dL/dq_j q_j) / sum.
                for (int i = 0; i < Columns; i++)
                {
                    gradient[i] = (float)((Derivative((float)(p[i] / sum), Target(row, i)) - pull) / sum * scale);
                }
            }

            return loss;
        }

        private static float Clip(float q) => q < Epsilon ? Epsilon : q > 1f - Epsilon ? 1f - Epsilon : q;

        // With q = softmax(z) and the loss of class i, -alpha y (1 - q)^gamma ln q: its derivative with
        // respect to ln q is h, and dL/dz_k = h_k - q_k sum of h.
        private readonly double FocalOfLogits(long row, float* z, float* gradient, float scale)
        {
            float max = z[LargestOf(z)];
            double sum = 0, loss = 0, pull = 0;
            for (int i = 0; i < Columns; i++) { sum += MathF.Exp(z[i] - max); }
            double logSum = Math.Log(sum);
            for (int i = 0; i < Columns; i++)
            {
                double y = Target(row, i), log = (double)z[i] - max - logSum;
                if (y == 0) { continue; }
                loss -= Settings.Alpha * y * FocalPower.Of(Miss(log), Settings.Gamma) * log;
                pull += DerivativeOfLog(log, y);
            }

            for (int i = 0; gradient != null && i < Columns; i++)
            {
                double y = Target(row, i), log = (double)z[i] - max - logSum;
                gradient[i] = (float)(((y == 0 ? 0 : DerivativeOfLog(log, y)) - (Math.Exp(log) * pull)) * scale);
            }

            return loss;
        }

        private readonly double DerivativeOfLog(double log, double y) => Settings.Alpha * y
            * (FocalPower.DerivativeTimes(Miss(log), Settings.Gamma, (float)(Math.Exp(log) * log))
                - FocalPower.Of(Miss(log), Settings.Gamma));

        // 1 - q from ln q.
        private static float Miss(double log) => -AccurateMath.ExpM1((float)log);

        private readonly double Value(float q, float y)
        {
            double loss = -y * Math.Log(q);
            return Settings.IsFocal == 0 ? loss : Settings.Alpha * FocalPower.Of(1f - q, Settings.Gamma) * loss;
        }

        // The clip lets no gradient through outside its bounds.
        private readonly double Derivative(float q, float y)
        {
            if (q is < Epsilon or > 1f - Epsilon) { return 0; }
            if (Settings.IsFocal == 0) { return -y / (double)q; }
            return Settings.Alpha * y
                * (FocalPower.DerivativeTimes(1f - q, Settings.Gamma, MathF.Log(q)) - (FocalPower.Of(1f - q, Settings.Gamma) / q));
        }

        private readonly int LargestOf(float* z)
        {
            int largest = 0;
            for (int i = 1; i < Columns; i++)
            {
                if (z[i] > z[largest]) { largest = i; }
            }

            return largest;
        }
    }
}
