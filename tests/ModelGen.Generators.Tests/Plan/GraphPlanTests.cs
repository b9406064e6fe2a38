using Microsoft.CodeAnalysis;
using ModelGen.Generators.Infer;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Plan;
using ModelGen.Generators.Read;
using ModelGen.Generators.Specs;

namespace ModelGen.Generators.Tests;

/// <summary>What becomes of branches: sums of gradients, places that are shared, and passes that are saved.</summary>
public class GraphPlanTests
{
    private const string Same = "Padding = Padding.Same";

    /// <summary>Twenty layers with weights in nine blocks, for images of 32 x 32.</summary>
    internal static string ResNet20()
    {
        string text = $"[Input(32, 32, 3)] [Conv2D(16, 3, ReLU, {Same}, Name = \"b0\")]";
        int block = 0;
        foreach (int filters in (int[])[16, 32, 64])
        {
            for (int i = 0; i < 3; i++)
            {
                bool halves = filters > 16 && i == 0;
                string strides = halves ? "Strides = 2, " : "", trunk = $"b{block}";
                string name = halves ? $", Name = \"c{block}\"" : "";
                text += $" [Conv2D({filters}, 3, ReLU, {strides}{Same})] [Conv2D({filters}, 3, {Same}{name})]";
                text += halves ? $" [From(\"{trunk}\")] [Conv2D({filters}, 1, Strides = 2)] [Add(\"c{block}\")]" : $" [Add(\"{trunk}\")]";
                text += $" [Activation(ReLU, Name = \"b{++block}\")]";
            }
        }

        return text + " [GlobalAveragePool] [Dense(10, Softmax)]";
    }

    // Found by declarations made at random: both gradients are sums, of other sizes.
    [Fact]
    public void A_second_input_and_the_first_layer_have_sums_of_their_own()
    {
        string code = Compiler.Compile("""
            [Input(6)] [ReLU(Name = "first")] [BatchNormalization] [Average("first")] [Dense(3, Name = "left")]
            [Input(2, 19, 3, Name = "image")] [Flatten] [ReLU] [Concatenate("left")] [Dense(3, Softmax)] [Output(Name = "one")]
            [From("image")] [Flatten] [Dense(2, Softmax)] [Output(Name = "second")]
            public partial class Net;
            """).SingleCleanSource();
        Assert.Contains("struct SumX1 ", code);
        Assert.Contains("struct Sum1 ", code);
    }

    [Fact]
    public void ResNet_20_has_no_pass_that_only_adds()
    {
        TrainingPlan plan = Plan(ResNet20());
        Assert.Equal(2 + (9 * 2) + 2, plan.Forward.Count(call => call.Kernel is "Conv2D.Forward" or "Dense.Forward"));
        Assert.DoesNotContain(plan.Forward.Concat(plan.Backward), call => call.Kernel.StartsWith("Merge.", StringComparison.Ordinal));

        // Additions are done by the convolutions before them, forward and back: nine blocks, of which two have no input that others read.
        Assert.Equal(9, plan.Forward.Count(call => call.Arguments.Any(argument => argument.Name == "plus")));
        Assert.Equal(7 + 2, plan.Backward.Count(call => call.Kernel == "Conv2D.BackwardInput" && call.Arguments.Any(a => a.IsSum)));
    }

    [Fact]
    public void ResNet_20_goes_through_slices_without_a_barrier_before_its_last_layer()
    {
        TrainingPlan plan = Plan(ResNet20());
        Assert.All(plan.Forward.Where(call => call.Kernel.StartsWith("Conv2D.Forward", StringComparison.Ordinal)),
            call => Assert.Equal(Division.Slices, call.Division));
        Assert.Single(Runs(plan.Forward), run => run == Division.Slices);
        Assert.Single(Runs(plan.Backward), run => run == Division.Slices);
    }

    [Fact]
    public void Gradients_and_predictions_take_as_much_memory_as_lives_at_once()
    {
        TrainingPlan plan = Plan(ResNet20());
        const int map = 32 * 32 * 16; // the largest value

        // A block's input, what is between its layers, its output; some small ones at the end.
        Assert.InRange(plan.Predicting!.AllValues - plan.Predicting.KeptValues, 3 * map, (3 * map) + 200);
        Assert.InRange(plan.TrainingValues - plan.ForwardValues, 2 * map, 3 * map);
    }

    [Fact]
    public void The_gradient_of_a_sum_lies_where_that_of_its_output_does()
    {
        TrainingPlan plan = Plan("[Input(6)] [Dense(5, Name = \"a\")] [Dense(5, Name = \"b\")] [Dense(5)] [Add(\"a\", \"b\")] [Dense(2)]");
        Dictionary<string, string> places = plan.Gradients.ToDictionary(gradient => gradient.Value, gradient => gradient.Place);
        Assert.Equal(places["Y4"], places["Y3"]);

        // What the layers between contribute is added for the others in turn, each when nobody needs the place as it was.
        Assert.DoesNotContain(plan.Values, value => value.Name == "DY3");
    }

