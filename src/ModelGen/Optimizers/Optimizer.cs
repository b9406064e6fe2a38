using System.Diagnostics.CodeAnalysis;
using ModelGen.Kernels;

namespace ModelGen;

/// <summary>
/// Changes the parameters of one model by their gradients. It keeps what it needs between steps (momentum, say) in slots beside the
/// parameters, so it serves one model only. Hyperparameters are doubles, each rounded to float32 once.
/// A string stands for the optimizer of that name with its defaults: <c>"sgd"</c>, <c>"adam"</c>, in any case.
/// One step is, in Keras's order: adding gradients up, clipping, weight decay, the rule, the moving average.
/// </summary>
/// <remarks>
/// An optimizer of your own derives from this class, as the library's do: it names its slots, and hands a rule with the numbers of the step
/// to the <see cref="Updater"/>. All else (schedules, clipping, decay, averages, checkpoints) is here. Its public properties are what it is
/// set to: a checkpoint of other values is refused.
/// <code>
/// public sealed class Momentum(LearningRate learningRate, double momentum = 0.9) : Optimizer(learningRate)
/// {
///     public double Share { get; } = momentum;
///     protected override IReadOnlyList&lt;string&gt; SlotNames => ["momentum"];
///     protected override void Apply(Updater updater, float rate, long step) => updater.Run(new Rule(rate, (float)Share));
///     // and the rule, an IUpdateRule
/// }
/// </code>
/// </remarks>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
public abstract partial class Optimizer
{
    private static readonly NamedChoice<Optimizer> Names = new("optimizer", StringComparison.OrdinalIgnoreCase,
        (["sgd"], static _ => new SGD()),
        (["rmsprop"], static _ => new RMSprop()),
        (["adam"], static _ => new Adam()),
        (["adamw"], static _ => new AdamW()),
        (["adagrad"], static _ => new Adagrad()),
        (["adadelta"], static _ => new Adadelta()),
        (["adamax"], static _ => new Adamax()),
        (["nadam"], static _ => new Nadam()),
        (["lion"], static _ => new Lion()),
        (["adafactor"], static _ => new Adafactor()),
        (["ftrl"], static _ => new Ftrl()),
        (["lamb"], static _ => new Lamb()));

    private LearningRate _learningRate;
    private readonly Lock _binding = new();
    private ParameterStore? _store;
    private Updater? _updater;

    // Steps in Keras's raw count: also those that only add gradients up.
    private long _steps;

    /// <summary>An optimizer.</summary>
    /// <param name="learningRate">A number or a schedule.</param>
    protected Optimizer(LearningRate learningRate) => _learningRate = learningRate;

    /// <summary>
    /// How far it goes in one step, before <see cref="Decay"/>. May be set between steps; a schedule may be replaced by another schedule
    /// only, as in Keras.
    /// </summary>
    /// <exception cref="InvalidOperationException">It follows a schedule and is set to a number.</exception>
    public LearningRate LearningRate
    {
        get => _learningRate;
        set
        {
            if (_learningRate.Schedule is not null && value.Schedule is null)
            {
                throw new InvalidOperationException(
                    $"The learning rate of this {GetType().Name} follows a schedule, {_learningRate}, so it cannot be set to {value}. Set "
                        + $"another schedule, or make the optimizer with a number: new {GetType().Name}({value}).");
            }

            _learningRate = value;
        }
    }

    /// <summary>The rate of the next step, with its schedule and <see cref="Decay"/>.</summary>
    public double CurrentLearningRate => _learningRate.At(_steps) / (1 + (Decay * _steps));

    /// <summary>
    /// How many times it has changed the parameters. With <see cref="GradientAccumulationSteps"/> that is less often than it was called.
    /// </summary>
    public long Iterations => _steps / (GradientAccumulationSteps ?? 1);

    /// <summary>Its class and what it is set to: <c>Adam(Beta1: 0.9, Beta2: 0.999, Epsilon: 1E-07, LearningRate: 0.001)</c>.</summary>
    public override string ToString() => PublicProperties.Brief(
        this, GetType(), [nameof(CurrentLearningRate), nameof(Iterations), .. UseEma ? (string[])[] : [nameof(EmaMomentum)]]);

    /// <summary>The optimizer of this name with its defaults, in any case.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the near names and all.</exception>
    public static implicit operator Optimizer(string name) => Names.Resolve(name);

