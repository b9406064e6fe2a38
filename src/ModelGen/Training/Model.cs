using System.ComponentModel;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// A network whose layers were declared with attributes and compiled. Each such class derives from this one. Calls on one model must not
/// overlap:
/// a second one throws, except what a callback does on the training thread. Other threads may predict with <see cref="CreatePredictor"/>.
/// </summary>
public abstract partial class Model : ParameterStore
{
    private readonly OutputLayout[] _layouts;
    private BatchRunner? _trainer;
    private Predictor? _predictor;
    private LossAndMetrics? _lossAndMetrics;
    private LossAndMetrics? _evaluationLossAndMetrics;
    private Optimizer? _optimizer;
    private Objective[] _objectives;

    // Whether a GPU has been told to look at the loss of what is staged.
    private bool _isJudged;

    /// <summary>Called by the generated constructor.</summary>
    protected Model(ModelDefinition definition, Device? device, int? seed)
        : base(device ?? Device.Best, definition.ParameterValues, seed ?? Random.Shared.Next(), definition.TrainableValues)
    {
        Definition = definition;
        _layouts = definition.Outputs.Length == 1
            ? [new(definition.Outputs[0].Shape, definition.Outputs[0].LastActivation, definition.Outputs[0].LastLayer)]
            : [.. definition.Outputs.Select(output => new OutputLayout(
                output.Shape, output.LastActivation, $"the output {output.Name} of {output.LastLayer}") { Of = $" of {output.Name}" })];
        _objectives = Objectives(_ => null, null, null, null);
        Parameters = new ParameterCollection(this, definition);
        _freezing = new Freezing(definition);
        Mask = _nextMask = _freezing.Mask(needsInputs: false);
        Initialize();
    }

    /// <summary>The parameters, by number or by name: <c>model.Parameters["conv2d/kernel"]</c>.</summary>
    public ParameterCollection Parameters { get; }

    /// <summary>Those of <see cref="Parameters"/> that optimizers change, in the same order. Keras: <c>trainable_weights</c>.</summary>
    public IReadOnlyList<Parameter> TrainableParameters => [.. Parameters.Where(static parameter => parameter.Trainable)];

    /// <summary>How many epochs <c>Fit</c> has finished on this model: the number of the next one, which its shuffle depends on.</summary>
    public int EpochsTrained { get; internal set; }

    /// <summary>
    /// Set by a callback to end training after the current batch; the epoch then counts as finished. <c>Fit</c> begins by clearing it.
    /// </summary>
    public bool StopTraining { get; set; }

    /// <summary>
    /// The optimizer that <see cref="Compile(Optimizer?, Loss?, OutputMetrics?)"/> was given; its learning rate may be set between steps:
    /// <c>model.Optimizer.LearningRate = 0.001</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model has not been compiled.</exception>
    public Optimizer Optimizer => _optimizer ?? throw NotCompiled("an optimizer");

    internal ModelDefinition Definition { get; }

    internal override IReadOnlyList<StoredParameter> Contents => field ??= InOrderOfPlaces();

    /// <summary>
    /// A predictor with this model's weights and memory of its own, for use on another thread. Any thread may call this at any time.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public Predictor CreatePredictor() => NewPredictor();

    /// <summary>The predictor that <see cref="CreatePredictor"/> gives: of a model with several inputs or outputs one that speaks of each.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual Predictor NewPredictor() => new(this);

    /// <summary>
    /// Predictors for many threads at once, of a web service say: <c>using PredictorPool pool = model.CreatePredictorPool();</c>, and then
    /// <c>float[] outputs = pool.Predict(sample);</c> on any thread. Any thread may call this at any time.
    /// </summary>
    /// <param name="maxPredictors">How many predictors it makes at most, and so how many predictions run at once; at least 1. Left out: one
    /// for each core.</param>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxPredictors"/> is less than 1.</exception>
    public PredictorPool CreatePredictorPool(int? maxPredictors = null) => NewPredictorPool(maxPredictors);

    /// <summary>
    /// The pool that <see cref="CreatePredictorPool"/> gives: of a model with several inputs or outputs one that speaks of each.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual PredictorPool NewPredictorPool(int? maxPredictors) => new(this, maxPredictors);

    /// <summary>Computes the outputs of a batch whose inputs are in place.</summary>
    protected abstract void RunForward(Step step);

    /// <summary>The same where nothing is kept for a backward pass.</summary>
    protected virtual void RunPrediction(Step step) => RunForward(step);

    /// <summary>Computes, after a forward pass, what layers give that is otherwise never stored, where it was asked for.</summary>
    protected virtual void RunReveal(Step step) { }

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
        _inspector?.Dispose();
        DisposeLossAndMetrics();
    }

    internal void ForwardOn(Step step)
    {
        long version = Version;
        if (step.Training) { RunForward(step); } else { RunPrediction(step); }
        step.TransformedVersion = version;
        if (!step.Training || step.Mask.IsInference || !Definition.StagesState) { return; }
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
            lossAndMetrics.Judge(gpu, Trainer.Step);
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
        if (step.Mask.NeedsAny) { RunBackward(step); }
        if (step.Mask.IsInference) { return; }
        (HasGradients, _hasInputGradients) = (true, step.Mask.NeedsInputs);
    }

    internal BatchRunner Trainer => _trainer ??= new BatchRunner(this, training: true);

    internal LossAndMetrics TrainingLossAndMetrics => _lossAndMetrics ??= new LossAndMetrics(Device, Definition, _objectives);

    internal BatchRunner Evaluator => Inference.Runner;

    internal LossAndMetrics EvaluationLossAndMetrics =>
        _evaluationLossAndMetrics ??= new LossAndMetrics(Device, Definition, _objectives);

    /// <summary>How the outputs are laid out, in their order.</summary>
    internal IReadOnlyList<OutputLayout> Layouts => _layouts;

    /// <summary>What each output is trained and measured by.</summary>
    internal IReadOnlyList<Objective> CompiledObjectives => _objectives;

    private Predictor Inference => _predictor ??= new Predictor(this, Guard);

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
        _inspector?.DisposeLosses();
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
