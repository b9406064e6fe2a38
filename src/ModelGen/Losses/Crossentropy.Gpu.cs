using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

internal static unsafe partial class Crossentropy
{
    /// <summary>What the kernel is told besides its views.</summary>
    internal readonly record struct GpuSizes(int Samples, int Rows, int Columns, int Form, int TargetsAreClasses, int WeightsPerSample,
        int HasGradient, float Divisor, float Scale, LossSettings Settings);

    private static void GpuCompute(GpuDevice g, Loss loss, in Scoring s, bool fromLogits, LossSettings settings)
    {
        Form form = fromLogits ? Form.Logits : TakesLogits(s.Layout, fromLogits) ? Form.Softmax : Form.Probabilities;
        bool gradient = !s.Gradient.IsEmpty;
        double divisor = loss.DivisorPerSample(s, s.Layout.Rows, settings);
        var sizes = new GpuSizes(
            s.Step.BatchSize, s.Layout.Rows, s.Layout.Columns, (int)form, s.TargetsAreClasses ? 1 : 0, s.WeightsPerSample, gradient ? 1 : 0,
            (float)divisor, s.GradientScale(divisor), settings);
        g.Launch(
            GpuKernel, GpuDevice.GroupsFor(s.Step.BatchSize),
            s.Values.View, (gradient ? s.Gradient : s.Values).View, s.Output.View, s.Logits.View, s.Targets.View,
            s.Targets.View.Cast<int>(),
            (s.Weights.IsEmpty ? s.Values : s.Weights).View, sizes);
    }

    // One thread for one sample, over its rows in order; the formulas of the CPU, in float32.
    internal static void GpuKernel(
        ArrayView<float> values, ArrayView<float> gradient, ArrayView<float> output, ArrayView<float> logits,
        ArrayView<float> targets, ArrayView<int> classes, ArrayView<float> weights, GpuSizes sizes)
    {
        int sample = GpuDevice.Thread;
        if (sample >= sizes.Samples) { return; }
        float sum = 0f;
        for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
        {
            float weight = sizes.WeightsPerSample == 0 ? 1f : weights[sizes.WeightsPerSample == 1 ? sample : row];
            float scale = sizes.Scale * weight;
            if (sizes.Settings.HasIgnored != 0 && classes[row] == sizes.Settings.Ignored)
            {
                for (int i = row * sizes.Columns; sizes.HasGradient != 0 && i < (row + 1) * sizes.Columns; i++) { gradient[i] = 0f; }
            }
            else if (sizes.Settings.IsFocal != 0 && sizes.Form != (int)Form.Probabilities)
            {
                sum += weight * GpuFocal(gradient, logits, targets, classes, row, scale, sizes);
            }
            else if (sizes.Form == (int)Form.Softmax)
            {
                sum += weight * GpuSoftmax(gradient, output, logits, targets, classes, row, scale, sizes);
            }
            else if (sizes.Form == (int)Form.Logits) { sum += weight * GpuLogits(gradient, output, targets, classes, row, scale, sizes); }
            else { sum += weight * GpuProbabilities(gradient, output, targets, classes, row, scale, sizes); }
        }

        values[sample] = sum / sizes.Divisor;
    }

    private static float GpuSoftmax(ArrayView<float> gradient, ArrayView<float> p, ArrayView<float> z, ArrayView<float> targets,
        ArrayView<int> classes, int row, float scale, GpuSizes sizes)
    {
        int first = row * sizes.Columns;
        int largest = GpuLargest(z, first, sizes.Columns);
        float logSum = -MathF.Log(p[largest]);
        float loss = 0f, total = 0f;
        for (int i = 0; i < sizes.Columns; i++)
        {
            float y = GpuTarget(targets, classes, row, i, sizes);
            total += y;
            if (y != 0f) { loss += y * (z[largest] - z[first + i] + logSum); }
        }

        if (sizes.HasGradient != 0)
        {
            for (int i = 0; i < sizes.Columns; i++)
            {
                gradient[first + i] = ((p[first + i] * total) - GpuTarget(targets, classes, row, i, sizes)) * scale;
            }
        }

        return loss;
    }

    private static float GpuLogits(ArrayView<float> gradient, ArrayView<float> z, ArrayView<float> targets, ArrayView<int> classes, int row,
        float scale, GpuSizes sizes)
    {
        int first = row * sizes.Columns;
        float max = z[GpuLargest(z, first, sizes.Columns)];
        float sum = 0f, loss = 0f, total = 0f;
        for (int i = 0; i < sizes.Columns; i++) { sum += MathF.Exp(z[first + i] - max); }
        float logSum = MathF.Log(sum);
        for (int i = 0; i < sizes.Columns; i++)
        {
            float y = GpuTarget(targets, classes, row, i, sizes);
            total += y;
            if (y != 0f) { loss += y * (max - z[first + i] + logSum); }
        }

        if (sizes.HasGradient != 0)
        {
            float factor = total / sum;
            for (int i = 0; i < sizes.Columns; i++)
            {
                gradient[first + i] = ((MathF.Exp(z[first + i] - max) * factor) - GpuTarget(targets, classes, row, i, sizes)) * scale;
            }
        }

        return loss;
    }

