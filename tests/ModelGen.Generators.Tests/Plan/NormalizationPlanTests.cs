using ModelGen.Generators.Specs;

namespace ModelGen.Generators.Tests;

/// <summary>What a normalization costs: passes over memory, barriers, places; and that it costs nothing where a model predicts.</summary>
public class NormalizationPlanTests
{
    private const string Block = """
        [Input(32, 32, 16)] [Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU(Name = "trunk")]
        [Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [ReLU]
        [Conv2D(16, 3, Padding = Padding.Same, UseBias = false)] [BatchNormalization] [Add("trunk")] [ReLU]
        [GlobalAveragePool] [Dense(10, Softmax)]
        """;

    private const int Map = 32 * 32 * 16;

    [Fact]
    public void A_residual_block_goes_over_memory_as_often_as_it_must()
    {
        TrainingPlan plan = GraphPlanTests.Plan(Block);

        // Three convolutions with a normalization each. Forward a convolution reads and writes, the sums read, the normalization reads and
        // writes, and reads the trunk too where it adds.
        Assert.Equal((3 * 5) + 1 + 1, Passes(plan, plan.Forward)); // and the pooling reads

        // Back: the activation and the sums read dy, y and x and write dz; the input's gradient reads dz and x and writes dx; the kernel's
        // gradient reads x and dx; the convolution's input gradient, of the first not needed, reads dx and writes, and adds to the trunk's.
        Assert.Equal((3 * (4 + 3 + 2)) + (2 * 2) + 1 + 1, Passes(plan, plan.Backward.Where(IsAlwaysTrained))); // and the pooling writes
    }

    [Fact]
    public void Between_two_barriers_lies_one_run_of_slices()
    {
        TrainingPlan plan = GraphPlanTests.Plan(Block);
        Assert.Equal(3, plan.Forward.Count(call => call.Kernel == "BatchNormalization.Statistics"));
        Assert.Equal(4, Runs(plan.Forward));
        Assert.Equal(3, plan.Backward.Count(call => call.Kernel == "BatchNormalization.BackwardStatistics"));
        Assert.Equal(4, Runs(plan.Backward));
    }

    [Fact]
    public void Predictions_have_no_normalization_left_in_one_run()
    {
        PredictingPlan plan = GraphPlanTests.Plan(Block).Predicting!;
        KernelCall[] calls = [.. plan.Forward.Where(call => call.Kernel != "")];
        Assert.Equal(["BatchNormalization.FoldKernel", "BatchNormalization.FoldKernel", "BatchNormalization.FoldKernel", "Conv2D.Forward",
            "Conv2D.Forward", "Conv2D.Forward", "GlobalAveragePool.Forward", "Dense.Forward", "Softmax.Forward"],
            calls.Select(call => call.Kernel));
        Assert.All(calls[..3], call => Assert.Equal("KernelsAreTransformed", call.SkippedIf));
        Assert.Equal(1, Runs(plan.Forward));
        Assert.InRange(plan.AllValues - plan.KeptValues, 3 * Map, (3 * Map) + 100);
    }

    [Theory]
    [InlineData("[Input(12, 12, 3)] [Conv2D(4, 3)] [BatchNormalization] [ReLU] [MaxPool(2)]", "Conv2DMaxPool.Forward")]
    [InlineData("[Input(12, 12, 3)] [Conv2D(4, 3)] [BatchNormalization] [Activation(ReLU)] [MaxPool(2)]", "Conv2DMaxPool.Forward")]
    [InlineData("[Input(12, 12, 3)] [Conv2D(4, 3)] [BatchNormalization] [MaxPool(2)]", "Conv2DMaxPool.Forward")]
    [InlineData("[Input(12, 12, 3)] [Conv2D(4, 3)] [BatchNormalization] [Activation(GELU)]", "Conv2D.Forward")]
    [InlineData("[Input(12)] [Dense(4)] [BatchNormalization] [ReLU]", "Dense.Forward")]
    [InlineData("[Input(5, 12)] [Dense(4)] [BatchNormalization]", "Dense.Forward")]
    public void A_prediction_is_one_pass(string stack, string kernel)
    {
        KernelCall[] calls = [.. GraphPlanTests.Plan(stack).Predicting!.Forward.Where(call => call.Kernel != "")];
        Assert.Equal(kernel, calls.Last().Kernel);
        Assert.Single(calls, call => call.SkippedIf is null);
    }