    /// <summary>
    /// Updates the parameters by the gradients that the last <c>Backward</c> calls have left. The next <c>Backward</c> overwrites the
    /// gradients.
    /// </summary>
    /// <param name="model">The model; always the same one.</param>
    /// <exception cref="InvalidOperationException">There are no gradients, this optimizer works for another model, or two of its settings
    /// exclude each other.</exception>
    /// <exception cref="NonFiniteUpdateException">Gradients are not finite, or so large that the update is not. On a GPU the next loss that
    /// is converted to a number says so.</exception>
    public void Step(ParameterStore model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using (model.Enter("optimizer.Step", goesOn: true))
        {
            if (!model.HasGradients)
            {
                throw new InvalidOperationException(
                    "optimizer.Step needs gradients that it has not used yet. Call model.Forward and model.Backward first.");
            }

            Update(model);
            if (model.Device is CpuDevice) { NonFiniteUpdateException.ThrowIfFaulty(model); }
        }
    }

    /// <summary>
    /// Offers the next update to the backward pass that follows, whose kernels may then do it in place of writing gradients;
    /// <see cref="Update"/> does the rest.
    /// </summary>
    /// <param name="store">The parameters.</param>
    /// <param name="mayUpdate">Asked before a kernel does; null where it always may.</param>
    internal void Offer(ParameterStore store, Func<bool>? mayUpdate)
    {
        Bind(store);
        if (!_updater!.FitsBackward || store.HasGradients) { return; }
        _updater.BeginOffer(mayUpdate);
        Apply(_updater, (float)CurrentLearningRate, Iterations + 1);
    }

    /// <summary>Has updates leave what is frozen in its store by now.</summary>
    internal void FollowMask() => _updater?.Follow(_store!.Mask);

    /// <summary>Takes back what was offered to a backward pass that failed.</summary>
    internal void Withdraw() => _updater?.Withdraw();

    /// <summary>The same as <see cref="Step"/> for a caller who has made sure of all that.</summary>
    internal void Update(ParameterStore store)
    {
        Bind(store);
        if (!_updater!.TryFinishOffer())
        {
            float rate = (float)CurrentLearningRate;
            _updater.Begin(NumbersOf(rate));
            Apply(_updater, rate, Iterations + 1);
        }

        // An update that has failed is no step; a GPU finds out itself.
        if (store.Device is CpuDevice && store.FindFault() is not null) { store.HasStaged = false; }
        store.TakeUpStaged();
        store.MarkChanged();
        _steps++;
        store.Iteration++;
        store.HasGradients = false;
    }

    /// <summary>Makes room for the slots. Does nothing for the model it already works for.</summary>
    /// <exception cref="InvalidOperationException">It works for another model, or two of its settings exclude each other.</exception>
    internal void Bind(ParameterStore store)
    {
        if (_store == store) { return; }
        lock (_binding)
        {
            // Of two models that take it at the same time, one is refused.
            CheckBinding(store);
            var setup = new UpdateSetup(SlotNames.Count, Scales, GradientAccumulationSteps is not null, Clipping, WeightDecay is not null,
                UseEma);
            _updater = new Updater(store, setup, Decays, GetType().Name);
            for (int slot = 0; slot < SlotNames.Count; slot++) { _updater.FillSlot(slot, (float)FirstValueOf(slot)); }
            Prepare(_updater, store);
            _store = store;
        }
    }

    internal void CheckBinding(ParameterStore store)
    {
        if (_store is not null && _store != store)
        {
            throw new InvalidOperationException(
                $"This {GetType().Name} already works for another model, whose momentum and step count it holds. Make a new "
                    + $"{GetType().Name} for each model.");
        }
    }

    /// <summary>
    /// What it keeps for each value of a parameter, by names; Keras's where Keras has it. Of a rule 3 at most, in the order of its slots.
    /// </summary>
    protected abstract IReadOnlyList<string> SlotNames { get; }

    /// <summary>With what a slot begins; 0 unless overridden.</summary>
    protected virtual double FirstValueOf(int slot) => 0;

    /// <summary>
    /// Whether its rule is an <see cref="IScaledRule"/>, which <see cref="Updater.RunScaled"/> runs; false unless overridden.
    /// </summary>
    protected virtual bool Scales => false;

    /// <summary>Makes room for what is not kept for each parameter.</summary>
    private protected virtual void Prepare(Updater updater, ParameterStore store) { }

    /// <summary>One pass over all parameters: hands a rule to the updater, once.</summary>
    /// <param name="updater">What runs it.</param>
    /// <param name="rate">The learning rate of this step.</param>
    /// <param name="step">Which change of the parameters it is, from 1. It may be asked for the same one again.</param>
    protected abstract void Apply(Updater updater, float rate, long step);
}
