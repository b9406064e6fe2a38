using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Evaluate;

/// <summary>
/// The compiler's kinds of operations: which are evaluated, and which are not, with what messages call them and what to write instead.
/// </summary>
internal static class OperationKinds
{
    /// <summary>What messages say of a kind.</summary>
    /// <param name="What">What it is called, after "evaluated while the program is compiled, and".</param>
    /// <param name="Instead">What to write.</param>
    internal sealed record Words(string What, string Instead);

    private const string Plain = "Write it with if, loops and calls";

    public static readonly IReadOnlyDictionary<OperationKind, Words> Refused = new Dictionary<OperationKind, Words>
    {
        [OperationKind.None] = new("an expression of this kind", Plain),
        [OperationKind.Labeled] = new("a label", "Use a loop, or break and continue"),
        [OperationKind.Branch] = new("goto", "Use a loop, or break and continue"),
        [OperationKind.YieldBreak] = new("yield break", "Return a list"),
        [OperationKind.YieldReturn] = new("yield return", "Return a list"),
        [OperationKind.Lock] = new("lock", "Leave it out: one thread evaluates"),
        [OperationKind.Try] = new("try", "Leave it out: what is thrown is a finding"),
        [OperationKind.Using] = new("using", "Leave it out: nothing is opened while the program is compiled"),
        [OperationKind.UsingDeclaration] = new("using", "Leave it out: nothing is opened while the program is compiled"),
        [OperationKind.EventReference] = new("an event", "Call the method itself"),
        [OperationKind.EventAssignment] = new("an event", "Call the method itself"),
        [OperationKind.Await] = new("await", "Leave it out: nothing is waited for while the program is compiled"),
        [OperationKind.DynamicObjectCreation] = new("dynamic", "Write the type"),
        [OperationKind.DynamicMemberReference] = new("dynamic", "Write the type"),
        [OperationKind.DynamicInvocation] = new("dynamic", "Write the type"),
        [OperationKind.DynamicIndexerAccess] = new("dynamic", "Write the type"),
        [OperationKind.AddressOf] = new("a pointer", "Use the variable itself"),
        [OperationKind.FunctionPointerInvocation] = new("a call through a pointer", "Use a lambda, or the method itself"),
        [OperationKind.SizeOf] = new("sizeof of such a type", "Write the number"),
        [OperationKind.InterpolatedStringHandlerCreation] = new("a string made by a handler of its own", "Use a string"),
        [OperationKind.InterpolatedStringAddition] = new("a string made by a handler of its own", "Use a string"),
        [OperationKind.InlineArrayAccess] = new("an inline array", "Use an array"),
        [OperationKind.Utf8String] = new("a UTF-8 string", "Use a string"),
        [OperationKind.OmittedArgument] = new("an argument that is left out", Plain),
    };

    /// <summary>The kinds that are evaluated.</summary>
    public static readonly IReadOnlyCollection<OperationKind> Evaluated =
    [
        OperationKind.AnonymousFunction, OperationKind.AnonymousObjectCreation, OperationKind.ArrayCreation,
            OperationKind.ArrayElementReference,
        OperationKind.ArrayInitializer, OperationKind.Binary, OperationKind.BinaryPattern, OperationKind.Block, OperationKind.CaseClause,
        OperationKind.Coalesce, OperationKind.CoalesceAssignment, OperationKind.CollectionExpression,
        OperationKind.CompoundAssignment, OperationKind.Conditional, OperationKind.ConditionalAccess,
            OperationKind.ConditionalAccessInstance,
        OperationKind.ConstantPattern, OperationKind.ConstructorBody, OperationKind.Conversion, OperationKind.DeclarationExpression,
        OperationKind.DeclarationPattern, OperationKind.DeconstructionAssignment, OperationKind.Decrement, OperationKind.DefaultValue,
        OperationKind.DelegateCreation, OperationKind.Discard, OperationKind.DiscardPattern, OperationKind.Empty,
            OperationKind.ExpressionStatement,
        OperationKind.FieldInitializer, OperationKind.FieldReference, OperationKind.ImplicitIndexerReference, OperationKind.Increment,
        OperationKind.InstanceReference, OperationKind.InterpolatedString, OperationKind.InterpolatedStringText,
            OperationKind.Interpolation,
        OperationKind.Invocation, OperationKind.IsPattern, OperationKind.IsType, OperationKind.ListPattern, OperationKind.Literal,
        OperationKind.LocalFunction, OperationKind.LocalReference, OperationKind.Loop, OperationKind.MemberInitializer,
            OperationKind.MethodBody,
        OperationKind.MethodReference, OperationKind.NameOf, OperationKind.NegatedPattern, OperationKind.ObjectCreation,
        OperationKind.ObjectOrCollectionInitializer, OperationKind.ParameterInitializer, OperationKind.ParameterReference,
        OperationKind.PropertyInitializer, OperationKind.PropertyReference, OperationKind.PropertySubpattern, OperationKind.Range,
        OperationKind.RecursivePattern, OperationKind.RelationalPattern, OperationKind.Return, OperationKind.SimpleAssignment,
        OperationKind.SlicePattern, OperationKind.Spread, OperationKind.Switch, OperationKind.SwitchCase, OperationKind.SwitchExpression,
        OperationKind.SwitchExpressionArm, OperationKind.Throw, OperationKind.TranslatedQuery, OperationKind.Tuple,
            OperationKind.TupleBinary,
        OperationKind.TypeOf, OperationKind.TypeParameterObjectCreation, OperationKind.TypePattern, OperationKind.Unary,
        OperationKind.VariableDeclaration, OperationKind.VariableDeclarationGroup, OperationKind.VariableDeclarator,
        OperationKind.VariableInitializer, OperationKind.With,
    ];

    /// <summary>Kinds that stand within others, or that Visual Basic and the compiler's own graphs have.</summary>
    public static readonly IReadOnlyCollection<OperationKind> NeverAlone =
    [
        OperationKind.Invalid, OperationKind.Stop, OperationKind.End, OperationKind.RaiseEvent, OperationKind.Parenthesized,
        OperationKind.CatchClause, OperationKind.Argument, OperationKind.FlowCapture, OperationKind.FlowCaptureReference,
        OperationKind.IsNull, OperationKind.CaughtException, OperationKind.StaticLocalInitializationSemaphore,
        OperationKind.FlowAnonymousFunction, OperationKind.ReDim, OperationKind.ReDimClause, OperationKind.Attribute,
        OperationKind.InterpolatedStringAppendLiteral, OperationKind.InterpolatedStringAppendFormatted,
        OperationKind.InterpolatedStringAppendInvalid, OperationKind.InterpolatedStringHandlerArgumentPlaceholder,
    ];

    /// <summary>What messages say of a kind, also of one that is evaluated elsewhere.</summary>
    /// <param name="operation">The operation.</param>
    public static Words Of(IOperation operation)
    {
        if (Refused.TryGetValue(operation.Kind, out Words words)) { return words; }
        string code = string.Join(" ", operation.Syntax.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        const int most = 40;
        return new($"\"{(code.Length > most ? code.Substring(0, most) + "..." : code)}\" as it stands here", Plain);
    }
}
