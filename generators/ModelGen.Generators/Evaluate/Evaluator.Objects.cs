using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Evaluate;

/// <summary>Objects of the project's own types, and their members.</summary>
internal sealed partial class Evaluator
{
    private readonly Stack<Value> _created = new();
    private readonly Stack<ISymbol> _initializing = new();
    private readonly Dictionary<ISymbol, Variable?> _static = new(SymbolEqualityComparer.Default);

    private Value Field(IFieldReferenceOperation field)
    {
        if (field.Field.IsStatic) { return Static(field.Field, field); }
        return FieldOf(Struct(field.Instance!), field.Field, field).Value;
    }

    private Value Property(IPropertyReferenceOperation property)
    {
        if (property.Property.IsStatic && IsStored(property.Property)) { return Static(property.Property, property); }
        Value receiver = property.Instance is { } instance ? Struct(instance) : default;
        return Member(receiver, property.Property, Arguments(property.Arguments, out _), property.Syntax);
    }

    /// <summary>What a field or a property of a value holds.</summary>
    private Value Member(Value receiver, ISymbol member, Value[] arguments, SyntaxNode place)
    {
        if (member is IFieldSymbol) { return Kept(receiver, member)?.Value ?? throw NotHere(member, place); }
        var property = (IPropertySymbol)member;
        bool mayBeNull = property.IsStatic || IsNullable(property.ContainingType);
        if (receiver.Data is null && !mayBeNull) { throw new ThrownException("NullReferenceException: it is null"); }
        if (AttributeReader.IsTensor(property.ContainingType)) { return OfTensor(receiver, property, place); }
        if (receiver.Data is ObjectValue && !HasBody(property.GetMethod) && Kept(receiver, property) is { } kept) { return kept.Value; }
        if (property.GetMethod is not { } getter) { throw NotHere(member, place); }
        bool isOfBase = place is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax };
        return Call(isOfBase ? getter : Implementation(getter, receiver), receiver, arguments, place);
    }

    private static bool IsNullable(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    // A static readonly field or property, of this project: its initializer is evaluated once.
    private Value Static(ISymbol member, IOperation operation)
    {
        if (_static.TryGetValue(member.OriginalDefinition, out Variable? known))
        {
            return known?.Value ?? throw Refuse(operation, $"{member.Name}, whose initializer needs {member.Name} itself",
                "Write its value");
        }

        if (member.ContainingType.IsGenericType)
        {
            throw Refuse(operation, $"{member.Name}, which each {member.ContainingType.Name} of another type has",
                "Move it to a class that is not generic");
        }
        if (member.ContainingType.StaticConstructors.Any(c => !c.IsImplicitlyDeclared))
        {
            throw Refuse(operation, $"{member.Name}, whose class has a static constructor,", "Write its value where it is declared");
        }

        // Initializers run in their order: what stands further down has no value yet.
        if (_initializing.Count > 0 && _initializing.Peek() is var current && Same(current.ContainingType, member.ContainingType)
            && IsLater(member, current))
        {
            return DefaultOf((member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type);
        }

        bool isFixed = member is IFieldSymbol { IsReadOnly: true } or IFieldSymbol { HasConstantValue: true }
            or IPropertySymbol { SetMethod: null };
        if (KnownMembers.Constant(member) is { } constant) { return new(constant); }
        if (SourceOf(member) is not { } source) { throw NotHere(member, operation.Syntax); }
        if (!isFixed)
        {
            throw Refuse(operation, $"{member.Name}, which may change while the program runs,", "Make it const, or static readonly");
        }
        EqualsValueClauseSyntax? written = source switch
        {
            VariableDeclaratorSyntax field => field.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
        _static[member.OriginalDefinition] = null;
        Value value = written is null ? DefaultOf((member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type)
            : Within(member.ContainingType, () => Initialized(member, written));
        _static[member.OriginalDefinition] = new Variable(value);
        return value;
    }

    private Value Initialized(ISymbol member, EqualsValueClauseSyntax written)
    {
        _initializing.Push(member);
        Value value = Initialized(written);
        _initializing.Pop();
        return value;
    }

    private static bool IsLater(ISymbol member, ISymbol other) => member.DeclaringSyntaxReferences[0] is var a
        && other.DeclaringSyntaxReferences[0] is var b && a.SyntaxTree == b.SyntaxTree && a.Span.Start > b.Span.Start;

    private Value Within(INamedTypeSymbol type, Func<Value> evaluate, Value receiver = default)
    {
        Frame caller = _frame;
        _frame = new Frame(null, null, caller.Call) { Receiver = receiver, Shared = caller.Shared };
        for (int i = 0; i < type.TypeParameters.Length; i++)
        {
            _frame.Types[type.OriginalDefinition.TypeParameters[i]] = type.TypeArguments[i];
        }
        Value value = evaluate();
        _frame = caller;
        return value;
    }

    private Value Initialized(EqualsValueClauseSyntax written) =>
        ModelOf(written.SyntaxTree).GetOperation(written, cancellation) is ISymbolInitializerOperation { Value: { } value }
            ? Equality.Copy(Evaluate(value)) : throw new KnownException(isCompilers: true);

    private Value Create(IObjectCreationOperation creation)
    {
        var type = (INamedTypeSymbol)Resolve(creation.Type)!;
        Value[] arguments = Arguments(creation.Arguments, out _);
        Value made = KnownMembers.New(type) is { } known && creation.Constructor is { } constructor
            ? known(new MemberCall(this, constructor, default, Short(constructor, arguments, creation.Syntax), [], creation.Syntax))
            : SourceOf(type) is not null ? New(type, creation.Constructor, arguments, creation.Syntax)
            : throw NotHere((ISymbol?)creation.Constructor ?? type, creation.Syntax);
        Initialize(made, creation.Initializer);
        return made;
    }

    private Value Create(IAnonymousObjectCreationOperation creation)
    {
        var made = new ObjectValue((INamedTypeSymbol)creation.Type!);
        foreach (ISimpleAssignmentOperation assignment in creation.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            made.Fields[((IPropertyReferenceOperation)assignment.Target).Property.OriginalDefinition] =
                new Variable(Evaluate(assignment.Value));
        }

        return new(made);
    }

    private Value CreateOf(ITypeParameterObjectCreationOperation creation)
    {
        if (Resolve(creation.Type) is not INamedTypeSymbol type || SourceOf(type) is null) { throw Refused(creation); }
        Value made = New(type, type.InstanceConstructors.FirstOrDefault(c => c.Parameters.Length == 0), [], creation.Syntax);
        Initialize(made, creation.Initializer);
        return made;
    }

    private void Initialize(Value made, IObjectOrCollectionInitializerOperation? initializer)
    {
        if (initializer is null) { return; }
        _created.Push(made);
        foreach (IOperation part in initializer.Initializers)
        {
            if (part is IMemberInitializerOperation member)
            {
                Initialize(Evaluate(member.InitializedMember), member.Initializer);
            }
            else { Evaluate(part); }
        }

        _created.Pop();
    }

    private ObjectValue NewObject(INamedTypeSymbol type)
    {
        var made = new ObjectValue(type);
        for (INamedTypeSymbol? t = type; t is { SpecialType: SpecialType.None }; t = t.BaseType)
        {
            foreach (ISymbol member in t.GetMembers().Where(member => !member.IsStatic))
            {
                if (member is IFieldSymbol field && (field.AssociatedSymbol is not IPropertySymbol owner || !IsStored(owner)))
                {
                    made.Fields[field.OriginalDefinition] = new Variable(DefaultOf(field.Type));
                }
                if (member is IPropertySymbol property && IsStored(property))
                {
                    made.Fields[property.OriginalDefinition] = new Variable(DefaultOf(property.Type));
                }
            }
        }

        return made;
    }

    private Value New(INamedTypeSymbol type, IMethodSymbol? constructor, Value[] arguments, SyntaxNode place)
    {
        var made = new Value(NewObject(type));
        Construct(type, constructor, made, arguments, place);
        return made;
    }

    private void Construct(INamedTypeSymbol type, IMethodSymbol? constructor, Value made, Value[] arguments, SyntaxNode place)
    {
        if (constructor?.OriginalDefinition is { } written && SourceOf(written) is { } source)
        {
            if (source is TypeDeclarationSyntax or RecordDeclarationSyntax)
            {
                ConstructPrimary(type, written, made, arguments, (TypeDeclarationSyntax)source);
            }
            else
            {
                bool chains = source is ConstructorDeclarationSyntax { Initializer.RawKind: (int)SyntaxKind.ThisConstructorInitializer };
                if (!chains) { InitializeFields(type, made); }
                Enter(written, made, arguments, source, _frame.Call, written: constructor);
            }
        }
        else if (constructor is { Parameters.Length: 1, IsImplicitlyDeclared: true } && arguments.Length == 1 && type.IsRecord)
        {
            foreach (KeyValuePair<ISymbol, Variable> field in ((ObjectValue)arguments[0].Data!).Fields)
            {
                ((ObjectValue)made.Data!).Fields[field.Key].Value = field.Value.Value;
            }
        }
        else { InitializeFields(type, made); }
    }

    // : this(...) or : base(...).
    private void Chain(IInvocationOperation chained, Frame frame)
    {
        IMethodSymbol constructor = chained.TargetMethod;
        if (constructor.ContainingType.SpecialType == SpecialType.System_Object) { return; }
        Construct(constructor.ContainingType, constructor, frame.Receiver, Arguments(chained.Arguments, out _), chained.Syntax);
    }

    private void ConstructPrimary(INamedTypeSymbol type, IMethodSymbol constructor, Value made, Value[] arguments,
        TypeDeclarationSyntax source)
    {
        var owner = (ObjectValue)made.Data!;
        for (int i = 0; i < constructor.Parameters.Length; i++)
        {
            IParameterSymbol parameter = constructor.Parameters[i];
            owner.Fields[parameter] = new Variable(arguments[i]);
            IPropertySymbol? property = type.OriginalDefinition.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault();
            if (type.IsRecord && property is not null && owner.Fields.TryGetValue(property, out Variable stored))
            {
                stored.Value = arguments[i];
            }
        }

        InitializeFields(type, made);
        if (source.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault() is { } chained
            && ModelOf(source.SyntaxTree).GetOperation(chained, cancellation) is IInvocationOperation call)
        {
            Within(type, () =>
            {
                Chain(call, _frame);
                return default;
            }, made);
        }
        if (type.IsRecord) { foreach (IParameterSymbol parameter in constructor.Parameters) { owner.Fields.Remove(parameter); } }
    }

    private void InitializeFields(INamedTypeSymbol type, Value made)
    {
        foreach (ISymbol member in type.OriginalDefinition.GetMembers().Where(member => !member.IsStatic))
        {
            EqualsValueClauseSyntax? written = member switch
            {
                IFieldSymbol { AssociatedSymbol: null } => (SourceOf(member) as VariableDeclaratorSyntax)?.Initializer,
                IPropertySymbol => (SourceOf(member) as PropertyDeclarationSyntax)?.Initializer,
                _ => null,
            };
            if (written is not null) { ((ObjectValue)made.Data!).Fields[member].Value = Within(type, () => Initialized(written), made); }
        }
    }

    private Value With(IWithOperation with)
    {
        Value original = Evaluate(with.Operand);
        Value copy = original.Data is ObjectValue owner ? new(owner.Copy()) : Equality.Copy(original);
        Initialize(copy, with.Initializer);
        return copy;
    }

    // What the compiler writes for a record.
    private Value? OfRecord(IMethodSymbol method, Value receiver, Value[] arguments) => method.Name switch
    {
        "Equals" or WellKnownMemberNames.EqualityOperatorName => new(Equality.AreEqual(receiver.Data is null ? arguments[0] : receiver,
            arguments[arguments.Length - 1])),
        WellKnownMemberNames.InequalityOperatorName => new(!Equality.AreEqual(arguments[0], arguments[1])),
        "ToString" => new(Words(receiver)),
        _ => null,
    };

    // The field, or what a property keeps.
    private static Variable? Kept(Value instance, ISymbol member)
    {
        if (instance.Data is TupleValue tuple && member is IFieldSymbol element) { return tuple.Items[IndexOf(element)]; }
        if (instance.Data is not ObjectValue owner) { return null; }
        if (owner.Fields.TryGetValue(member.OriginalDefinition, out Variable variable)) { return variable; }
        ISymbol? field = member.ContainingType.OriginalDefinition.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => Same(field.AssociatedSymbol, member.OriginalDefinition));
        return field is not null && owner.Fields.TryGetValue(field, out variable) ? variable : null;
    }

    // An element of a tuple has a name of its own, and one by its number.
    private static int IndexOf(IFieldSymbol element) => element.ContainingType.TupleElements.ToList()
        .FindIndex(e => Same(e, element) || Same(e.CorrespondingTupleField ?? e, element.CorrespondingTupleField ?? element));

    // Whether a property is a place and not a method.
    private bool IsStored(IPropertySymbol property) => property.ContainingType.IsAnonymousType
        || (!HasBody(property.GetMethod) && !HasBody(property.SetMethod)
            && property.OriginalDefinition.ContainingType.GetMembers().OfType<IFieldSymbol>()
                .Any(field => Same(field.AssociatedSymbol, property.OriginalDefinition)));

    private bool HasBody(IMethodSymbol? accessor) => accessor is not null && !accessor.IsImplicitlyDeclared
        && SourceOf(accessor.OriginalDefinition) is AccessorDeclarationSyntax { Body: not null }
            or AccessorDeclarationSyntax { ExpressionBody: not null }
            or ArrowExpressionClauseSyntax;
}
