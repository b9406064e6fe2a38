using ModelGen.Data;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Optimizers of rules of one's own: those of the library again give the same bits, with any setting.</summary>
public sealed class OwnOptimizerTests : TemporaryFolder
{
    public static TheoryData<string> Settings =>
        ["alone", "decay", "clip value", "clip norm", "global clip norm", "average", "accumulation", "schedule", "all"];

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_rule_gives_the_bits_of_the_library_s_optimizer(string settings)
    {
        Dataset data = OwnTraining.Data();
        Assert.Equal(
            OwnTraining.Fit(data, () => Momentum(settings, own: false), "mse").Parameters,
            OwnTraining.Fit(data, () => Momentum(settings, own: true), "mse", threads: 3).Parameters);
        Assert.Equal(
            OwnTraining.Fit(data, () => Adam(settings, own: false), "mse").Parameters,
            OwnTraining.Fit(data, () => Adam(settings, own: true), "mse", threads: 2).Parameters);
    }

    [Fact]
    public void The_loop_by_hand_gives_the_bits_of_Fit()
    {
        Dataset data = OwnTraining.Data();
        using Model fitted = OwnTraining.Make(), looped = OwnTraining.Make();
        fitted.Compile(new OwnParts.ByLength(0.1), "mse");
        fitted.Fit(data, batchSize: OwnTraining.Batch, verbose: 0);
        var optimizer = new OwnParts.ByLength(0.1);
        foreach (Batch batch in data.Batches(OwnTraining.Batch, shuffleSeed: 2))
        {
            looped.Forward(batch.Inputs);
            looped.Backward(batch.Labels, "mse");
            optimizer.Step(looped);
        }

        Assert.Equal(fitted.Values(), looped.Values());
    }

    [Fact]
    public void It_says_what_it_is_set_to_and_a_slot_begins_with_its_first_value()
    {
        Assert.Equal("Momentum(LearningRate: 0.5, Share: 0.9)", new OwnParts.Momentum(0.5).ToString());
        Dataset data = OwnTraining.Data();
        float[] zero = OwnTraining.Fit(data, () => new OwnParts.OwnAdam(0.01), "mse").Parameters,
            one = OwnTraining.Fit(data, () => new OwnParts.OwnAdam(0.01, firstSquare: 1), "mse").Parameters;
        Assert.NotEqual(zero, one);
    }

    [Fact]
    public void A_training_goes_on_from_a_checkpoint_and_another_optimizer_is_refused()
    {
        Dataset data = OwnTraining.Data();
        string file = At("state.safetensors");
        using Model straight = Compiled(0.9), saved = Compiled(0.9), resumed = Compiled(0.9), other = Compiled(0.8);
        using Model builtIn = OwnTraining.Make();
        straight.Fit(data, epochs: 4, batchSize: OwnTraining.Batch, verbose: 0);
        saved.Fit(data, epochs: 2, batchSize: OwnTraining.Batch, verbose: 0);
        saved.SaveCheckpoint(file);
        resumed.LoadCheckpoint(file);
        Assert.Equal(2L * 6, resumed.Optimizer.Iterations);
        resumed.Fit(data, epochs: 4, initialEpoch: 2, batchSize: OwnTraining.Batch, verbose: 0);
        Assert.Equal(straight.Values(), resumed.Values());

        string message = Assert.Throws<InvalidDataException>(() => other.LoadCheckpoint(file)).Message;
        Assert.Contains("the optimizer was Momentum(", message);
        Assert.Contains("Share: 0.9", message);
        Assert.Contains(") with slots [momentum] when it was saved, but is Momentum(", message);
        builtIn.Compile(new SGD(0.1, momentum: 0.9), "mse");
        Assert.Contains("but is SGD(", Assert.Throws<InvalidDataException>(() => builtIn.LoadCheckpoint(file)).Message);

        static Model Compiled(double share)
        {
            Model model = OwnTraining.Make();
            model.Compile(new OwnParts.Momentum(0.1, share), "mse");
            return model;
        }
    }

