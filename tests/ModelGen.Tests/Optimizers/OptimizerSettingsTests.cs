using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>What all optimizers have in common, as a user meets it.</summary>
public class OptimizerSettingsTests
{
    [Fact]
    public void A_setting_out_of_range_is_named_with_its_value_and_range()
    {
        Says("WeightDecay is -1; it must be at least 0 and finite.", () => new SGD { WeightDecay = -1 });
        Says("ClipNorm is 0; it must be above 0 and finite.", () => new Adam { ClipNorm = 0 });
        Says("ClipValue is NaN; it must be above 0 and finite.", () => new Adam { ClipValue = double.NaN });
        Says("GlobalClipNorm is -2; it must be above 0 and finite.", () => new Adam { GlobalClipNorm = -2 });
        Says("EmaMomentum is 1.5; it must be from 0 to 1.", () => new Adam { EmaMomentum = 1.5 });
        Says("EmaOverwriteFrequency is 0; it must be at least 1.", () => new Adam { EmaOverwriteFrequency = 0 });
        Says("GradientAccumulationSteps is 1; it must be at least 2.", () => new Adam { GradientAccumulationSteps = 1 });
        Says("Decay is -1; it must be at least 0 and finite.", () => new Adam { Decay = -1 });
        Says("weightDecay is -1; it must be at least 0 and finite.", () => new AdamW(weightDecay: -1));
        Says("rho is 1; it must be at least 0 and less than 1.", () => new RMSprop(rho: 1));
        Says("momentum is 2; it must be from 0 to 1.", () => new RMSprop(momentum: 2));
        Says("rho is -1; it must be at least 0 and less than 1.", () => new Adadelta(rho: -1));
        Says("initialAccumulatorValue is -1; it must be at least 0 and finite.", () => new Adagrad(initialAccumulatorValue: -1));
        Says("beta1 is 1; it must be at least 0 and less than 1.", () => new Lion(beta1: 1));
        Says("beta2 is 1; it must be at least 0 and less than 1.", () => new Lamb(beta2: 1));
        Says("beta1 is -1; it must be at least 0 and less than 1.", () => new Nadam(beta1: -1));
        Says("epsilon is -1; it must be at least 0 and finite.", () => new Adamax(epsilon: -1));
        Says("learningRatePower is 0.5; it must be at most 0 and finite.", () => new Ftrl(learningRatePower: .5));
        Says("l1RegularizationStrength is -1; it must be at least 0 and finite.", () => new Ftrl(l1RegularizationStrength: -1));
        Says("beta2Decay is 1; it must be at most 0 and finite.", () => new Adafactor(beta2Decay: 1));
        Says("clipThreshold is 0; it must be above 0 and finite.", () => new Adafactor(clipThreshold: 0));

        static void Says(string message, Action act) => Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(act).Message);
    }

    [Fact]
    public void Two_ways_of_clipping_are_refused_at_first_use()
    {
        using var model = new LinearModel(3, 1, Activation.Linear);
        Assert.Equal(
            "ClipNorm and ClipValue are set, but gradients are clipped in one way only. Set one of ClipNorm, ClipValue and GlobalClipNorm.",
            Assert.Throws<InvalidOperationException>(() => model.Compile(new Adam { ClipNorm = 1, ClipValue = 1 })).Message);
    }

    [Fact]
    public void Every_string_stands_for_the_defaults_of_Keras()
    {
        string[] names = ["SGD", "RMSprop", "Adam", "AdamW", "Adagrad", "Adadelta", "Adamax", "Nadam", "Lion", "Adafactor", "Ftrl", "Lamb"];
        foreach (string name in names)
        {
            Optimizer optimizer = name.ToUpperInvariant();
            Assert.Equal(name, optimizer.GetType().Name);
            Assert.Equal(name, ((Optimizer)name.ToLowerInvariant()).GetType().Name);
            Assert.Equal(name == "SGD" ? .01 : .001, optimizer.LearningRate.Value);
            Assert.Equal(name == "AdamW" ? .004 : null, optimizer.WeightDecay);
            Assert.Null(optimizer.ClipNorm ?? optimizer.ClipValue ?? optimizer.GlobalClipNorm);
            Assert.Equal((false, .99, null, null),
                (optimizer.UseEma, optimizer.EmaMomentum, optimizer.EmaOverwriteFrequency, optimizer.GradientAccumulationSteps));
        }
    }

    [Fact]
    public void A_schedule_goes_wherever_a_rate_does_and_tells_the_next_one()
    {
        using var model = new LinearModel(1, 1, Activation.Linear);
        model.Parameters[0].Set([1]);
        Optimizer optimizer = new SGD(new PiecewiseConstantDecay([1], [.5, .25]));
        Assert.Equal(.5, optimizer.LearningRate.Value);
        double[] rates = [.. Enumerable.Range(0, 4).Select(_ => Step(model, optimizer))];
        Assert.Equal([.5, .5, .25, .25], rates);
        Assert.Equal([1 - 1.5f], model.Parameters[0].ToArray());
        optimizer.LearningRate = new ExponentialDecay(.1, 4, .5);
        Assert.Equal(.05, optimizer.CurrentLearningRate);
        Assert.Equal("ExponentialDecay", optimizer.LearningRate.ToString());

        Assert.Equal(
            "The learning rate of this SGD follows a schedule, ExponentialDecay, so it cannot be set to 0.01. Set another schedule, or "
                + "make the optimizer with a number: new SGD(0.01).",
            Assert.Throws<InvalidOperationException>(() => optimizer.LearningRate = .01).Message);
    }

    [Fact]
    public void A_number_may_be_set_between_steps_and_may_become_a_schedule()
    {
        using var model = new LinearModel(1, 1, Activation.Linear);
        model.Parameters[0].Set([1]);
        var optimizer = new SGD(.5);
        Step(model, optimizer);
        optimizer.LearningRate = .25;
        Step(model, optimizer);
        Assert.Equal([.25f], model.Parameters[0].ToArray());
        optimizer.LearningRate = new PiecewiseConstantDecay([2], [.125, 0]);
        Step(model, optimizer);
        Assert.Equal([.125f], model.Parameters[0].ToArray());
    }

    [Fact]
    public void A_schedule_that_gives_no_rate_is_named_with_its_step()
    {
        using var model = new LinearModel(1, 1, Activation.Linear);
        var optimizer = new SGD(new Falling());
        Step(model, optimizer);
        Assert.Equal("Falling gives a learning rate of -0.1 for step 1; it must be at least 0 and finite.",
            Assert.Throws<InvalidOperationException>(() => Step(model, optimizer)).Message);
    }

    [Fact]
    public void Ftrl_says_that_it_cannot_divide_by_a_rate_of_zero()
    {
        using var model = new LinearModel(1, 1, Activation.Linear);
        Assert.Equal("Ftrl divides by its learning rate, which is 0 in step 1. Give it a rate above 0.",
            Assert.Throws<InvalidOperationException>(() => Step(model, new Ftrl(0))).Message);
    }

    [Fact]
    public void Parameters_are_left_out_of_weight_decay_by_their_names()
    {
        Assert.Equal([0f, 1f], Left(new SGD(.5) { WeightDecay = 2 }.ExcludeFromWeightDecay("bias")));
        Assert.Equal([0f, 1f], Left(new SGD(.5) { WeightDecay = 2 }.ExcludeFromWeightDecay("gamma", "^bias$")));
        Assert.Equal([1f, 0f], Left(new SGD(.5) { WeightDecay = 2 }.ExcludeFromWeightDecay("layer_0/k")));
        Assert.Equal([0f, 0f], Left(new SGD(.5) { WeightDecay = 2 }));

        // With a gradient of 0 a parameter loses 2 x 0.5 of itself, or nothing.
        static float[] Left(Optimizer optimizer)
        {
            using var store = new OptimizerStore(new CpuDevice(1), [2, 3], [3]);
            store.Write(store.ParameterArena, [[1, 1, 1, 1, 1, 1], [1, 1, 1]]);
            store.HasGradients = true;
            optimizer.Step(store);
            return [.. store.Parts(store.Read(store.ParameterArena)).Select(part => Assert.Single(part.Distinct()))];
        }
    }

    [Fact]
    public void Names_are_left_out_before_the_first_use_only()
    {
        using var model = new LinearModel(3, 1, Activation.Linear);
        var optimizer = new AdamW();
        model.Compile(optimizer);
        Assert.Equal("This AdamW already works for a model. Call ExcludeFromWeightDecay before model.Compile and before the first step.",
            Assert.Throws<InvalidOperationException>(() => optimizer.ExcludeFromWeightDecay("bias")).Message);
    }

    [Fact]
    public void Fit_ends_with_the_averages_and_the_loop_by_hand_may_do_the_same()
    {
        Dataset data = Digits.Clusters(40);
        using var fitted = new LinearModel(8, 4, seed: 7);
        float[] atLastBatch = [];
        fitted.Compile(new Adam(.01) { UseEma = true, EmaMomentum = .9 }, Loss.CategoricalCrossentropy);
        fitted.Fit(data, epochs: 2, batchSize: 10, verbose: 0,
            callbacks: [new LambdaCallback { BatchEnd = (_, _) => atLastBatch = fitted.Parameters[0].ToArray() }]);

        using var looped = new LinearModel(8, 4, seed: 7);
        var optimizer = new Adam(.01) { UseEma = true, EmaMomentum = .9 };
        optimizer.FinalizeVariableValues(looped); // nothing yet
        for (int epoch = 0; epoch < 2; epoch++)
        {
            foreach (Batch batch in data.Batches(10, shuffleSeed: 7, epoch))
            {
                looped.Forward(batch.Inputs);
                looped.Backward(batch.Labels, Loss.CategoricalCrossentropy);
                optimizer.Step(looped);
            }
        }

        Assert.Equal(atLastBatch, looped.Parameters[0].ToArray());
        Assert.NotEqual(atLastBatch, fitted.Parameters[0].ToArray());
        optimizer.FinalizeVariableValues(looped);
        Assert.Equal(fitted.Parameters[0].ToArray(), looped.Parameters[0].ToArray());
    }

    private static double Step(Model model, Optimizer optimizer)
    {
        double rate = optimizer.CurrentLearningRate;
        model.GradientArena.Upload([1f]);
        model.HasGradients = true;
        optimizer.Step(model);
        return rate;
    }

    private sealed class Falling : LearningRateSchedule
    {
        public override double At(long step) => .1 - (.2 * step);
    }
}
