using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>The loop by hand gives the same bits as Fit, and says what to call where it is called out of order.</summary>
public class HandLoopTests
{
    [Fact]
    public void Gradients_add_up_until_an_optimizer_has_used_them()
    {
        using var model = new LinearModel(8, 4);
        Dataset data = Digits.Clusters(6);
        var optimizer = new SGD(0);
        float[] once = Gradients(1), twice = Gradients(2);
        for (int i = 0; i < once.Length; i++) { Assert.Equal(2 * once[i], twice[i], 1e-6); }

        float[] Gradients(int times)
        {
            for (int i = 0; i < times; i++)
            {
                model.Forward(data.Sample(0));
                model.Backward(new Labels(data.Labels.Classes[..1]), Loss.CategoricalCrossentropy);
            }

            float[] gradient = model.Parameters[0].GradientToArray();
            optimizer.Step(model);
            return gradient;
        }
    }

    [Fact]
    public void A_gradient_of_ones_own_gives_the_same_as_the_loss_it_belongs_to()
    {
        using var model = new LinearModel(8, 4, Activation.Linear);
        Dataset data = Digits.Clusters(1);
        float[] y = model.Forward(data.Sample(0)).ToArray();
        float[] target = [1, 2, 3, 4];
        float loss = model.Backward(new Labels((ReadOnlyMemory<float>)target), Loss.MeanSquaredError);
        float[] expected = model.Parameters[0].GradientToArray();
        new SGD(0).Step(model);
        model.Forward(data.Sample(0));
        // d mean((y - t)^2) / dy = 2 (y - t) / 4
        model.BackwardFrom([.. y.Zip(target, (a, b) => (a - b) * 0.5f)]);
        Assert.Equal(expected, model.Parameters[0].GradientToArray());
        Assert.Equal(y.Zip(target, (a, b) => (double)(a - b) * (a - b)).Average(), loss, 1e-6);
    }

    [Fact]
    public void Predicting_between_forward_and_backward_does_no_harm()
    {
        using var model = new LinearModel(8, 4);
        Dataset data = Digits.Clusters(4);
        model.Forward(data.Sample(0));
        model.Predict(data.Sample(1));
        float loss = model.Backward(new Labels(data.Labels.Classes[..1]), Loss.CategoricalCrossentropy);
        Assert.Equal(-Math.Log(model.Predict(data.Sample(0))[data.Labels.Classes.Span[0]]), loss, 1e-6);
    }

    [Fact]
    public void Calls_out_of_order_say_what_to_call_first()
    {
        using var model = new LinearModel(8, 4);
        Labels labels = new((ReadOnlyMemory<int>)new[] { 1 });
        Says("Backward needs a forward pass that it has not used yet. Call model.Forward(inputs) before each Backward.",
            () => model.Backward(labels, Loss.CategoricalCrossentropy));
        Says("BackwardFrom needs a forward pass that it has not used yet. Call model.Forward(inputs) before each BackwardFrom.",
            () => model.BackwardFrom(new float[4]));
        model.Forward(new float[8]);
        Says("Backward needs a loss. Write model.Backward(labels, Loss.CategoricalCrossentropy), or give one to model.Compile.",
            () => model.Backward(labels));
        model.Backward(labels, Loss.CategoricalCrossentropy);
        Says("Backward needs a forward pass that it has not used yet. Call model.Forward(inputs) before each Backward.",
            () => model.Backward(labels, Loss.CategoricalCrossentropy));

        static void Says(string message, Action act) => Assert.Equal(message, Assert.Throws<InvalidOperationException>(act).Message);
    }

    [Fact]
    public void A_loss_that_is_looked_at_too_late_says_so()
    {
        using var model = new LinearModel(8, 4);
        Labels labels = new((ReadOnlyMemory<int>)new[] { 1 });
        model.Forward(new float[8]);
        BatchLoss first = model.Backward(labels, Loss.CategoricalCrossentropy);
        Assert.Equal(Math.Log(4), first, 1e-6);
        model.Forward(new float[8]);
        model.Backward(labels, Loss.CategoricalCrossentropy);
        Assert.Equal("A later batch has overwritten this loss. Convert it to float before the next Backward.",
            Assert.Throws<InvalidOperationException>(() => first.Value).Message);
    }
}
