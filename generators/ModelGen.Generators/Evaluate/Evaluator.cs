using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Evaluate;

/// <summary>
/// Runs a method of C# while the program is compiled, statement by statement, on values that are known then. Tensors are not: each layer
/// that is called becomes a node of a graph. What it evaluates stands in <see cref="OperationKinds"/>.
/// </summary>
/// <param name="compilation">The program. Only methods of its own trees can be evaluated.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed partial class Evaluator(Compilation compilation, CancellationToken cancellation)
{
    private const int MostSteps = 100_000;
    private const int MostCalls = 100;

    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly Dictionary<IMethodSymbol, int> _calls = new(SymbolEqualityComparer.Default);
    private readonly List<RunningLoop> _loops = [];
    private Frame _frame = new(null, null, null);
    private int _steps, _depth;

    /// <summary>The graph so far.</summary>
    public TensorGraph Graph { get; } = new();

    /// <summary>The trees whose methods were evaluated: what was found holds as long as they do not change.</summary>
    public HashSet<SyntaxTree> Visited { get; } = [];

    /// <summary>Whether a return was reached.</summary>
    public bool HasReturned { get; private set; }

    /// <summary>How often a method was called in all.</summary>
    public int CallsOf(IMethodSymbol method) => _calls.TryGetValue(method, out int count) ? count : 0;

    /// <summary>Evaluates a method of tensors.</summary>
    /// <param name="method">The method.</param>
    /// <param name="inputs">The nodes of its parameters.</param>
    /// <returns>What it returns.</returns>
    /// <exception cref="StoppedException">A finding stands in the way.</exception>
    /// <exception cref="KnownException">What stands in the way is said elsewhere.</exception>
    public Value Run(IMethodSymbol method, IEnumerable<int> inputs)
    {
        SyntaxNode place = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        return Enter(method, default, [.. inputs.Select(node => new Value(new TensorValue(node)))], place, call: null);
    }

    /// <summary>The value of an expression. What it would throw at run time ends the evaluation here.</summary>
    private Value Evaluate(IOperation operation)
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return ConstantOf(operation) ?? EvaluateKind(operation);
        }
        catch (ThrownException thrown)
        {
            throw Stop(RuleIds.Thrown, operation.Syntax, $"this would throw {thrown.What}");
        }
        catch (RefusedException refused)
        {
            throw Stop(RuleIds.NotEvaluated, operation.Syntax, refused.What, refused.Instead);
        }
        catch (InsufficientExecutionStackException)
        {
            throw Stop(RuleIds.NotEvaluated, operation.Syntax, "an expression as deep as this one", "Write it as several statements");
        }
    }

    private Value[] Evaluate(IEnumerable<IOperation> operations) => [.. operations.Select(Evaluate)];

    private bool IsTrue(IOperation condition) => Evaluate(condition).Data is true;

    private Value? ConstantOf(IOperation operation)
    {
        if (operation is not { ConstantValue: { HasValue: true } constant }) { return null; }
        if (operation is not ILiteralOperation && operation.DescendantsAndSelf().OfType<IFieldReferenceOperation>()
            .FirstOrDefault(field => IsGenerated(field.Field)) is { } generated) { throw NotHere(generated.Field, operation.Syntax); }
        return new Value(Typed(constant.Value, operation.Type), operation.Syntax);
    }

    private static bool IsGenerated(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Any(reference => ModelReader.IsGenerated(reference.SyntaxTree));

    // A constant of an enum is a number to the compiler.
    private static object? Typed(object? constant, ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Enum } named
        && Numbers.Convert(constant, SpecialType.System_Int64, isChecked: false) is long number ? new EnumValue(named, number) : constant;

    private void Step(SyntaxNode place)
    {
        cancellation.ThrowIfCancellationRequested();
        if (++_steps <= MostSteps) { return; }
        throw LongestLoop is not { } longest
            ? Stop(RuleIds.TooLong, place, $"{Text.Number(MostSteps)} steps", "Make its calls fewer")
            : Stop(RuleIds.TooLong, longest.Place,
                $"{Text.Number(MostSteps)} steps, of which this loop went round {Text.Number(longest.Rounds)} times",
                "Let it end earlier");
    }

    private RunningLoop? LongestLoop => _loops.OrderByDescending(loop => loop.Rounds).FirstOrDefault();

    private StoppedException Stop(string rule, SyntaxNode place, params string[] values) => new(rule, place, _frame.Call, values);

    private StoppedException Refuse(IOperation operation, string what, string instead) =>
        Stop(RuleIds.NotEvaluated, operation.Syntax, what, instead);

    private ITypeSymbol? Resolve(ITypeSymbol? type) => type switch
    {
        ITypeParameterSymbol parameter => Frames().Select(frame => frame.Types.TryGetValue(parameter, out ITypeSymbol found) ? found : null)
            .FirstOrDefault(found => found is not null) ?? type,
        INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false } named when named.TypeArguments.Any(HasParameter) =>
            named.OriginalDefinition.Construct([.. named.TypeArguments.Select(argument => Resolve(argument)!)]),
        _ => type,
    };

    private static bool HasParameter(ITypeSymbol type) => type is ITypeParameterSymbol
        || (type is INamedTypeSymbol named && named.TypeArguments.Any(HasParameter));

    private IEnumerable<Frame> Frames()
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Outer) { yield return frame; }
    }

    private SemanticModel ModelOf(SyntaxTree tree)
    {
        if (!_models.TryGetValue(tree, out SemanticModel model)) { _models.Add(tree, model = compilation.GetSemanticModel(tree)); }
        Visited.Add(tree);
        return model;
    }

    // A declaration that a person wrote, here.
    private SyntaxNode? SourceOf(ISymbol symbol) => symbol.DeclaringSyntaxReferences
        .Where(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree) && !ModelReader.IsGenerated(reference.SyntaxTree))
        .Select(reference => reference.GetSyntax(cancellation)).FirstOrDefault();

    private sealed class RunningLoop(SyntaxNode place)
    {
        public SyntaxNode Place => place;

        public int Rounds { get; set; }
    }
}
