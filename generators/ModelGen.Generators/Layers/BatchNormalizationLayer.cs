using System.Text.RegularExpressions;
using static ModelGen.Generators.Layers.LayerPlan;

namespace ModelGen.Generators.Layers;

internal sealed class BatchNormalizationLayer : LayerKind
{
    private const double DefaultMomentum = 0.99, DefaultEpsilon = 1e-3;

    public override EquatableArray<string> Attributes { get; } = new("BatchNormalization");

    public override string Legend => "G2 and B2 are a normalization's gamma and beta, M2 and V2 its moving mean and variance, S2 what it "
        + "knows of a batch; F2 and H2 are a kernel and a bias with one folded in.";

    public override void Infer(InferContext layer)
    {
        layer.Give(layer.Input);
        CheckRange(layer, "Momentum", DefaultMomentum, value => value is >= 0 and <= 1, "from 0 to 1");
        if (layer.Spec.Double("Momentum", DefaultMomentum) is > 0 and < 0.5 and var momentum)
        {
            string kept = Text.Fraction(Math.Round(1 - momentum, 12));
            layer.Report(RuleIds.SeemsTorchMomentum, "Momentum", null, [new("Momentum", kept)], Text.Fraction(momentum), kept);
        }

        CheckRange(layer, "Epsilon", DefaultEpsilon, value => value >= 0 && value <= float.MaxValue, "finite and 0 or more");
        Regularizers.CheckParameters(layer, ("Gamma", "Scale"), ("Beta", "Center"));
        if (layer.Input.Rank == 0 || MergeShapes.Axis(layer, "Axis", AxisOf(layer.Spec), layer.Inputs[0]) is not { } axis) { return; }
        int channels = layer.Input[axis];
        if (channels > 0 && !layer.Fits("what it knows of a batch", $"{Text.Number(channels)} channels",
            StatisticsSize(channels, channels > 1 ? 1 : 2, hasSums: true)))
        {
            return;
        }

        CheckVariance(layer);
        if (layer.Spec.Bool("Scale", true)) { Add("gamma", "Ones"); }
        if (layer.Spec.Bool("Center", true)) { Add("beta", "Zeros"); }
        Add("moving_mean", "Zeros", isTrainable: false);
        Add("moving_variance", "Ones", isTrainable: false);

        void Add(string name, string initializer, bool isTrainable = true)
        {
            var shape = new Shape(channels);
            layer.AddParameter(name, shape, Initializers.Read(layer, name, shape, initializer), channels, channels, isTrainable);
        }
    }

    public override bool PredictsOtherwise => true;

    public override bool Absorbs(Fusion fusion) => Addition.Fits(fusion) || fusion.IsFirstActivation;

    public override void PlanForward(LayerPlan layer)
    {
        string statistics = layer.Named("S"), target = ActivationSteps.Target(layer);
        AddWeights(layer);
        layer.AddBatchValue(statistics, StatisticsSize(layer.Layer, hasSums: !layer.IsPredicting));
        Division division = layer.IsPredicting ? layer.Neighbour : Division.Slices;
        string fromMoving = $"{statistics} = what {layer.X} is multiplied by and what is added, by the moving statistics";
        KernelArgument[] moving = [Out("statistics", statistics), .. Moving(layer), .. Learned(layer)];
        if (layer.IsPredicting) { layer.BeforeForward(fromMoving, "BatchNormalization.FromMoving", [Struct(layer)], moving); }
        else
        {
            PlanStatistics(layer, statistics);
            layer.CallIf("!" + FollowsBatch(layer), Division.Batch, fromMoving, "BatchNormalization.FromMoving", [Struct(layer)], moving);
        }

        layer.AddValue(target, layer.Layer.Output.Size);
        if (target != layer.Y) { layer.AddValue(layer.Y, layer.Layer.Output.Size); }
        string formula = ActivationSteps.Wrap(layer, Formula(layer) + Addition.Formula(layer));
        layer.Call(division, $"{target}{layer.Layer.Output.ToEquation()} = {formula}", "BatchNormalization.Forward",
            [Struct(layer), ActivationSteps.Fused(layer)],
            [Out("y", target), In("statistics", statistics), In("x", layer.X), .. Addition.Inputs(layer)]);
        Addition.Note(layer, division);
        ActivationSteps.PlanForward(layer, division);
    }

