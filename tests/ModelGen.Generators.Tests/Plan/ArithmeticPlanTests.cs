using ModelGen.Generators.Diagnostics;
using ModelGen.Generators.Infer;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Plan;
using ModelGen.Generators.Specs;
using ModelGen.Tests.Contract;

namespace ModelGen.Generators.Tests;

/// <summary>Arithmetic: how it is called, what is kept for it, what is done in place, and numbers that are refused.</summary>
public class ArithmeticPlanTests
{
    [Fact]
    public void Operations_are_named_and_counted_as_Keras_does()
    {
        ShapedModel model = Infer("""
            [Input(6)] [Dense(6, Name = "a")] [Dense(6)] [Add("a")] [Rescaling(1 /* x + number */)] [Rescaling(2 /* x * number */)]
            [Rescaling(1 /* number - x */)] [Divide("a")] [Rescaling(3 /* x / number */)] [Rescaling(1 /* number / x */)]
            [Rescaling(1 /* x - number */)] [Multiply("a")] [Rescaling(1 /* -x */)] [Square] [Rescaling(2)]
            [Sum(-1, KeepDims = true)] [Mean]
            """);
        Assert.Equal(
            ["a (Dense)", "dense (Dense)", "add (Add)", "add_1 (Add)", "multiply (Multiply)", "subtract (Subtract)",
                "true_divide (TrueDivide)", "true_divide_1 (TrueDivide)", "true_divide_2 (TrueDivide)", "subtract_1 (Subtract)",
                "multiply_1 (Multiply)", "negative (Negative)", "square (Square)", "rescaling (Rescaling)", "sum (Sum)", "mean (Mean)"],
            model.Layers.Select(layer => $"{layer.Name} ({layer.KerasClass})"));
    }

    [Theory]
    [InlineData("[Input(4, 5, 3)] [Sum]", "1")]
    [InlineData("[Input(4, 5, 3)] [Sum(KeepDims = true)]", "1 x 1 x 1")]
    [InlineData("[Input(4, 5, 3)] [Mean(1)]", "5 x 3")]
    [InlineData("[Input(4, 5, 3)] [Mean(-1)]", "4 x 5")]
    [InlineData("[Input(4, 5, 3)] [Sum(axis: 2, KeepDims = true)]", "4 x 1 x 3")]
    [InlineData("[Input(4)] [Sum(1)]", "1")]
    public void An_axis_goes_or_stays_as_1(string stack, string shape) => Assert.Equal(shape, Infer(stack).Layers[0].Output.ToString());

    [Theory]
    [InlineData("[Rescaling(2)]", "DY2", "")]
    [InlineData("[Rescaling(2 /* x * number */)]", "DY2", "")]
    [InlineData("[Rescaling(2 /* x / number */)]", "DY2", "")]
    [InlineData("[Rescaling(2 /* number - x */)]", "DY2", "")]
    [InlineData("[Rescaling(2 /* -x */)]", "DY2", "")]
    [InlineData("[Square]", "DY2", "Y1")]
    [InlineData("[Rescaling(2 /* number / x */)]", "DY2", "Y1")]
    public void A_gradient_is_changed_in_place_and_what_arrives_is_kept_only_where_it_counts(string layer, string place, string kept)
    {
        TrainingPlan plan = PlanOf($"[Input(6)] [Dense(5)] {layer} [Dense(2)]");
        KernelCall call = Assert.Single(plan.Backward, call => call.Kernel == "Arithmetic.Backward");
        Assert.Equal((place, place), (Place(call, "dx"), Place(call, "dy")));
        Assert.Equal(kept, call.Arguments.FirstOrDefault(argument => argument.Name == "x")?.Place ?? "");
        Assert.DoesNotContain(plan.Values, value => value.Name == "DY1");
    }

    [Theory]
    [InlineData("[Rescaling(2 /* x + number */)]")]
    [InlineData("[Rescaling(2 /* x - number */)]")]
    public void Where_a_number_is_added_the_gradient_goes_on_as_it_stands(string layer)
    {
        TrainingPlan plan = PlanOf($"[Input(6)] [Dense(5)] {layer} [Dense(2)]");
        Assert.DoesNotContain(plan.Backward, call => call.Kernel == "Arithmetic.Backward");
        Assert.Equal("DY2", plan.Gradients.Single(gradient => gradient.Value == "Y1").Place);
    }

    [Fact]
    public void A_gradient_that_others_still_read_is_left_alone()
    {
        // Both have their gradients where that of the sum lies. The first to come may not change it, the last may.
        TrainingPlan plan = PlanOf(
            "[Input(6)] [Dense(5, Name = \"a\")] [Dense(5)] [Rescaling(2, Name = \"b\")] [From(\"a\")] [Square] [Add(\"b\")] [Dense(2)]");
        KernelCall[] calls = [.. plan.Backward.Where(call => call.Kernel == "Arithmetic.Backward")];
        Assert.Equal([4, 3], calls.Select(call => call.Layer));
        Assert.Equal([("DY1", "DY5"), ("DY5", "DY5")], calls.Select(call => (Place(call, "dx"), Place(call, "dy"))));
    }

    [Fact]
    public void A_sum_adds_to_what_others_contribute()
    {
        TrainingPlan plan = PlanOf("[Input(6)] [Dense(5, Name = \"a\")] [Sum] [Multiply(\"a\")] [Dense(2)]");
        Assert.True(Assert.Single(plan.Backward, call => call.Kernel == "AxisSum.Backward").Arguments[0].IsSum);
    }

