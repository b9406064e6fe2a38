namespace ModelGen.Generators.Tests.Debugging;

/// <summary>A debugger goes through a step of training, which stops at one layer after the other.</summary>
public class SteppingTests
{
    private const string Model = """
        [Input(28, 28, 1)]
        [Conv2D(4, 5, 5, ReLU)]
        [MaxPool(2)]
        [Flatten]
        [Dense(16, ReLU)]
        [Dense(10, Softmax)]
        public partial class Lecture;
        """;

    private const string ByHand = $"""
        using var model = new Lecture(new CpuDevice(threads: 1), seed: 1);
        model.Forward(new float[784]);
        model.Backward(new int[1], "sparse_categorical_crossentropy");

        {Model}
        """;

    private const string ByTrainOnBatch = $"""
        using var model = new Lecture(new CpuDevice(threads: 1), seed: 1);
        model.Compile("sgd", "sparse_categorical_crossentropy");
        model.TrainOnBatch(new float[784], new int[1]);

        {Model}
        """;

    private static readonly string[] s_forward = ["1 Conv2DMaxPool.Forward", "4 Dense.Forward", "5 Dense.Forward", "5 Softmax.Forward"];

    private static readonly string[] s_backward =
    [
        "1 Conv2DMaxPool.PackKernel", "5 Softmax.Backward", "5 Dense.BackwardInput", "5 Dense.BackwardKernel", "4 Elementwise.Backward",
        "4 Dense.BackwardInput", "1 Conv2DMaxPool.BackwardKernel", "1 AddLanes(W1)", "4 Dense.BackwardKernel",
    ];

    [Theory(SkipUnless = nameof(Debugger.IsHere), SkipType = typeof(Debugger), Skip = Debugger.Needs)]
    [InlineData(ByHand)]
    [InlineData(ByTrainOnBatch)]
    public void Steps_into_calls_go_from_layer_to_layer_and_through_no_kernel(string program)
    {
        using var debuggee = new Debuggee(program);
        using var debugger = new Debugger(debuggee);
        debugger.BreakAt("protected override void RunForward(");
        debugger.BreakAt("protected override void RunBackward(");
        debuggee.Begin();

        debugger.Run();
        Assert.Equal(s_forward, LayersUntil("protected override void RunForward(", debugger.StepInto));
        debugger.Run();
        Assert.Equal(s_backward, LayersUntil("protected override void RunBackward(", debugger.StepInto));
    }

    [Fact(SkipUnless = nameof(Debugger.IsHere), SkipType = typeof(Debugger), Skip = Debugger.Needs)]
    public void A_layer_s_line_takes_a_breakpoint_from_which_steps_go_over_calls()
    {
        using var debuggee = new Debuggee(ByTrainOnBatch);
        using var debugger = new Debugger(debuggee);
        debugger.BreakAt("Conv2DMaxPool.Forward<");
        debugger.BreakAt("Dense.Forward<Dense5");
        debugger.BreakAt("Conv2DMaxPool.BackwardKernel<");
        debuggee.Begin();

        Assert.Equal(s_forward[0], LayerCall.In(debugger.Run()));
        Assert.Equal(s_forward[1..2], LayersUntil("});", debugger.StepOver));
        Assert.Equal(s_forward[2], LayerCall.In(debugger.Run()));
        Assert.Equal(s_forward[3..], LayersUntil("}", debugger.StepOver));
        Assert.Equal(s_backward[6], LayerCall.In(debugger.Run()));
        Assert.Empty(LayersUntil("});", debugger.StepOver));
        Assert.Equal(s_backward[7..], LayersUntil("protected override void RunBackward(", debugger.StepOver));
    }

    // A line where steps stop more than once, as at the condition of a call, counts once.
    private static List<string> LayersUntil(string end, Func<string?> step)
    {
        var layers = new List<string>();
        while (true)
        {
            string line = step() ?? throw new InvalidOperationException("The step has left the generated file.");
            if (line.StartsWith(end, StringComparison.Ordinal)) { return layers; }
            if (LayerCall.In(line) is { } layer && (layers.Count == 0 || layers[^1] != layer)) { layers.Add(layer); }
        }
    }
}