    [Fact]
    public void A_rule_that_does_not_fit_is_refused()
    {
        Says("has 2 slots, but its optimizer names 1 in SlotNames.", new Wrong(["one"], updater => updater.Run(default(TwoSlots))));
        Says("makes 1 of a parameter of 0 with a gradient of 0", new Wrong([], updater => updater.Run(default(Growing))));
        Says("is run by RunScaled, which needs to know it from the start.", new Wrong([], updater => updater.RunScaled(default(Growing))));

        static void Says(string text, Optimizer optimizer)
        {
            using Model model = OwnTraining.Make();
            float[] before = model.Values();
            model.Compile(optimizer, "mse");
            Assert.Contains(text, Assert.Throws<InvalidOperationException>(() => model.Fit(OwnTraining.Data(), verbose: 0)).Message);
            Assert.Equal(before, model.Values());
        }
    }

    private static Optimizer Momentum(string settings, bool own) =>
        settings switch
        {
            "decay" => own ? new OwnParts.Momentum(0.1) { WeightDecay = 0.1 } : new SGD(0.1, 0.9) { WeightDecay = 0.1 },
            "clip value" => own ? new OwnParts.Momentum(0.1) { ClipValue = 0.01 } : new SGD(0.1, 0.9) { ClipValue = 0.01 },
            "clip norm" => own ? new OwnParts.Momentum(0.1) { ClipNorm = 0.1 } : new SGD(0.1, 0.9) { ClipNorm = 0.1 },
            "global clip norm" => own ? new OwnParts.Momentum(0.1) { GlobalClipNorm = 0.1 } : new SGD(0.1, 0.9) { GlobalClipNorm = 0.1 },
            "average" => own ? new OwnParts.Momentum(0.1) { UseEma = true } : new SGD(0.1, 0.9) { UseEma = true },
            "accumulation" => own ? new OwnParts.Momentum(0.1) { GradientAccumulationSteps = 2 }
                : new SGD(0.1, 0.9) { GradientAccumulationSteps = 2 },
            "schedule" => own ? new OwnParts.Momentum(new ExponentialDecay(0.1, 3, 0.9)) : new SGD(new ExponentialDecay(0.1, 3, 0.9), 0.9),
            "all" => (own ? new OwnParts.Momentum(0.1) { WeightDecay = 0.1, ClipNorm = 0.1, UseEma = true, GradientAccumulationSteps = 3 }
                : (Optimizer)new SGD(0.1, 0.9) { WeightDecay = 0.1, ClipNorm = 0.1, UseEma = true, GradientAccumulationSteps = 3 })
                .ExcludeFromWeightDecay("bias"),
            _ => own ? new OwnParts.Momentum(0.1) : new SGD(0.1, 0.9),
        };

    private static Optimizer Adam(string settings, bool own) => settings switch
    {
        "schedule" => own ? new OwnParts.OwnAdam(new CosineDecay(0.01, 9)) : new Adam(new CosineDecay(0.01, 9)),
        "all" => own ? new OwnParts.OwnAdam(0.01) { WeightDecay = 0.1, GlobalClipNorm = 0.1, UseEma = true }
            : new Adam(0.01) { WeightDecay = 0.1, GlobalClipNorm = 0.1, UseEma = true },
        _ => own ? new OwnParts.OwnAdam(0.01) : new Adam(0.01),
    };

    private sealed class Wrong(string[] slots, Action<Updater> apply) : Optimizer(0.1)
    {
        protected override IReadOnlyList<string> SlotNames => slots;

        protected override void Apply(Updater updater, float rate, long step) => apply(updater);
    }

    private readonly struct TwoSlots : IUpdateRule
    {
        public static int Slots => 2;

        public R Update<R>(R w, R g, ref R a, ref R b, ref R c) where R : struct, IReal<R> => w;
    }

    private readonly struct Growing : IScaledRule
    {
        public static int Slots => 0;

        public R Update<R>(R w, R g, ref R a, ref R b, ref R c) where R : struct, IReal<R> => w + 1f;

        public R Direction<R>(R g, R a, R b) where R : struct, IReal<R> => g;

        public float Factor(float weights, float directions, float count) => 1;
    }
}