    [Fact]
    public void What_only_the_gradient_of_the_input_needs_is_asked_for()
    {
        TrainingPlan plan = PlanOf("[Input(6)] [Rescaling(2)] [Square] [Sum(KeepDims = true)] [Dense(2)]");
        KernelCall[] calls = [.. plan.Backward.Where(call => call.Kernel is "Arithmetic.Backward" or "AxisSum.Backward")];
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.NotEmpty(call.Serves));
    }

    [Fact]
    public void The_activation_after_it_is_done_in_the_same_pass()
    {
        TrainingPlan plan = PlanOf("[Input(6)] [Dense(5)] [Rescaling(2 /* x + number */)] [ReLU] [Dense(2)]");
        KernelCall call = Assert.Single(plan.Forward, call => call.Kernel == "Arithmetic.Forward");
        Assert.Equal(["Number2", "ByNumber<Number2, Plus>", "ReLU"], call.Types);
        Assert.Equal("2  Y3[5] = ReLU(Y1 + 2)", call.Equation);
    }

    [Theory]
    [InlineData("[Dense(6, Softmax)] [Square] [Dense(2)]")]
    [InlineData("[Dense(6, Softmax)] [Sum] [Dense(2)]")]
    public void A_softmax_with_which_is_calculated_is_no_mistake(string layers) =>
        Compiler.Compile($"[Input(6)] {layers} public partial class Net;").SingleCleanSource();

    [Fact]
    public void Channels_that_come_first_are_seen_through_it() => Assert.Contains(
        Compiler.Compile("[Input(3, 64, 64)] [Rescaling(1 / 255.0)] [Conv2D(8, 5)] [Flatten] public partial class Net;").Findings,
        finding => finding.Id is RuleIds.ChannelsFirst or RuleIds.SeemsChannelsFirst);

    [Theory]
    [InlineData("[Input(4)] [Sum(0)]",
        "Layer 1, Sum: there is no axis 0 in the 4 that the input gives. Axis 0 is the batch; use 1 or -1.")]
    [InlineData("[Input(4, 5)] [Dense(3)] [Mean(-3)]",
        "Layer 2, Mean: there is no axis -3 in the 4 x 3 that layer 1 (Dense) gives. Use 1 to 2, or -1 for the last.")]
    [InlineData("[Input(4)] [Dense(3, Name = \"a\")] [Dense(3, Name = \"b\")] [Dense(3)] [Divide(\"a\", \"b\")]",
        "Layer 4, Divide: Divide works on 2 values, but 3 arrive. Name one.")]
    [InlineData("[Input(4)] [Rescaling(double.NaN)]",
        "Layer 1, Rescaling: scale is NaN, but it must be finite in float32. Write 1, say.")]
    [InlineData("[Input(4)] [Rescaling(2, Offset = 1e39)]",
        "Layer 1, Rescaling: Offset is 1E+39, but it must be finite in float32. Write 0, say.")]
    public void What_makes_no_sense_is_refused(string stack, string message) =>
        Assert.Equal(message, Assert.Single(Compiler.Compile($"{stack} public partial class Net;").Findings)
            .GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("x + number", double.NaN, "Layer 2, Add: number is NaN, but it must be finite in float32. Write 1, say.")]
    [InlineData("number - x", double.NegativeInfinity,
        "Layer 2, Subtract: number is -Infinity, but it must be finite in float32. Write 1, say.")]
    [InlineData("x * number", 1e40, "Layer 2, Multiply: number is 1E+40, but it must be finite in float32. Write 1, say.")]
    [InlineData("number / x", double.NaN, "Layer 2, Divide: number is NaN, but it must be finite in float32. Write 1, say.")]
    [InlineData("x / number", 0,
        "Layer 2, Divide: number is 0, but it must be other than 0 in float32, because values are divided by it. Write 1, say.")]
    [InlineData("x / number", 1e-60,
        "Layer 2, Divide: number is 1E-60, but it must be other than 0 in float32, because values are divided by it. Write 1, say.")]
    public void A_number_that_makes_no_sense_is_refused(string operation, double number, string message)
    {
        ModelSpec model = NumberLayers.Read(Compiler.Create("[Input(4)] [Dense(3)] [Square] public partial class Net;")
            .GetTypeByMetadataName("Net")!, default)!;
        var layer = new LayerSpec(operation, new(new Argument("number", number)));
        model = model with { Nodes = new(model.Nodes.Take(2).Append(model.Nodes[2] with { Layer = layer })) };
        Assert.Null(ShapeInference.Infer(model, out EquatableArray<Finding> findings));
        Finding finding = Assert.Single(findings);
        Assert.Equal(("number", $"{RuleIds.NumberOutOfRange}: {message}"), (finding.Argument, Rules.Describe(finding)));
    }

    // A number that can be 0 is not refused.
    [Theory]
    [InlineData("x * number")]
    [InlineData("number / x")]
    [InlineData("x - number")]
    public void Zero_is_a_number(string operation) => Infer($"[Input(4)] [Rescaling(0 /* {operation} */)] [Dense(2)]");

    private static string Place(KernelCall call, string argument) => call.Arguments.Single(a => a.Name == argument).Place;

    private static TrainingPlan PlanOf(string stack) => TrainingPlanner.Plan(Infer(stack));

    private static ShapedModel Infer(string stack)
    {
        ModelSpec model = NumberLayers.Read(
            Compiler.Create($"{stack} public partial class Net;").GetTypeByMetadataName("Net")!, default)!;
        ShapedModel? shaped = ShapeInference.Infer(model, out EquatableArray<Finding> findings);
        Assert.Empty(findings);
        return shaped!;
    }
}
