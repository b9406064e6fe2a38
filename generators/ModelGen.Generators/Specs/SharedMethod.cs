namespace ModelGen.Generators.Specs;

/// <summary>A partial method that layers declare: its other half is generated, so that the program compiles.</summary>
/// <param name="Namespace">The namespace, escaped as code; empty for the global one.</param>
/// <param name="Containers">The declarations of the types around it, outermost first.</param>
/// <param name="Signature">Its modifiers, type, name and parameters.</param>
/// <param name="HintName">The generated file's name.</param>
internal sealed record SharedMethod(string Namespace, EquatableArray<string> Containers, string Signature, string HintName);
