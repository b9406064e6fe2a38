using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Evaluate;

/// <summary>One call of a method, with its variables.</summary>
/// <param name="method">The method; null for the initializer of a field.</param>
/// <param name="outer">The variables around it: of the method that a lambda or a local function stands in.</param>
/// <param name="call">From where it was called; null for the first one.</param>
internal sealed class Frame(IMethodSymbol? method, Frame? outer, CallPlace? call)
{
    private readonly Dictionary<ISymbol, Variable> _variables = new(SymbolEqualityComparer.Default);

    public IMethodSymbol? Method => method;

    public Frame? Outer => outer;

    public CallPlace? Call => call;

    /// <summary>The object whose method it is.</summary>
    public Value Receiver { get; init; }

    /// <summary>What stands for type parameters.</summary>
    public Dictionary<ITypeParameterSymbol, ITypeSymbol> Types { get; init; } = new(SymbolEqualityComparer.Default);

    /// <summary>The set of weights that its layers belong to; null where they have their own.</summary>
    public Evaluator.SharedLayers? Shared { get; init; }

    /// <summary>A new variable, also where a loop declares the same one again.</summary>
    public void Declare(ISymbol symbol, Value value) => _variables[symbol] = new Variable(value);

    /// <summary>A variable by another name: what is passed by reference.</summary>
    public void Alias(ISymbol symbol, Variable variable) => _variables[symbol] = variable;

    public Variable? Find(ISymbol symbol) => _variables.TryGetValue(symbol, out Variable variable) ? variable : outer?.Find(symbol);

    /// <summary>The same variables for a lambda: what is declared anew later is not seen by it.</summary>
    public Frame Snapshot()
    {
        var copy = new Frame(method, outer?.Snapshot(), call) { Receiver = Receiver, Types = Types, Shared = Shared };
        foreach (KeyValuePair<ISymbol, Variable> variable in _variables) { copy._variables.Add(variable.Key, variable.Value); }
        return copy;
    }
}

/// <summary>A call on the way to a layer.</summary>
/// <param name="Syntax">The call.</param>
/// <param name="Outer">The call around it.</param>
/// <param name="Method">The method that is called.</param>
/// <param name="Number">How many calls of it there were, with this one.</param>
/// <param name="Arguments">Numbers and words that it was given: "filters = 32".</param>
internal sealed record CallPlace(SyntaxNode Syntax, CallPlace? Outer, IMethodSymbol Method, int Number, EquatableArray<string> Arguments);
