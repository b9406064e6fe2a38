namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs to see in netstandard2.0 for strings that are put together late.</summary>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;

/// <inheritdoc cref="InterpolatedStringHandlerAttribute"/>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class InterpolatedStringHandlerArgumentAttribute(string argument) : Attribute
{
    public string Argument { get; } = argument;
}