    private static float GpuProbabilities(ArrayView<float> gradient, ArrayView<float> p, ArrayView<float> targets, ArrayView<int> classes,
        int row, float scale, GpuSizes sizes)
    {
        int first = row * sizes.Columns;
        float sum = 0f, loss = 0f, pull = 0f;
        for (int i = 0; i < sizes.Columns; i++) { sum += p[first + i]; }
        for (int i = 0; i < sizes.Columns; i++)
        {
            float share = p[first + i] / sum;
            float y = GpuTarget(targets, classes, row, i, sizes);
            loss += GpuValue(share < Epsilon ? Epsilon : share > 1f - Epsilon ? 1f - Epsilon : share, y, sizes);
            pull += GpuDerivative(share, y, sizes) * share;
        }

        if (sizes.HasGradient != 0)
        {
            for (int i = 0; i < sizes.Columns; i++)
            {
                float derivative = GpuDerivative(p[first + i] / sum, GpuTarget(targets, classes, row, i, sizes), sizes);
                gradient[first + i] = (derivative - pull) / sum * scale;
            }
        }

        return loss;
    }

    private static float GpuTarget(ArrayView<float> targets, ArrayView<int> classes, int row, int column, GpuSizes sizes)
    {
        float y;
        if (sizes.TargetsAreClasses == 0) { y = targets[(row * sizes.Columns) + column]; }
        else { y = classes[row] == column ? 1f : 0f; }
        return sizes.Settings.Smoothing == 0f ? y : (y * (1f - sizes.Settings.Smoothing)) + (sizes.Settings.Smoothing / sizes.Columns);
    }

    private static float GpuValue(float q, float y, GpuSizes sizes)
    {
        float loss = -y * AccurateMath.Log(q);
        return sizes.Settings.IsFocal == 0 ? loss : sizes.Settings.Alpha * FocalPower.Of(1f - q, sizes.Settings.Gamma) * loss;
    }

    private static float GpuDerivative(float q, float y, GpuSizes sizes)
    {
        if (q < Epsilon || q > 1f - Epsilon) { return 0f; }
        if (sizes.Settings.IsFocal == 0) { return -y / q; }
        return sizes.Settings.Alpha * y
            * (FocalPower.DerivativeTimes(1f - q, sizes.Settings.Gamma, AccurateMath.Log(q))
                - (FocalPower.Of(1f - q, sizes.Settings.Gamma) / q));
    }

    // The formulas of the CPU's FocalOfLogits.
    private static float GpuFocal(ArrayView<float> gradient, ArrayView<float> z, ArrayView<float> targets, ArrayView<int> classes, int row,
        float scale, GpuSizes sizes)
    {
        int first = row * sizes.Columns;
        float max = z[GpuLargest(z, first, sizes.Columns)];
        float sum = 0f, loss = 0f, pull = 0f;
        for (int i = 0; i < sizes.Columns; i++) { sum += AccurateMath.Exp(z[first + i] - max); }
        float logSum = AccurateMath.Log(sum);
        for (int i = 0; i < sizes.Columns; i++)
        {
            float y = GpuTarget(targets, classes, row, i, sizes);
            if (y != 0f)
            {
                float log = z[first + i] - max - logSum;
                loss -= sizes.Settings.Alpha * y * FocalPower.Of(-AccurateMath.ExpM1(log), sizes.Settings.Gamma) * log;
                pull += GpuDerivativeOfLog(log, y, sizes);
            }
        }

        if (sizes.HasGradient != 0)
        {
            for (int i = 0; i < sizes.Columns; i++)
            {
                float y = GpuTarget(targets, classes, row, i, sizes);
                float log = z[first + i] - max - logSum;
                float derivative = y == 0f ? 0f : GpuDerivativeOfLog(log, y, sizes);
                gradient[first + i] = (derivative - (AccurateMath.Exp(log) * pull)) * scale;
            }
        }

        return loss;
    }

    private static float GpuDerivativeOfLog(float log, float y, GpuSizes sizes)
    {
        float miss = -AccurateMath.ExpM1(log);
        return sizes.Settings.Alpha * y
            * (FocalPower.DerivativeTimes(miss, sizes.Settings.Gamma, AccurateMath.Exp(log) * log)
                - FocalPower.Of(miss, sizes.Settings.Gamma));
    }

    private static int GpuLargest(ArrayView<float> values, int first, int count)
    {
        int largest = first;
        for (int i = first + 1; i < first + count; i++)
        {
            if (values[i] > values[largest]) { largest = i; }
        }

        return largest;
    }
}
