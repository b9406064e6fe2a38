using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// A network whose layers were declared with attributes and compiled. Each such class derives from this one. Calls on one model must not
/// overlap:
/// a second one throws, except what a callback does on the training thread. Other threads may predict with <see cref="CreatePredictor"/>.
/// </summary>
public abstract partial class Model : ParameterStore
{
    private readonly OutputLayout _layout;
    private BatchRunner? _trainer;
    private Predictor? _predictor;
    private LossAndMetrics? _lossAndMetrics;
    private LossAndMetrics? _evaluationLossAndMetrics;
    private Optimizer? _optimizer;
    private Loss? _loss;
    private MetricSet _metrics = MetricSet.Empty;

    // Whether a GPU has been told to look at the loss of what is staged.
    private bool _isJudged;

    /// <summary>Called by the generated constructor.</summary>
    protected Model(ModelDefinition definition, Device? device, int? seed)
        : base(device ?? Device.Best, definition.ParameterValues, seed ?? Random.Shared.Next(), definition.TrainableValues)
    {
        Definition = definition;
        _layout = new OutputLayout(definition.OutputShape, definition.LastActivation, definition.LastLayer);
        Parameters = new ParameterCollection(this, definition);
        Initialize();
    }

    /// <summary>The parameters, by number or by name: <c>model.Parameters["conv2d/kernel"]</c>.</summary>
    public ParameterCollection Parameters { get; }

    /// <summary>Those of <see cref="Parameters"/> that optimizers change, in the same order. Keras: <c>trainable_weights</c>.</summary>
    public IReadOnlyList<Parameter> TrainableParameters => field ??= [.. Parameters.Where(static parameter => parameter.IsTrainable)];

    /// <summary>How many epochs <c>Fit</c> has finished on this model: the number of the next one, which its shuffle depends on.</summary>
    public int EpochsTrained { get; internal set; }

    /// <summary>
    /// Set by a callback to end training after the current batch; the epoch then counts as finished. <c>Fit</c> begins by clearing it.
    /// </summary>
    public bool StopTraining { get; set; }

    /// <summary>
    /// The optimizer that <see cref="Compile(Optimizer?, Loss?, Metric[])"/> was given; its learning rate may be set between steps:
    /// <c>model.Optimizer.LearningRate = 0.001</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model has not been compiled.</exception>
    public Optimizer Optimizer => _optimizer ?? throw NotCompiled("an optimizer");

    internal ModelDefinition Definition { get; }

    internal override IReadOnlyList<StoredParameter> Contents => field ??= InOrderOfPlaces();

    /// <summary>
    /// Says how to train. May be called again; a new optimizer then begins with empty slots.
    /// Strings stand for Keras's names: <c>Compile(optimizer: "sgd", loss: "categorical_crossentropy", metrics: ["accuracy"])</c>.
    /// </summary>
    /// <param name="optimizer">Left out: <c>new SGD()</c>, learning rate 0.01 (Keras would take RMSprop).</param>
    /// <param name="loss">Left out: each <see cref="Backward"/> names its own; <c>Fit</c> and <c>Evaluate</c> need one here.</param>
    /// <param name="metrics">What else is measured, each sample counting the same.</param>
    /// <exception cref="InvalidOperationException">The loss or a metric makes no sense for this model's output, or the optimizer works for
    /// another model; the message says what to write instead.</exception>
    /// <exception cref="ArgumentException">Two metrics have the same name, or one that the history needs.</exception>
    public void Compile(Optimizer? optimizer = null, Loss? loss = null, params Metric[] metrics) =>
        Compile(optimizer, loss, metrics, weightedMetrics: []);

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
    public void Compile(Optimizer? optimizer, Loss? loss, Metric[] metrics, Metric[] weightedMetrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(weightedMetrics);
        using CallGuard.Entry call = Enter("Compile");
        loss?.Check(_layout);
        MetricSet set = MetricSet.Of(metrics, weightedMetrics);
        foreach (Metric metric in set.Metrics)
        {
            metric.Check(_layout);
            if (loss is not null) { metric.CheckBeside(loss, _layout); }
        }

        optimizer ??= new SGD();
        optimizer.Bind(this);
        (_optimizer, _loss, _metrics) = (optimizer, loss, set);
        DisposeLossAndMetrics();
    }

    /// <summary>
    /// A predictor with this model's weights and memory of its own, for use on another thread. Any thread may call this at any time.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public Predictor CreatePredictor() => new(this);

