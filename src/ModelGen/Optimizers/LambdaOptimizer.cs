namespace ModelGen;

/// <summary>Changes one parameter.</summary>
/// <param name="parameter">The parameter, its gradient, and what is kept of it.</param>
public delegate void UpdateFunction(ParameterUpdate parameter);

/// <summary>
/// An optimizer that is a function of whole parameters, for what is no formula of single values:
/// <code>
/// new LambdaOptimizer("sign", p =>
/// {
///     for (int i = 0; i &lt; p.Weights.Length; i++) { p.Weights[i] -= p.LearningRate * MathF.Sign(p.Gradient[i]); }
/// }, learningRate: 0.001)
/// </code>
/// It is called for one parameter after the other, on the thread that trains, and computes on the host: on a GPU parameters, gradients and
/// slots come from there in each step, and go back. What is no number stays as it was, as under any optimizer.
/// </summary>
public sealed class LambdaOptimizer : Optimizer
{
    private readonly UpdateFunction _function;
    private readonly string[] _slots;

    /// <summary>An optimizer that is a function.</summary>
    /// <param name="name">Its name, by which a checkpoint knows it.</param>
    /// <param name="function">What changes a parameter. What it throws comes out of the call that trains, and then no parameter has
    /// changed.</param>
    /// <param name="learningRate">A number or a schedule.</param>
    /// <param name="slots">What is kept for each value of a parameter, by names; all 0 at first.</param>
    /// <exception cref="ArgumentException">The name is empty, or two slots have the same name.</exception>
    public LambdaOptimizer(string name, UpdateFunction function, LearningRate learningRate, params string[] slots) : base(learningRate)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(slots);
        if (slots.Distinct().Count() < slots.Length)
        {
            throw new ArgumentException($"Two slots have the same name: {string.Join(", ", slots)}.", nameof(slots));
        }

        (Name, _function, _slots) = (name, function, [.. slots]);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> SlotNames => _slots;

    // It needs whole gradients before the first parameter changes, as a scaled rule does.
    /// <inheritdoc/>
    protected override bool Scales => true;

    private protected override void Prepare(Updater updater, ParameterStore store)
    {
        if (GradientAccumulationSteps is null) { return; }
        throw new InvalidOperationException(
            $"The optimizer {Name} is a function, which takes the gradients of each step as they are, but GradientAccumulationSteps is "
                + $"{GradientAccumulationSteps}. Leave it out: call Backward several times before each Step, which adds gradients up.");
    }

    /// <inheritdoc/>
    protected override void Apply(Updater updater, float rate, long step) => updater.RunOnHost(_function, _slots, rate, step);
}
