namespace ModelGen;

/// <summary>
/// Says that a method which a model's <c>Forward</c> calls has one set of weights: each call uses those of the first. Without it each call
/// makes layers of its own. Calls must be made with arguments that give the same layers.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SharedAttribute : Attribute;
