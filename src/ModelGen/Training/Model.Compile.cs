using System.Runtime.CompilerServices;
using ModelGen.Kernels;

namespace ModelGen;

/// <content>What a model is trained and measured by.</content>
public abstract partial class Model
{
    /// <summary>
    /// Says how to train. May be called again; a new optimizer then begins with empty slots.
    /// Strings stand for Keras's names: <c>Compile(optimizer: "sgd", loss: "categorical_crossentropy", metrics: ["accuracy"])</c>.
    /// </summary>
    /// <param name="optimizer">Left out: <c>new SGD()</c>, learning rate 0.01 (Keras would take RMSprop).</param>
    /// <param name="loss">Left out: each <see cref="Backward"/> names its own; <c>Fit</c> and <c>Evaluate</c> need one here.</param>
    /// <param name="metrics">What else is measured, each sample counting the same: <c>["accuracy"]</c>, of a model with several outputs of
    /// each; or of some, <c>metrics: new() { ["digit"] = ["accuracy"] }</c>.</param>
    /// <exception cref="InvalidOperationException">The loss or a metric makes no sense for this model's output, or the optimizer works for
    /// another model; the message says what to write instead.</exception>
    /// <exception cref="ArgumentException">Two metrics have the same name, or one that the history needs, or there is no output of a
    /// name.</exception>
    [OverloadResolutionPriority(1)] // null and new() { ... } mean this one
    public void Compile(Optimizer? optimizer = null, Loss? loss = null, OutputMetrics? metrics = null) =>
        Compile(optimizer, loss, metrics ?? [], weightedMetrics: []);

    /// <summary>The same with metrics one by one: <c>Compile("sgd", "mse", "mae", "r2_score")</c>.</summary>
    /// <param name="optimizer">Null: <c>new SGD()</c>.</param>
    /// <param name="loss">Null: each <see cref="Backward"/> names its own.</param>
    /// <param name="metrics">What else is measured, each sample counting the same.</param>
    /// <param name="more">And what else.</param>
    /// <exception cref="InvalidOperationException">The loss or a metric makes no sense for this model's output, or the optimizer works for
    /// another model; the message says what to write instead.</exception>
    /// <exception cref="ArgumentException">Two metrics have the same name, or one that the history needs.</exception>
    public void Compile(Optimizer? optimizer, Loss? loss, Metric metrics, params Metric[] more)
    {
        ArgumentNullException.ThrowIfNull(more);
        Compile(optimizer, loss, [metrics, .. more], weightedMetrics: []);
    }

    /// <summary>
    /// The same with metrics that heed the samples' weights: <c>Compile("sgd", "mse", metrics: ["mae"], weightedMetrics: ["mae"])</c>.
    /// </summary>
    /// <param name="optimizer">Null: <c>new SGD()</c>.</param>
    /// <param name="loss">Null: each <see cref="Backward"/> names its own.</param>
    /// <param name="metrics">What else is measured, each sample counting the same.</param>
    /// <param name="weightedMetrics">What is measured with the weights of the samples and of their classes, as the loss is. One whose name
    /// is taken is called <c>weighted_mae</c>.</param>
    /// <exception cref="InvalidOperationException">The loss or a metric makes no sense for this model's output, or the optimizer works for
    /// another model; the message says what to write instead.</exception>
    /// <exception cref="ArgumentException">Two metrics have the same name, or one that the history needs.</exception>
    public void Compile(Optimizer? optimizer, Loss? loss, OutputMetrics metrics, OutputMetrics weightedMetrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(weightedMetrics);
        using CallGuard.Entry call = Enter("Compile");
        Compile(optimizer, Objectives(_ => loss, null, metrics, weightedMetrics));
    }

    /// <summary>
    /// The same for a model with several outputs, each with a loss and metrics of its own: <c>Compile(new Adam(), losses: new() { ["digit"]
    /// = "sparse_categorical_crossentropy", ["odd"] = "binary_crossentropy" }, lossWeights: new() { ["odd"] = 0.2 }, metrics: new() {
    /// ["digit"] = ["accuracy"] })</c>. The loss of the model is the sum of theirs, each times its weight.
    /// </summary>
    /// <param name="optimizer">Null: <c>new SGD()</c>.</param>
    /// <param name="losses">The losses by the names of the outputs. An output without one is not trained.</param>
    /// <param name="lossWeights">How much each loss counts, a finite number; 1 where it is left out.</param>
    /// <param name="metrics">What else is measured of each output, or of all: <c>metrics: ["accuracy"]</c>.</param>
    /// <param name="weightedMetrics">What is measured with the weights of the samples, as the loss is.</param>
    /// <exception cref="InvalidOperationException">A loss or a metric makes no sense for its output, or the optimizer works for another
    /// model; the message says what to write instead.</exception>
    /// <exception cref="ArgumentException">There is no output of one of the names, two metrics of one output have the same name, or a
    /// weight is not finite.</exception>
    public void Compile(
        Optimizer? optimizer, Dictionary<string, Loss> losses, Dictionary<string, double>? lossWeights = null,
        OutputMetrics? metrics = null, OutputMetrics? weightedMetrics = null)
    {
        ArgumentNullException.ThrowIfNull(losses);
        using CallGuard.Entry call = Enter("Compile");
        Checks.AreOutputs(Definition, losses.Keys, nameof(losses));
        Compile(optimizer, Objectives(losses.GetValueOrDefault, lossWeights, metrics, weightedMetrics));
    }