    public override void PlanBackward(LayerPlan layer)
    {
        string statistics = layer.Named("S"), gradient = PlanSums(layer, statistics);
        Addition.PlanBackward(layer, gradient);
        List<KernelArgument> arguments = [InPlace("statistics", statistics)];
        if (HasGamma(layer)) { arguments.Add(layer.Gradient("dgamma", "G", hasLanes: false)); }
        if (HasBeta(layer)) { arguments.Add(layer.Gradient("dbeta", "B", hasLanes: false)); }
        if (HasGamma(layer)) { arguments.Add(Weight("gamma", layer.NamedWeight("G"))); }
        string sign = arguments.Any(a => a.IsSum) ? "+=" : "=", gradients = string.Join(", ", new[]
        {
            HasGamma(layer) ? $"D{layer.NamedWeight("G")} {sign} sum of {gradient} along {layer.X}" : "",
            HasBeta(layer) ? $"D{layer.NamedWeight("B")} {sign} sum of {gradient}" : "",
            $"{statistics} = the means that {layer.DX} is freed of",
        }.Where(text => text != ""));
        layer.CallIf(FollowsBatch(layer), Division.Batch, $"{gradients}: the slices' sums, added in order",
            "BatchNormalization.BackwardStatistics", [Struct(layer)], [.. arguments]);
        Contribution dx = layer.ContributeOver(gradient);
        layer.Call(Division.Slices, $"{dx.Place}{layer.Layer.Input.ToEquation()} {dx.Sign} ({gradient} less its mean, and less its part "
            + $"along {layer.X}) {Factor(layer)}{(dx.Place == gradient ? ", in place" : "")}",
            "BatchNormalization.BackwardInput", [Struct(layer)], Out("dx", dx), In("statistics", statistics), In("x", layer.X),
            In("dz", gradient));
    }

    /// <summary>Floats of a place where a CPU has what it knows of a batch: <c>BatchStatistics</c> of the runtime.</summary>
    /// <param name="channels">Places along the axis that is kept.</param>
    /// <param name="inner">Places after it.</param>
    /// <param name="hasSums">Whether slices add their sums there.</param>
    public static long StatisticsSize(int channels, int inner, bool hasSums)
    {
        const int manyChannels = 64, vector = 16, slices = 16;
        long whole = channels * (long)(vector / Math.Min(vector, channels & -channels)); // their greatest common divisor
        long line = inner > 1 || channels >= manyChannels ? channels : whole * ((manyChannels + whole - 1) / whole);
        long room = Round(line);
        return (5 * room) + (hasSums ? (4 * Round(channels)) + (4 * room * slices) : 0);

        static long Round(long size) => (size + vector - 1) / vector * vector;
    }

    /// <summary>Whether a normalization works channel by channel of the last axis, as kernels have them.</summary>
    public static bool IsOfLastAxis(ShapedLayer layer) => Axis(layer) == layer.Input.Rank - 1;

    /// <summary>The moving statistics, as a call reads them.</summary>
    public static KernelArgument[] Moving(LayerPlan layer, ShapedLayer? owner = null) =>
        [Weight("mean", NameOf(layer, owner, "M")), Weight("variance", NameOf(layer, owner, "V"))];

    /// <summary>Gamma and beta, those of them that there are.</summary>
    public static KernelArgument[] Learned(LayerPlan layer, ShapedLayer? owner = null)
    {
        LayerSpec spec = (owner ?? layer.Layer).Spec;
        return [.. spec.Bool("Scale", true) ? [Weight("gamma", NameOf(layer, owner, "G"))] : (KernelArgument[])[],
            .. spec.Bool("Center", true) ? [Weight("beta", NameOf(layer, owner, "B"))] : (KernelArgument[])[]];
    }

    /// <summary>The struct of its sizes.</summary>
    public static string Struct(LayerPlan layer, ShapedLayer? owner = null)
    {
        ShapedLayer shaped = owner ?? layer.Layer;
        Shape input = shaped.Input;
        int axis = Axis(shaped);
        return layer.AddStruct(
            shaped, "Norm", "IBatchNormalization", $"Layer {shaped.Number}: {Text.Number(input[axis])} channels of {input}.",
            [new ShapeMember("int", "Outer", Text.Literal(MergeShapes.Outer(input, axis))),
                new ShapeMember("int", "Channels", Text.Literal(input[axis])),
                new ShapeMember("int", "Inner", Text.Literal(Inner(shaped))),
                new ShapeMember("double", "Momentum", Text.Fraction(shaped.Spec.Double("Momentum", DefaultMomentum))),
                new ShapeMember("double", "Epsilon", Text.Fraction(shaped.Spec.Double("Epsilon", DefaultEpsilon)))]);
    }

    private static void AddWeights(LayerPlan layer)
    {
        foreach (ParameterSpec parameter in layer.Layer.Parameters)
        {
            layer.AddWeight(parameter.Name switch { "gamma" => "G", "beta" => "B", "moving_mean" => "M", _ => "V" }, parameter,
                hasLanes: false);
        }

        Regularizers.PlanParameters(layer);
    }

    private static void PlanStatistics(LayerPlan layer, string statistics)
    {
        string m = layer.NamedWeight("M"), v = layer.NamedWeight("V");
        double stays = layer.Layer.Spec.Double("Momentum", DefaultMomentum);
        string follows = FollowsBatch(layer);
        layer.CallIf(follows, Division.Slices, $"{statistics}: this slice's sums of {layer.X} and of its squares",
            "BatchNormalization.Sums", [Struct(layer)], Out("statistics", statistics), In("x", layer.X));
        layer.CallIf(follows, Division.Batch,
            $"{statistics} = mean and variance of {layer.X} over the batch: the slices' sums, added in order",
            "BatchNormalization.Statistics", [Struct(layer)], [InPlace("statistics", statistics), .. Learned(layer)]);
        layer.UpdateState(follows, $"{m} = {Text.Fraction(stays)} {m} + {Text.Fraction(Math.Round(1 - stays, 12))} times the mean in "
            + $"{statistics}, {v} the same of the variance", "BatchNormalization.UpdateMoving", [Struct(layer)],
            new KernelArgument("mean", m, Access.UpdateWeight), new KernelArgument("variance", v, Access.UpdateWeight),
            In("statistics", statistics));
    }