    [Theory]
    [InlineData("[Input(12, 12, 3)] [Conv2D(4, 3, ReLU)] [BatchNormalization]")] // the activation lies between
    [InlineData("[Input(12, 12, 3)] [Conv2D(4, 3)] [BatchNormalization(Axis = 1)]")] // other channels
    [InlineData("[Input(12, 12, 3)] [Conv2D(4, 3, ActivityL2 = 0.1)] [BatchNormalization]")] // somebody looks at the outputs
    [InlineData("[Input(12, 12, 3)] [Conv2D(3, 3, Name = \"a\")] [BatchNormalization] [Add(\"a\")]")]
    [InlineData("[Input(12, 12, 3)] [MaxPool(2)] [BatchNormalization] [ReLU]")]
    public void What_cannot_be_folded_is_a_pass_of_its_own(string stack)
    {
        PredictingPlan plan = GraphPlanTests.Plan(stack).Predicting!;
        Assert.Contains(plan.Forward, call => call.Kernel == "BatchNormalization.Forward");
        Assert.Contains(plan.Forward, call => call.Kernel == "BatchNormalization.FromMoving");
    }

    [Fact]
    public void What_is_not_trained_lies_behind_what_is()
    {
        TrainingPlan plan = GraphPlanTests.Plan(Block);
        Assert.All(plan.Weights, weight => Assert.Equal(weight.Parameter.IsTrainable, weight.Offset < plan.TrainableValues));
        Assert.Equal(6 * 16, plan.ParameterValues - plan.TrainableValues);
        Assert.Equal(["M2", "V2", "M5", "V5", "M8", "V8"],
            plan.StateUpdates.SelectMany(call => call.Arguments).Where(a => a.Access == Access.UpdateWeight).Select(a => a.Place));
    }

    [Fact]
    public void A_barrier_that_is_missing_or_passed_is_found()
    {
        TrainingPlan plan = GraphPlanTests.Plan(Block);
        AssertWrong("BatchNormalization.FromMoving of layer 2 needs version 2 of S2, and finds 1", plan with
        {
            Forward = new(plan.Forward.Where(call => call.Kernel != "BatchNormalization.Statistics")),
        });
        AssertWrong("BatchNormalization.Statistics of layer 2 reads S2 while slices write it", plan with
        {
            Forward = new(plan.Forward.Select(call =>
                call.Kernel == "BatchNormalization.Statistics" ? call with { Division = Division.Slices } : call)),
        });
        TrainingPlan first = GraphPlanTests.Plan("[Input(6)] [BatchNormalization] [Dense(2)]");
        AssertWrong("what slices write to S1 is not put together", first with
        {
            Backward = new(first.Backward.Where(call => call.Kernel is not ("BatchNormalization.BackwardStatistics"
                or "BatchNormalization.BackwardInput"))),
        });
        AssertWrong("M2 is not trained, and has a gradient", plan with
        {
            Backward = new(plan.Backward.Select(call => call.Arguments.Any(a => a.Place == "G2" && a.Access == Access.WriteGradient)
                ? call with { Arguments = new(call.Arguments.Append(new KernelArgument("dmean", "M2", Access.WriteGradient))) } : call)),
        });
    }

    private static void AssertWrong(string part, TrainingPlan plan) => Assert.Contains(
        part, Assert.Throws<InvalidOperationException>(() => Generators.Plan.PlanVerifier.Verify(plan)).Message, StringComparison.Ordinal);

    // All but what somebody must ask for, the gradient of the input.
    private static bool IsAlwaysTrained(KernelCall call) => call.Serves.All(purpose => purpose.Layer > 0);

    // How often a whole map is read or written; what is added to is both.
    private static int Passes(TrainingPlan plan, IEnumerable<KernelCall> calls)
    {
        HashSet<string> maps = [.. plan.Values.Where(value => value.Size == Map).Select(value => value.Name)];
        return calls.SelectMany(call => call.Arguments).Where(a => a.IsValue && maps.Contains(a.Place))
            .Sum(a => a.Access is Access.WriteSum or Access.Add ? 2 : 1);
    }

    private static int Runs(IReadOnlyList<KernelCall> calls) => calls
        .Where((call, i) => call.Division == Division.Slices && (i == 0 || calls[i - 1].Division != Division.Slices)).Count();
}
