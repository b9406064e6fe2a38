using Reference = ModelGen.Oracle;

namespace ModelGen.Tests;

/// <summary>Every optimizer in every variant with its double version, and every common setting.</summary>
internal static class OptimizerCases
{
    private static readonly (string Name, Func<Optimizer> Ours, Func<Reference.Optimizer> Reference)[] s_optimizers =
    [
        ("SGD", () => new SGD(.05), () => new Reference.Sgd(.05)),
        ("SGD, momentum", () => new SGD(.05, .9), () => new Reference.Sgd(.05, .9)),
        ("SGD, Nesterov", () => new SGD(.05, .9, true), () => new Reference.Sgd(.05, .9, true)),
        ("RMSprop", () => new RMSprop(.01), () => new Reference.RmsProp(.01)),
        ("RMSprop, momentum", () => new RMSprop(.01, momentum: .8), () => new Reference.RmsProp(.01, momentum: .8)),
        ("RMSprop, centered", () => new RMSprop(.01, centered: true), () => new Reference.RmsProp(.01, centered: true)),
        ("RMSprop, both", () => new RMSprop(.01, .8, .7, 1e-5, true), () => new Reference.RmsProp(.01, .8, .7, 1e-5, true)),
        ("Adagrad", () => new Adagrad(.1), () => new Reference.Adagrad(.1)),
        ("Adadelta", () => new Adadelta(1.0), () => new Reference.Adadelta(1.0)),
        ("Adam", () => new Adam(.01), () => new Reference.Adam(.01)),
        ("Adam, AMSGrad", () => new Adam(.01, .8, .9, 1e-4, true), () => new Reference.Adam(.01, .8, .9, 1e-4, true)),
        ("AdamW", () => new AdamW(.01), () => new Reference.Adam(.01) { WeightDecay = .004 }),
        ("Adamax", () => new Adamax(.01), () => new Reference.Adamax(.01)),
        ("Nadam", () => new Nadam(.01), () => new Reference.Nadam(.01)),
        ("Ftrl", () => new Ftrl(.1), () => new Reference.Ftrl(.1)),
        ("Ftrl, all", () => new Ftrl(.1, -.7, .2, .05, .02, .01, .3), () => new Reference.Ftrl(.1, -.7, .2, .05, .02, .01, .3)),
        ("Lion", () => new Lion(.01), () => new Reference.Lion(.01)),
        ("Lamb", () => new Lamb(.01), () => new Reference.Lamb(.01)),
        ("Adafactor", () => new Adafactor(.01), () => new Reference.Adafactor(.01)),
        ("Adafactor, all", () => new Adafactor(.02, -.5, 1e-6, .1, .5), () => new Reference.Adafactor(.02, -.5, 1e-6, .1, .5)),
    ];

    // Names of settings of both.
    private static readonly Dictionary<string, (string Name, object Value)[]> s_settings = new()
    {
        ["alone"] = [],
        ["weight decay"] = [("WeightDecay", .3)],
        ["clip value"] = [("ClipValue", .2)],
        ["clip norm"] = [("ClipNorm", .5)],
        ["global clip norm"] = [("GlobalClipNorm", 2.0)],
        ["averages"] = [("UseEma", true), ("EmaMomentum", .9), ("EmaOverwriteFrequency", 7)],
        ["accumulation"] = [("GradientAccumulationSteps", 3)],
        ["decay"] = [("Decay", .05)],
        ["schedule"] = [("Schedule", 0)],
        ["all"] = [("WeightDecay", .3), ("ClipNorm", .5), ("UseEma", true), ("EmaMomentum", .8), ("EmaOverwriteFrequency", 5),
            ("GradientAccumulationSteps", 3), ("Schedule", 0)],
        ["all, by value"] = [("WeightDecay", .3), ("ClipValue", .2), ("UseEma", true), ("GradientAccumulationSteps", 2), ("Decay", .05)],
    };

    public static IEnumerable<string> Optimizers => s_optimizers.Select(o => o.Name);

    public static IEnumerable<string> Settings => s_settings.Keys;

    /// <summary>A new optimizer; with weight decay it leaves biases out.</summary>
    public static Optimizer Make(string name, string settings)
    {
        Optimizer optimizer = s_optimizers.Single(o => o.Name == name).Ours();
        foreach ((string setting, object value) in s_settings[settings])
        {
            if (setting == "Schedule") { optimizer.LearningRate = new ExponentialDecay(optimizer.LearningRate.Value, 20, .5); }
            else { typeof(Optimizer).GetProperty(setting)!.SetValue(optimizer, value); }
            if (setting == "WeightDecay") { optimizer.ExcludeFromWeightDecay("^bias$"); }
        }

        return optimizer;
    }

    /// <summary>Its double version.</summary>
    public static Reference.Optimizer Reference(string name, string settings, int[][] shapes)
    {
        (_, Func<Optimizer> ours, Func<Reference.Optimizer> make) = s_optimizers.Single(o => o.Name == name);
        (Reference.Optimizer optimizer, double rate) = (make(), ours().LearningRate.Value);
        foreach ((string setting, object value) in s_settings[settings])
        {
            Func<int, double> schedule = step => rate * Math.Pow(.5, step / 20.0);
            typeof(Reference.Optimizer).GetProperty(setting)!.SetValue(optimizer, setting == "Schedule" ? schedule : value);
            if (setting == "WeightDecay")
            {
                optimizer.NotDecayed.UnionWith(Enumerable.Range(0, shapes.Length).Where(p => shapes[p].Length == 1));
            }
        }

        return optimizer;
    }
}