    // The step back through the activation, where a kernel can do it beside the sums.
    private static string PlanSums(LayerPlan layer, string statistics)
    {
        string fused = ActivationSteps.Fused(layer), dy = layer.DY;
        if (fused == "Linear")
        {
            string dz = ActivationSteps.PlanBackward(layer, Division.Slices);
            layer.CallIf(FollowsBatch(layer), Division.Slices, Equation(dz), "BatchNormalization.BackwardSums", [Struct(layer), fused],
                InPlace("statistics", statistics), In("x", layer.X), In("dy", dz));
            return dz;
        }

        string changed = layer.GradientToChange();
        layer.Call(Division.Slices,
            $"{changed} = {ActivationSteps.Derivative(layer)}{(changed == dy ? ", in place" : "")}; {Equation(changed)}",
            "BatchNormalization.BackwardSums", [Struct(layer), fused], InPlace("statistics", statistics), In("x", layer.X), In("dy", dy),
            Out("dz", changed), In("y", layer.Y));
        return changed;

        string Equation(string dz) => $"{statistics}: this slice's sums of {dz} and of {dz} {layer.X}";
    }

    // (X1 - mean) G2 / sqrt(variance + epsilon) + B2, with the statistics of the batch or, where it predicts, the moving ones.
    private static string Formula(LayerPlan layer)
    {
        string mean = layer.IsPredicting ? layer.NamedWeight("M") : "mean";
        return $"({layer.X} - {mean}) {Factor(layer)}{(HasBeta(layer) ? $" + {layer.NamedWeight("B")}" : "")}";
    }

    private static string Factor(LayerPlan layer)
    {
        string variance = layer.IsPredicting ? layer.NamedWeight("V") : "variance";
        return $"{(HasGamma(layer) ? $"{layer.NamedWeight("G")} " : "")}/ sqrt({variance} + epsilon)";
    }

    // How the generated file asks whether it works by the batch: not where the layer is frozen, and not in predictions.
    private static string FollowsBatch(LayerPlan layer) => $"FollowsBatch({Text.Plain(layer.Owner)})";

    private static bool HasGamma(LayerPlan layer) => layer.Layer.Spec.Bool("Scale", true);

    private static bool HasBeta(LayerPlan layer) => layer.Layer.Spec.Bool("Center", true);

    private static string NameOf(LayerPlan layer, ShapedLayer? owner, string letter) =>
        owner is null ? layer.NamedWeight(letter) : letter + Text.Plain(owner.SharesWith != 0 ? owner.SharesWith : owner.Number);

    private static long StatisticsSize(ShapedLayer layer, bool hasSums) => StatisticsSize(layer.Input[Axis(layer)], Inner(layer), hasSums);

    private static int AxisOf(LayerSpec spec) => spec.Int("Axis", -1);

    private static int Axis(ShapedLayer layer) => MergeShapes.AxisOf(AxisOf(layer.Spec), layer.Input.Rank);

    private static int Inner(ShapedLayer layer) => MergeShapes.Inner(layer.Input, Axis(layer));

    // Most initializers give numbers below 0 too, of which there is no root.
    private static void CheckVariance(InferContext layer)
    {
        const string argument = "MovingVarianceInitializer", config = argument + "Config";
        bool isConfig = layer.Spec.Has(config);
        string written = isConfig ? layer.Spec.Text(config) : layer.Spec.Text(argument, "Ones");
        string name = written.Split('(')[0].Trim();
        bool isFine = isConfig
            ? name is "ones" or "one" or "zeros" or "zero"
                || (name is "constant" or "random_uniform" or "uniform" && !Regex.IsMatch(written, @"[(=,]\s*-"))
            : name is "Ones" or "Zeros";
        if (isFine || (isConfig && InitializerText.Parse(written).Problem is not null)) { return; }
        string instead = isConfig ? Text.Quote("ones") : Initializers.Member("Ones");
        layer.Report(RuleIds.NumberOutOfRange, isConfig ? config : argument, null, [new(isConfig ? config : argument, instead)],
            isConfig ? config : argument, written, "one that gives no numbers below 0", instead);
    }

    private static void CheckRange(InferContext layer, string argument, double otherwise, Func<double, bool> isIn, string range)
    {
        double value = layer.Spec.Double(argument, otherwise);
        if (isIn(value)) { return; }
        layer.Report(RuleIds.NumberOutOfRange, argument, null, [new(argument, Text.Fraction(otherwise))], argument,
            Text.Fraction(value), range, Text.Fraction(otherwise));
    }
}
