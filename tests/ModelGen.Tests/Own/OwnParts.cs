namespace ModelGen.Tests;

/// <summary>
/// Losses, metrics and optimizers as a user writes them: the formulas of some of the library's own, and one that it has not.
/// </summary>
internal static class OwnParts
{
    /// <summary>Huber's.</summary>
    public readonly struct RobustError(float delta) : IElementwiseLoss
    {
        public float Value(float y, float p)
        {
            float size = MathF.Abs(p - y);
            return size <= delta ? 0.5f * size * size : delta * (size - (0.5f * delta));
        }

        public float Derivative(float y, float p)
        {
            float error = p - y;
            return error > delta ? delta : error < -delta ? -delta : error;
        }
    }

    /// <summary>The squared error, which has no numbers of its own.</summary>
    public readonly struct Square : IElementwiseLoss
    {
        public float Value(float y, float p) => (p - y) * (p - y);

        public float Derivative(float y, float p) => 2f * (p - y);
    }

    /// <summary>The categorical hinge.</summary>
    public readonly struct Margin(float least) : IGroupLoss
    {
        public static bool ThirdIsLargest => true;

        public float First(float y, float p) => y * p;

        public float Second(float y, float p) => 0f;

        public float Third(float y, float p) => (1f - y) * p;

        public float Value(float a, float b, float c)
        {
            float margin = c - a + least;
            return margin < 0f ? 0f : margin;
        }

        public float Derivative(float y, float p, float a, float b, float c, bool isLargest) =>
            c - a + least <= 0f ? 0f : isLargest ? 1f - y - y : -y;
    }

    /// <summary>The cosine similarity, without numbers of its own.</summary>
    public readonly struct Cosine : IGroupLoss
    {
        private const float LeastSquare = 1e-14f;

        public static bool ThirdIsLargest => false;

        public float First(float y, float p) => y * p;

        public float Second(float y, float p) => y * y;

        public float Third(float y, float p) => p * p;

        public float Value(float a, float b, float c) => -(a / Length(b) / Length(c));

        public float Derivative(float y, float p, float a, float b, float c, bool isLargest)
        {
            float length = Length(c), pull = c < LeastSquare ? 0f : a / length * (p / length);
            return (pull - y) / Length(b) / length;
        }

        private static float Length(float square) => MathF.Sqrt(square < LeastSquare ? LeastSquare : square);
    }

    /// <summary>How often the right class is the largest output.</summary>
    public readonly struct Right : IMetricRule
    {
        public void Measure<B>(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch
        {
            int right = 0;
            for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
            {
                int first = row * sizes.Columns;
                if (MetricRows.LargestOutput(batch, first, sizes.Columns) == MetricRows.Class(batch, row, sizes)) { right++; }
            }

            batch.Write(sample, (float)right / sizes.Rows);
        }
    }

    /// <summary>Counts for a precision: outputs above a threshold, and those of them that should be.</summary>
    public readonly struct Found(float threshold) : IMetricRule
    {
        public void Measure<B>(B batch, int sample, MetricSizes sizes) where B : struct, IMetricBatch
        {
            int found = 0, right = 0;
            for (int row = sample * sizes.Rows; row < (sample + 1) * sizes.Rows; row++)
            {
                for (int i = 0; i < sizes.Columns; i++)
                {
                    if (!(batch.Output((row * sizes.Columns) + i) > threshold)) { continue; }
                    found++;
                    if (MetricRows.Target(batch, row, i, sizes) != 0f) { right++; }
                }
            }

            batch.Write(2 * sample, found);
            batch.Write((2 * sample) + 1, right);
        }
    }

    /// <summary>SGD with momentum.</summary>
    public sealed class Momentum(LearningRate learningRate, double momentum = 0.9) : Optimizer(learningRate)
    {
        public double Share { get; } = momentum;

        protected override IReadOnlyList<string> SlotNames => ["momentum"];

        protected override void Apply(Updater updater, float rate, long step) => updater.Run(new Rule(rate, (float)Share));

        private readonly struct Rule(float rate, float share) : IUpdateRule
        {
            public static int Slots => 1;

            public R Update<R>(R w, R g, ref R m, ref R b, ref R c) where R : struct, IReal<R>
            {
                R pull = rate * g;
                m = (share * m) - pull;
                return w + m;
            }
        }
    }

    /// <summary>Adam, with a first value of its second slot to be set.</summary>
    public sealed class OwnAdam(LearningRate learningRate, double firstSquare = 0) : Optimizer(learningRate)
    {
        private const float Beta1 = 0.9f, Beta2 = 0.999f;

        public double FirstSquare { get; } = firstSquare;

        protected override IReadOnlyList<string> SlotNames => ["momentum", "velocity"];

        protected override double FirstValueOf(int slot) => slot == 1 ? FirstSquare : 0;

        protected override void Apply(Updater updater, float rate, long step) => updater.Run(new Rule(
            (float)(rate * Math.Sqrt(1 - Math.Pow(Beta2, step)) / (1 - Math.Pow(Beta1, step))), (float)(1 - 0.9), (float)(1 - 0.999),
            1e-7f));

        private readonly struct Rule(float alpha, float gain1, float gain2, float epsilon) : IUpdateRule
        {
            public static int Slots => 2;

            public R Update<R>(R w, R g, ref R mean, ref R square, ref R c) where R : struct, IReal<R>
            {
                mean += (g - mean) * gain1;
                square += ((g * g) - square) * gain2;
                return w - R.Ratio(mean * alpha, R.Sqrt(square) + epsilon);
            }
        }
    }

    /// <summary>Moves each parameter by a length of its own: Lars without momentum.</summary>
    public sealed class ByLength(LearningRate learningRate) : Optimizer(learningRate)
    {
        protected override IReadOnlyList<string> SlotNames => [];

        protected override bool Scales => true;

        protected override void Apply(Updater updater, float rate, long step) => updater.RunScaled(new Rule(rate));

        private readonly struct Rule(float rate) : IScaledRule
        {
            public static int Slots => 0;

            public R Update<R>(R w, R g, ref R a, ref R b, ref R c) where R : struct, IReal<R> => w;

            public R Direction<R>(R g, R a, R b) where R : struct, IReal<R> => g;

            public float Factor(float weights, float directions, float count) =>
                weights > 0f && directions > 0f ? rate * MathF.Sqrt(weights / directions) : rate;
        }
    }

    /// <summary>The squared error as a function.</summary>
    public static double Squared(ReadOnlySpan<float> yTrue, ReadOnlySpan<float> yPred, Span<float> gradient)
    {
        double sum = 0;
        for (int i = 0; i < yPred.Length; i++)
        {
            float error = yPred[i] - yTrue[i];
            sum += error * error;
            gradient[i] = 2f * error / yPred.Length;
        }

        return sum / yPred.Length;
    }

    /// <summary>SGD with momentum as a function.</summary>
    public static void Pull(ParameterUpdate parameter)
    {
        Span<float> momentum = parameter["momentum"];
        for (int i = 0; i < momentum.Length; i++)
        {
            float pull = parameter.LearningRate * parameter.Gradient[i];
            momentum[i] = (0.9f * momentum[i]) - pull;
            parameter.Weights[i] += momentum[i];
        }
    }
}