    // Its loss writes it while other slices are in the first run of the way back. Only the input's gradient would need it.
    [Theory]
    [InlineData("[Input(784)] [ReLU] [Output(\"scaled\")] [Dense(512, ReLU)] [Dense(10)] [Output(\"digit\")]", "DY1")]
    [InlineData("[Input(784)] [Activation(Sigmoid)] [Output(\"scaled\")] [Dense(512, ReLU)] [Dense(10)] [Output(\"digit\")]", "DY1")]
    public void A_gradient_that_no_layer_with_parameters_reads_has_its_place_for_itself(string stack, string unread)
    {
        TrainingPlan plan = Plan(stack);
        Assert.All(plan.Backward.Where(call => call.Arguments.Any(argument => argument.Place == unread)),
            call => Assert.All(call.Serves, purpose => Assert.True(purpose is { IsOfParameters: false, Layer: <= 1 })));
        PlannedValue gradient = plan.Values.Single(value => value.Name == unread);
        Assert.All(plan.Values.Where(value => value.Name != unread), other =>
            Assert.True(other.Offset + other.Size <= gradient.Offset || gradient.Offset + gradient.Size <= other.Offset, other.Name));
    }

    [Fact]
    public void An_activation_leaves_a_gradient_alone_that_a_sibling_still_reads()
    {
        // Both layers have their gradient where that of the sum lies. The first to come may not change it, the last may.
        TrainingPlan plan = Plan(
            "[Input(6, Name = \"in\")] [Dense(5, ReLU, Name = \"a\")] [From(\"in\")] [Dense(5, ReLU)] [Add(\"a\")] [Dense(2)]");
        KernelCall[] activations = [.. plan.Backward.Where(call => call.Kernel == "Elementwise.Backward")];
        Assert.Equal([2, 1], activations.Select(call => call.Layer));
        Assert.Equal([("DZ2", "DY3"), ("DY3", "DY3")], activations.Select(call => (Place(call, "dx"), Place(call, "dy"))));
    }

    private static string Place(KernelCall call, string argument) => call.Arguments.Single(a => a.Name == argument).Place;

    [Theory]
    [InlineData("[Dense(6, Softmax)] [Multiply(\"x\")] [Dense(2)]")]
    [InlineData("[Dense(6)] [Activation(Softmax)] [Dropout(0.1)] [Dot(\"x\")]")]
    public void A_softmax_that_weighs_other_values_is_no_mistake(string layers) =>
        Compiler.Compile($"[Input(6, Name = \"x\")] {layers} public partial class Net;").SingleCleanSource();

    [Fact]
    public void A_chain_predicts_by_the_forward_pass_of_its_training() =>
        Assert.Null(Plan("[Input(8, 8, 1)] [Conv2D(4, 3, GELU)] [Dropout(0.5)] [Flatten] [Dense(2)]").Predicting);

    [Fact]
    public void Where_both_plans_are_equal_there_is_one()
    {
        Assert.Null(Plan("[Input(6, Name = \"x\")] [Dense(6)] [Add(\"x\")]").Predicting);
        Assert.NotNull(Plan("[Input(6, Name = \"x\")] [Dense(6)] [Dense(6)] [Dense(6)] [Add(\"x\")]").Predicting); // memory is shared
    }

    [Fact]
    public void A_graph_predicts_without_what_only_training_needs()
    {
        PredictingPlan plan =
            Plan("[Input(6)] [Dense(5, GELU, Name = \"a\")] [Dropout(0.5)] [Dense(5)] [Add(\"a\")] [Dense(2)]").Predicting!;
        Assert.DoesNotContain(plan.Forward, call => call.Kernel == "Dropout.Forward");
        Assert.Contains(plan.Forward, call => call.Kernel == "Dense.Forward" && call.Types.Contains("GELU"));
    }

    internal static TrainingPlan Plan(string stack, Func<ModelSpec, ModelSpec>? change = null)
    {
        Compilation compilation = Compiler.Create($"{stack} public partial class Net;");
        ModelSpec model = ModelReader.Read(compilation.GetTypeByMetadataName("Net")!, default)!;
        ShapedModel? shaped = ShapeInference.Infer((change ?? (spec => spec))(model), out EquatableArray<Finding> findings);
        Assert.DoesNotContain(findings, Severities.IsError);
        return TrainingPlanner.Plan(shaped!);
    }

    private static IEnumerable<Division> Runs(IReadOnlyList<KernelCall> calls) =>
        calls.Select(call => call.Division).Where((division, i) => i == 0 || calls[i - 1].Division != division);
}
