using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Evaluate;

/// <summary>Calls: of layers, of methods of this project, of the framework's pure members.</summary>
internal sealed partial class Evaluator
{
    private Value Invoke(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (IsLayer(method)) { return AddLayer(call); }
        Value receiver = call.Instance is { } instance ? call.Instance is IInstanceReferenceOperation ? Evaluate(instance)
            : Struct(instance) : default;
        bool needsObject = call.Instance is not null and not IInstanceReferenceOperation && !IsNullable(method.ContainingType);
        if (needsObject && receiver.Data is null) { throw new ThrownException("NullReferenceException: it is null"); }
        if (receiver.Data is FunctionValue function && method.MethodKind == MethodKind.DelegateInvoke)
        {
            return Invoke(function, Arguments(call.Arguments, out _), call.Syntax);
        }

        Value[] arguments = Arguments(call.Arguments, out Variable?[] references);
        IMethodSymbol called = call.ConstrainedToType is { } type ? Constrained(method, type)
            : call.IsVirtual ? Implementation(method, receiver) : method;
        return Call(called, receiver, arguments, call.Syntax, references);
    }

    // A static member that a type parameter's interface promises: that of the type which stands for it.
    private IMethodSymbol Constrained(IMethodSymbol method, ITypeSymbol written) =>
        Resolve(written)?.FindImplementationForInterfaceMember(method) as IMethodSymbol ?? method;

    /// <summary>Calls a lambda or a method that was passed on.</summary>
    public Value Invoke(FunctionValue function, Value[] arguments, SyntaxNode place) => function.Body is null
        ? Call(Implementation(function.Method, function.Receiver), function.Receiver, arguments, place)
        : Enter(function.Method, function.Receiver, arguments, place, _frame.Call, body: function.Body, outer: function.Scope);

    private Value Operator(IMethodSymbol method, Value[] operands, IOperation operation) => AttributeReader.IsTensor(method.ContainingType)
        ? AddArithmetic(method, operands, operation)
        : method.ContainingType.Name == ShapeType && IsOurs(method.ContainingType)
            ? new(Equality.AreEqual(operands[0], operands[1]) == (method.Name == WellKnownMemberNames.EqualityOperatorName))
            : Call(method, default, operands, operation.Syntax);

    /// <summary>Calls a method with arguments in the order of its parameters.</summary>
    private Value Call(IMethodSymbol written, Value receiver, Value[] arguments, SyntaxNode place, Variable?[]? references = null)
    {
        IMethodSymbol method = Declared(written);
        Step(place);
        if (IsShared(method)) { return ApplyShared(method, arguments, place); }
        if (method.IsImplicitlyDeclared && OfRecord(method, receiver, arguments) is { } result) { return result; }
        if (SourceOf(method) is { } source)
        {
            Frame? outer = method.MethodKind == MethodKind.LocalFunction ? Around(method) : null;
            return Enter(method, receiver, arguments, source, PlaceOf(method, arguments, place), references, outer: outer,
                written: written);
        }

        if (KnownMembers.Find(written) is { } known)
        {
            return Short(known(new MemberCall(this, written, receiver, Short(written, arguments, place), references ?? [], place)), place);
        }
        throw NotHere(method, place);
    }

    private Value Short(Value result, SyntaxNode place) => result.Data is string text ? new(Short(text, place)) : result;

    private Value[] Short(IMethodSymbol member, Value[] arguments, SyntaxNode place)
    {
        bool makesText = member.Name is "PadLeft" or "PadRight" || member.ContainingType.SpecialType == SpecialType.System_String;
        bool isLong = makesText && arguments.Any(argument => argument.Data is int and > MostItems);
        return isLong ? throw Stop(RuleIds.TooLong, place, $"{Text.Number(MostItems)} characters", "Use fewer") : arguments;
    }

    // What is not written here cannot be seen; what is, but by a generator, must not be: without generated files it would not be there.
    private StoppedException NotHere(ISymbol member, SyntaxNode place)
    {
        member = (member as IMethodSymbol)?.AssociatedSymbol ?? member;
        string name = member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"new {member.ContainingType.Name}"
            : $"{member.ContainingType?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}.{member.Name}";
        if (IsGenerated(member))
        {
            return Stop(RuleIds.NotEvaluated, place, $"{name}, which is generated from this very model,",
                "Write what is needed in a file of your own");
        }

        string assembly = member.ContainingAssembly?.Name ?? "";
        bool isFrameworks = assembly.StartsWith("System", StringComparison.Ordinal) || assembly is "netstandard" or "mscorlib"
            or "ModelGen";
        return isFrameworks
            ? Stop(RuleIds.NotEvaluated, place, name, "It is not among the members that are: see the page of this finding")
            : Stop(RuleIds.SourceNotHere, place, name, assembly);
    }

    private Value Enter(IMethodSymbol method, Value receiver, Value[] arguments, SyntaxNode source, CallPlace? call,
        Variable?[]? references = null, IOperation? body = null, Frame? outer = null, IMethodSymbol? written = null)
    {
        if (_depth >= MostCalls)
        {
            throw Stop(RuleIds.TooLong, call?.Syntax ?? source, $"{Text.Plain(MostCalls)} calls within one another",
                $"Let {method.Name} end earlier");
        }

        IMethodSymbol declared = method.PartialImplementationPart ?? method;
        body ??= BodyOf(source, declared);
        Frame caller = _frame;
        var frame = new Frame(method, outer, call)
        {
            Receiver = method.MethodKind is MethodKind.LocalFunction ? caller.Receiver : receiver,
            Types = TypesOf(written ?? method),
            Shared = SharedOf(method, caller, outer),
        };
        for (int i = 0; i < declared.Parameters.Length && i < arguments.Length; i++)
        {
            if (references?.ElementAtOrDefault(i) is { } reference) { frame.Alias(declared.Parameters[i], reference); }
            else { frame.Declare(declared.Parameters[i], arguments[i]); }
        }

        if (declared.ContainingType is { IsExtension: true, ExtensionParameter: { } extended }) { frame.Declare(extended, receiver); }
        _frame = frame;
        _depth++;
        _returned = default;
        RunBody(body, frame);
        Value result = _returned;
        _returned = default;
        _depth--;
        _frame = caller;
        return result;
    }

