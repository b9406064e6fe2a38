using System.Diagnostics;
using ModelGen.Kernels;

namespace ModelGen.Benchmarks;

/// <summary>A model written by hand whose forward pass is one kernel, again and again: this is how kernels get a step to work on.</summary>
internal sealed class KernelProbe : Model
{
    // Places of values begin at multiples of 16 floats.
    private const int Line = 16;

    // Until the JIT has compiled the kernel for good.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    private readonly Places _at;
    private Action<Step> _run = _ => { };
    private TimeSpan _atLeast;
    private double _seconds;

    private KernelProbe(Places at, ModelDefinition definition, Device device) : base(definition, device, seed: 1) => _at = at;

    /// <summary>
    /// Where a probe's values lie: input, output, where the maxima stood, the gradients, and the kernel transformed for Winograd's method,
    /// where it is.
    /// </summary>
    public sealed record Places(Value X, Value Y, Value I, Value DY, Value DX, Weight W, Weight B, Weight? U)
    {
        public static Places Of(int inputs, int outputs, int kernel, int units, int transformed = 0)
        {
            int x = Up(inputs), y = Up(outputs);
            return new(new(0, inputs), new(x, outputs), new(x + y, outputs), new(x + 2 * y, outputs), new(x + 3 * y, inputs),
                new(0, kernel, Lane: 0, Packed: 0), new(Up(kernel), units, Lane: Up(kernel)),
                transformed == 0 ? null : new Weight(0, transformed));
        }

        public long End => DX.Offset + Up(DX.Size);

        private static int Up(int size) => (size + Line - 1) / Line * Line;
    }

    public static KernelProbe Create(Places at, Device device) => new(
        at,
        new ModelDefinition
        {
            Name = "probe",
            Inputs = [new("input_layer", [at.X.Size], at.X)],
            Outputs = [new("probe", [at.Y.Size], at.Y, Gradient: at.DY) { LastLayer = "the probe" }],
            ForwardValues = at.End,
            TrainingValues = at.End,
            LaneValues = at.B.Lane + at.B.Size + Line,
            PackedValues = at.B.Offset,
            TransformedValues = at.U?.Size ?? 0,
            ParameterValues = at.B.Offset + at.B.Size + Line,
            Parameters = [new("kernel", at.W, [at.W.Size], Initializer.GlorotUniform, at.X.Size, at.Y.Size),
                new("bias", at.B, [at.B.Size], Initializer.Zeros, 1, 1)],
        },
        device);

    /// <summary>Seconds of one run of a kernel on a batch: the fastest of five blocks.</summary>
    public double Measure(Action<Step> run, float[] inputs, TimeSpan block)
    {
        // Gradients that are 0 would be skipped.
        (_run, _atLeast) = (_ => { }, TimeSpan.Zero);
        Forward(inputs);
        var random = new Random(1);
        BackwardFrom([.. Enumerable.Range(0, inputs.Length / _at.X.Size * _at.Y.Size).Select(_ => random.NextSingle() - 0.5f)]);
        (_run, _atLeast) = (run, WarmUp);
        Forward(inputs);
        _atLeast = block;
        return Enumerable.Range(0, 5).Min(_ =>
        {
            Forward(inputs);
            return _seconds;
        });
    }

    public override string GetSummary(SummaryStyle style) => "";

    protected override void RunForward(Step step)
    {
        var clock = Stopwatch.StartNew();
        int runs = 0;
        do
        {
            _run(step);
            runs++;
        }
        while (clock.Elapsed < _atLeast);
        _seconds = clock.Elapsed.TotalSeconds / runs;
    }

    protected override void RunBackward(Step step) { }
}
