using ModelGen.Generators.Plan;
using ModelGen.Generators.Specs;

namespace ModelGen.Generators.Tests;

/// <summary>For what each call of a backward pass is done, and that nothing is needed which is then not there.</summary>
public class PurposeTests
{
    private const string Lecture = "[Input(28, 28, 1)] [Conv2D(32, 5, 5, ReLU)] [MaxPool(2)] [Flatten] [Dense(10, Softmax)]";

    private const string Block = """
        [Input(8, 8, 4)] [Conv2D(4, 3, Padding = Padding.Same, Name = "trunk")] [Conv2D(4, 3, ReLU, Padding = Padding.Same)]
        [Conv2D(4, 3, Padding = Padding.Same)] [Add("trunk")] [ReLU] [GlobalAveragePool] [Dense(3)]
        """;

    [Fact]
    public void Each_call_says_for_what_it_is_done()
    {
        Assert.Equal(
            ["Conv2DMaxPool.PackKernel: NeedsGradient(0)", "Softmax.Backward: ", "Dense.BackwardInput: NeedsGradient(2)",
                "Conv2DMaxPool.BackwardKernel: Trains(1)", "Conv2DMaxPool.BackwardInput: NeedsGradient(0)",
                "Dense.BackwardKernel: Trains(4)"],
            Purposes(GraphPlanTests.Plan(Lecture)));

        // What the sum hands on is the gradient of the trunk, and is needed for layer 1 only.
        string[] calls = Purposes(GraphPlanTests.Plan(Block));
        Assert.Contains("Conv2D.BackwardInput: NeedsGradient(2)", calls);
        Assert.Contains("Conv2D.BackwardInput: NeedsGradient(1)", calls);
        Assert.Contains("Conv2D.BackwardInput: NeedsGradient(0)", calls);
        Assert.Contains("Conv2D.BackwardKernel: Trains(3)", calls);
        Assert.DoesNotContain("Conv2D.BackwardInput: ", calls);
    }

    [Fact]
    public void What_only_the_input_s_gradient_needs_comes_behind_all_else()
    {
        TrainingPlan plan = GraphPlanTests.Plan(Lecture);
        PlannedValue dx = plan.Values.Single(value => value.Name == "DX0");
        Assert.Equal((plan.TrainingValues, 784), (dx.Offset, dx.Size));
        Assert.Equal(plan.TrainingValues + 784, plan.InputGradientValues);
        Assert.Equal((0L, 800L), (plan.PackedValues, plan.InputGradientPackedValues)); // 5 x 5 x 1 x 32
        Assert.All(plan.Values.Where(value => value.Name != "DX0"), value => Assert.True(value.Offset < plan.TrainingValues));
    }

    [Fact]
    public void A_call_that_may_be_done_where_another_is_not_is_refused()
    {
        TrainingPlan plan = GraphPlanTests.Plan(Lecture);
        PlanVerifier.Verify(plan);
        KernelCall[] calls = [.. plan.Backward];
        int dense = Array.FindIndex(calls, call => call.Kernel == "Dense.BackwardInput");
        calls[dense] = calls[dense] with { Serves = new(new Purpose(0, IsOfParameters: false)) };
        var error = Assert.Throws<InvalidOperationException>(() => PlanVerifier.Verify(plan with { Backward = new(calls) }));
        Assert.Contains("Conv2DMaxPool.BackwardKernel of layer 1 may be done where DY2 is not written", error.Message);
    }

    [Fact]
    public void What_layers_give_whose_work_others_do_can_be_asked_for()
    {
        TrainingPlan plan = GraphPlanTests.Plan(Block);
        Assert.Equal(["Reveals(3)", "Reveals(4)"], plan.Reveals.Select(call => call.OnlyIf));
        Assert.Equal(["Y3", "Y4"], plan.RevealedPlaces.Select(place => place.Name));
        Assert.Equal(plan.InputGradientValues, plan.RevealedPlaces[0].Offset);
    }

    private static string[] Purposes(TrainingPlan plan) =>
        [.. plan.Backward.Where(call => call.Kernel != "").Select(call => $"{call.Kernel}: {string.Join(", ", call.Serves)}")];
}