    private void RunBody(IOperation? body, Frame frame)
    {
        switch (body)
        {
            case IMethodBodyOperation method: Execute((method.BlockBody ?? method.ExpressionBody)!); break;
            case IConstructorBodyOperation constructor:
                if (constructor.Initializer is IExpressionStatementOperation { Operation: IInvocationOperation chained })
                {
                    Chain(chained, frame);
                }
                if ((constructor.BlockBody ?? constructor.ExpressionBody) is { } statements) { Execute(statements); }
                break;
            case ILocalFunctionOperation { Body: { } local }: Execute(local); break;
            case IBlockOperation block: Execute(block); break;
            case null:
                throw Stop(RuleIds.NotEvaluated, frame.Call?.Syntax ?? SourceOf(frame.Method!)!,
                    $"{frame.Method!.Name}, which has no body,",
                    "Call one that has");
            default: throw Refused(body);
        }
    }

    private IOperation? BodyOf(SyntaxNode source, IMethodSymbol method) => source switch
    {
        TypeDeclarationSyntax or ParameterSyntax => null,
        MethodDeclarationSyntax { Body: null, ExpressionBody: null } when method.DeclaringSyntaxReferences.Length > 0 =>
            ModelOf(source.SyntaxTree).GetOperation(method.DeclaringSyntaxReferences[0].GetSyntax(cancellation), cancellation),
        _ => ModelOf(source.SyntaxTree).GetOperation(source, cancellation),
    };

    // The variables around a local function: of the nearest frame of the method that it stands in.
    private Frame? Around(IMethodSymbol function) =>
        Frames().FirstOrDefault(frame => frame.Method is { } method && Same(method.OriginalDefinition,
            function.ContainingSymbol.OriginalDefinition)) ?? _frame;

    private static IMethodSymbol Declared(IMethodSymbol method) => (method.ReducedFrom ?? method).OriginalDefinition;

    // The method that an object has for one of a base class or an interface.
    private static IMethodSymbol Implementation(IMethodSymbol method, Value receiver)
    {
        if (receiver.Data is not ObjectValue { Type: var type } || !(method.IsVirtual || method.IsAbstract || method.IsOverride))
        {
            return method;
        }
        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            return type.FindImplementationForInterfaceMember(method) as IMethodSymbol ?? method;
        }

        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType)
        {
            IMethodSymbol? own = t.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(m => Overrides(m, method));
            if (own is not null) { return own; }
        }

        return method;
    }

    private static bool Overrides(IMethodSymbol? method, IMethodSymbol other)
    {
        for (; method is not null; method = method.OverriddenMethod)
        {
            if (Same(method.OriginalDefinition, other.OriginalDefinition)) { return true; }
        }

        return false;
    }

    // Calls are counted and told apart; those of a lambda belong to the method around it.
    private CallPlace? PlaceOf(IMethodSymbol method, Value[] arguments, SyntaxNode place)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ReducedExtension
            or MethodKind.UserDefinedOperator))
        {
            return _frame.Call;
        }

        int number = _calls[method] = CallsOf(method) + 1;
        IEnumerable<string> words = method.Parameters.Zip(arguments, (parameter, value) => (parameter.Name, value.Data))
            .Where(argument => argument.Data is bool or string or EnumValue || Numbers.IsNumber(argument.Data))
            .Select(argument => $"{argument.Name} = {(argument.Data is string text ? Text.Quote(text) : Words(new Value(argument.Data)))}");
        return new CallPlace(place, _frame.Call, method, number, new EquatableArray<string>(words));
    }

    private Dictionary<ITypeParameterSymbol, ITypeSymbol> TypesOf(IMethodSymbol method)
    {
        var types = new Dictionary<ITypeParameterSymbol, ITypeSymbol>(SymbolEqualityComparer.Default);
        IMethodSymbol generic = method.ReducedFrom is { } from && method.IsGenericMethod ? from.Construct([.. method.TypeArguments])
            : method;
        Add(generic.OriginalDefinition.TypeParameters, generic.TypeArguments);
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            Add(type.OriginalDefinition.TypeParameters, type.TypeArguments);
        }

        return types;

        void Add(IReadOnlyList<ITypeParameterSymbol> parameters, IReadOnlyList<ITypeSymbol> arguments)
        {
            for (int i = 0; i < Math.Min(parameters.Count, arguments.Count); i++) { types[parameters[i]] = Resolve(arguments[i])!; }
        }
    }

    // Evaluated in the order in which they are written, given in that of the parameters. What is passed by reference is the variable.
    private Value[] Arguments(IReadOnlyList<IArgumentOperation> arguments, out Variable?[] references)
    {
        var values = new Value[arguments.Count];
        references = new Variable?[arguments.Count];
        foreach (IArgumentOperation argument in arguments)
        {
            int place = argument.Parameter?.Ordinal ?? 0;
            references[place] = argument.Parameter is { RefKind: RefKind.Ref or RefKind.Out } ? Place(argument.Value) : null;
            values[place] = references[place]?.Value ?? Equality.Copy(Evaluate(argument.Value));
        }

        return values;
    }

    private FunctionValue Reference(IMethodReferenceOperation method) =>
        new(method.Method, null, method.Instance is { } instance ? Evaluate(instance) : default, null);
}