    /// <summary>The same with one loss for all outputs.</summary>
    /// <param name="optimizer">Null: <c>new SGD()</c>.</param>
    /// <param name="loss">The loss of each output.</param>
    /// <param name="lossWeights">How much the loss of each output counts, a finite number; 1 where it is left out. Null: all 1.</param>
    /// <param name="metrics">What else is measured of each output, or of all: <c>metrics: ["accuracy"]</c>.</param>
    /// <param name="weightedMetrics">What is measured with the weights of the samples, as the loss is.</param>
    /// <exception cref="InvalidOperationException">The loss or a metric makes no sense for an output, or the optimizer works for another
    /// model; the message says what to write instead.</exception>
    /// <exception cref="ArgumentException">There is no output of one of the names, two metrics of one output have the same name, or a
    /// weight is not finite.</exception>
    public void Compile(
        Optimizer? optimizer, Loss loss, Dictionary<string, double>? lossWeights, OutputMetrics? metrics = null,
        OutputMetrics? weightedMetrics = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        using CallGuard.Entry call = Enter("Compile");
        Compile(optimizer, Objectives(_ => loss, lossWeights, metrics, weightedMetrics));
    }

    /// <summary>
    /// Whether larger is better under a name of the history (<c>val_accuracy</c>, <c>digit_accuracy</c>); null where that cannot be said.
    /// </summary>
    internal bool? HigherIsBetter(string name)
    {
        const string validation = "val_";
        if (name.StartsWith(validation, StringComparison.Ordinal)) { name = name[validation.Length..]; }
        if (name == "loss") { return false; }
        if (_objectives.Length == 1) { return _objectives[0].Metrics.HigherIsBetter(name); }
        return _objectives.Where(objective => name.StartsWith(objective.Name + "_", StringComparison.Ordinal))
            .Select(objective => objective.Metrics.HigherIsBetter(name[(objective.Name.Length + 1)..]))
            .FirstOrDefault(better => better is not null);
    }

    /// <summary>What the losses and metrics were configured with, to compare.</summary>
    internal IEnumerable<string> LossConfigurations => _objectives.Length == 1
        ? _objectives.Select(objective => Configuration.Of(objective.Loss!))
        : _objectives.Select(objective => $"{objective.Name}: {objective.LossWeight} x "
            + (objective.Loss is { } loss ? Configuration.Of(loss) : "none"));

    /// <inheritdoc cref="LossConfigurations"/>
    internal IEnumerable<string> MetricConfigurations => _objectives.SelectMany(objective => objective.Metrics.Metrics.Select((metric, i) =>
        $"{(_objectives.Length == 1 ? "" : objective.Name + "_")}{objective.Metrics.Names[i]}: {Configuration.Of(metric)}"
            + (i < objective.Metrics.Unweighted ? "" : ", weighted")));

    /// <summary>Throws where no output has a loss.</summary>
    internal void CheckHasLoss(string call)
    {
        if (_objectives.All(objective => objective.Loss is null)) { throw NotCompiled($"a loss, which {call} needs"); }
    }

    private InvalidOperationException NotCompiled(string what) => new(
        $"{Definition.Name} was not compiled with {what}. Write "
            + (_layouts.Length == 1
                ? "model.Compile(new SGD(learningRate: 0.01), Loss.CategoricalCrossentropy, Metric.Accuracy) first."
                : $"model.Compile(new SGD(learningRate: 0.01), losses: new() {{ [\"{Definition.Outputs[0].Name}\"] = "
                    + "Loss.CategoricalCrossentropy, ... }) first."));

    private void Compile(Optimizer? optimizer, Objective[] objectives)
    {
        foreach (Objective objective in objectives)
        {
            objective.Loss?.Check(objective.Layout);
            foreach (Metric metric in objective.Metrics.Metrics)
            {
                metric.Check(objective.Layout);
                if (objective.Loss is { } loss) { metric.CheckBeside(loss, objective.Layout); }
            }
        }

        Checks.NamesDiffer(objectives);
        optimizer ??= new SGD();
        optimizer.Bind(this);
        (_optimizer, _objectives) = (optimizer, objectives);
        DisposeLossAndMetrics();
    }

    private Objective[] Objectives(
        Func<string, Loss?> loss, Dictionary<string, double>? lossWeights, OutputMetrics? metrics, OutputMetrics? weightedMetrics)
    {
        Checks.AreOutputs(Definition, lossWeights is null ? [] : lossWeights.Keys, nameof(lossWeights));
        Checks.AreOutputs(Definition, metrics?.Outputs ?? [], nameof(metrics));
        Checks.AreOutputs(Definition, weightedMetrics?.Outputs ?? [], nameof(weightedMetrics));
        Objective[] objectives = [.. Definition.Outputs.Select((output, i) => new Objective(
            output.Name, _layouts[i], loss(output.Name), Checks.LossWeight(lossWeights, output.Name),
            MetricSet.Of(metrics?.Of(output.Name) ?? [], weightedMetrics?.Of(output.Name) ?? [])))];
        Checks.HaveLosses(objectives, lossWeights is null ? [] : lossWeights.Keys, nameof(lossWeights));
        return objectives;
    }
}