    /// <summary>
    /// Predictors for many threads at once, of a web service say: <c>using PredictorPool pool = model.CreatePredictorPool();</c>, and then
    /// <c>float[] outputs = pool.Predict(sample);</c> on any thread. Any thread may call this at any time.
    /// </summary>
    /// <param name="maxPredictors">How many predictors it makes at most, and so how many predictions run at once; at least 1. Left out: one
    /// for each core.</param>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxPredictors"/> is less than 1.</exception>
    public PredictorPool CreatePredictorPool(int? maxPredictors = null)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return new PredictorPool(this, Require.AtLeast(maxPredictors ?? Environment.ProcessorCount, 1, nameof(maxPredictors)));
    }

    /// <summary>Computes the outputs of a batch whose inputs are in place.</summary>
    protected abstract void RunForward(Step step);

    /// <summary>The same where nothing is kept for a backward pass.</summary>
    protected virtual void RunPrediction(Step step) => RunForward(step);

    /// <summary>
    /// Computes the gradients of all parameters from the gradient of the output, or of the logits where the loss took them.
    /// </summary>
    protected abstract void RunBackward(Step step);

    /// <summary>
    /// Takes up what the forward pass of a training step has staged: moving statistics. Nothing where a value is not finite.
    /// </summary>
    protected virtual void RunStateUpdate(Step step) { }

    /// <summary>The summary table as text; lines end in LF, the last one has no end.</summary>
    public abstract string GetSummary(SummaryStyle style);

    /// <summary>Prints the summary table, as Keras does.</summary>
    public void PrintSummary(SummaryStyle style = SummaryStyle.Keras3) => Console.WriteLine(GetSummary(style));

    /// <summary>The summary table.</summary>
    public override string ToString() => GetSummary(SummaryStyle.Keras3);

    private protected override void Release()
    {
        base.Release();
        _trainer?.Dispose();
        _predictor?.Runner.Dispose();
        DisposeLossAndMetrics();
    }

    internal void ForwardOn(Step step)
    {
        long version = Version;
        if (step.Training) { RunForward(step); } else { RunPrediction(step); }
        step.TransformedVersion = version;
        if (!step.Training || !Definition.StagesState) { return; }
        (HasStaged, _isJudged) = (true, false);
    }

    /// <summary>
    /// Says what has become of the loss of the last training pass: where it is not finite, what was staged is dropped.
    /// </summary>
    internal void JudgeStaged(LossAndMetrics lossAndMetrics)
    {
        if (!HasStaged) { return; }
        if (Device is GpuDevice gpu)
        {
            NonFiniteGuard.Judge(gpu, Trainer.Step.Refusal, lossAndMetrics.LossValues);
            _isJudged = true;
        }
        else if (!lossAndMetrics.LossIsFinite()) { HasStaged = false; }
    }

    private protected override void WriteStaged()
    {
        if (Device is GpuDevice gpu && !_isJudged) { NonFiniteGuard.Accept(gpu, Trainer.Step.Refusal); }
        RunStateUpdate(Trainer.Step);
    }

    internal void BackwardOn(Step step)
    {
        RunBackward(step);
        HasGradients = true;
    }

    internal BatchRunner Trainer => _trainer ??= new BatchRunner(this, training: true);

    internal LossAndMetrics TrainingLossAndMetrics => _lossAndMetrics ??= new LossAndMetrics(Device, Definition, _layout, _metrics);

    internal BatchRunner Evaluator => Inference.Runner;

    internal LossAndMetrics EvaluationLossAndMetrics =>
        _evaluationLossAndMetrics ??= new LossAndMetrics(Device, Definition, _layout, _metrics);

    internal OutputLayout Layout => _layout;

    /// <summary>Whether larger is better under a name of the history (<c>val_accuracy</c>); null where that cannot be said.</summary>
    internal bool? HigherIsBetter(string name) => _metrics.HigherIsBetter(name);

    /// <summary>What the metrics were configured with, to compare.</summary>
    internal IEnumerable<string> MetricConfigurations =>
        _metrics.Metrics.Select((metric, i) =>
            $"{_metrics.Names[i]}: {Configuration.Of(metric)}{(i < _metrics.Unweighted ? "" : ", weighted")}");

    internal Loss LossFor(string call) => _loss ?? throw NotCompiled($"a loss, which {call} needs");

    private Predictor Inference => _predictor ??= new Predictor(this, Guard);

    private InvalidOperationException NotCompiled(string what) => new(
        $"{Definition.Name} was not compiled with {what}. Write model.Compile(new SGD(learningRate: 0.01), Loss.CategoricalCrossentropy, "
            + "Metric.Accuracy) first.");

    private StoredParameter[] InOrderOfPlaces()
    {
        ParameterDefinition[] trained = Array.FindAll(Definition.Parameters, static parameter => parameter.IsTrainable);
        var stored = new StoredParameter[trained.Length];
        for (int i = 0; i < stored.Length; i++)
        {
            ParameterDefinition parameter = trained[i];
            stored[i] = new StoredParameter(parameter.Name, parameter.Weight, parameter.Shape,
                Array.Exists(Definition.ParameterRegularizers, regularizer => regularizer.Weight == parameter.Weight),
                parameter.IsShared);
        }

        Array.Sort(stored, static (a, b) => a.Weight.Offset.CompareTo(b.Weight.Offset));
        return stored;
    }

    private void DisposeLossAndMetrics()
    {
        _lossAndMetrics?.Dispose();
        _evaluationLossAndMetrics?.Dispose();
        (_lossAndMetrics, _evaluationLossAndMetrics) = (null, null);
    }

    private void Initialize()
    {
        for (int i = 0; i < Definition.Parameters.Length; i++)
        {
            ParameterDefinition parameter = Definition.Parameters[i];
            var values = new float[parameter.Weight.Size];
            InitialValues.Fill(values, parameter.Initial, parameter.Shape, parameter.FanIn, parameter.FanOut, Seed,
                parameter.Number ?? i);
            Write(ParameterArena, parameter.Weight.Offset, parameter.Shape, values);
        }
    }
}
