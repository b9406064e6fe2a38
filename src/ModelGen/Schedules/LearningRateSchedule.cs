using System.Diagnostics.CodeAnalysis;

namespace ModelGen;

/// <summary>
/// A learning rate that changes from step to step. It goes wherever a learning rate does: <c>new SGD(new CosineDecay(0.1, decaySteps:
/// 1000))</c>. Derive from it for a rate of your own. As in Keras, steps are the batches an optimizer was given, also those that it only
/// accumulated.
/// </summary>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
public abstract class LearningRateSchedule
{
    /// <summary>The rate of a step.</summary>
    /// <param name="step">How many steps came before; 0 for the first.</param>
    /// <returns>At least 0 and finite; an optimizer refuses any other.</returns>
    public abstract double At(long step);

    /// <summary>Its class and what it is set to: <c>CosineDecay(DecaySteps: 1000, InitialLearningRate: 0.1)</c>.</summary>
    public override string ToString() => PublicProperties.Brief(this, GetType());
}
