using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Evaluate;

/// <summary>Expressions: which kind is evaluated where.</summary>
internal sealed partial class Evaluator
{
    private readonly Stack<Value> _conditional = new();

    private Value EvaluateKind(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => Place(local).Value,
        IParameterReferenceOperation parameter => Place(parameter).Value,
        ILiteralOperation { Type: null } => default,
        IDefaultValueOperation { Type: var type } => DefaultOf(type),
        IInstanceReferenceOperation instance => Instance(instance),
        IFieldReferenceOperation field => Field(field),
        IPropertyReferenceOperation property => Property(property),
        IArrayElementReferenceOperation element => Place(element).Value,
        IImplicitIndexerReferenceOperation indexer => Indexer(indexer),
        IConversionOperation conversion => Convert(conversion),
        IUnaryOperation unary => Unary(unary),
        IBinaryOperation binary => Binary(binary),
        ITupleBinaryOperation tuples => new(
            Equality.AreEqual(Evaluate(tuples.LeftOperand),
                Evaluate(tuples.RightOperand)) == (tuples.OperatorKind == BinaryOperatorKind.Equals)),
        IConditionalOperation choice => IsTrue(choice.Condition) ? Evaluate(choice.WhenTrue) : Evaluate(choice.WhenFalse!),
        ICoalesceOperation coalesce => Evaluate(coalesce.Value) is { Data: not null } value ? value : Evaluate(coalesce.WhenNull),
        IConditionalAccessOperation access => Access(access),
        IConditionalAccessInstanceOperation => _conditional.Peek(),
        ISimpleAssignmentOperation assignment => Assign(assignment),
        ICompoundAssignmentOperation compound => Assign(compound),
        ICoalesceAssignmentOperation coalesce => Assign(coalesce),
        IIncrementOrDecrementOperation increment => Increment(increment),
        IDeconstructionAssignmentOperation deconstruction => Assign(deconstruction),
        IDeclarationExpressionOperation declaration => Evaluate(declaration.Expression),
        ITupleOperation tuple => new(TupleValue.Of([.. tuple.Elements.Select(element => Equality.Copy(Evaluate(element)))])),
        IInvocationOperation call => Invoke(call),
        IObjectCreationOperation creation => Create(creation),
        IAnonymousObjectCreationOperation creation => Create(creation),
        ITypeParameterObjectCreationOperation creation => CreateOf(creation),
        IWithOperation with => With(with),
        IArrayCreationOperation array => Create(array),
        ICollectionExpressionOperation collection => Create(collection),
        IDelegateCreationOperation creation => Evaluate(creation.Target),
        IAnonymousFunctionOperation lambda => new(new FunctionValue(lambda.Symbol, lambda.Body, _frame.Receiver, _frame.Snapshot())),
        IMethodReferenceOperation method => new(Reference(method)),
        IIsTypeOperation test => new(Is(Evaluate(test.ValueOperand).Data, test.TypeOperand) != test.IsNegated),
        IIsPatternOperation test => new(Matches(test.Pattern, Evaluate(test.Value))),
        ISwitchExpressionOperation choice => Choose(choice),
        IInterpolatedStringOperation text => new(Interpolate(text)),
        IRangeOperation range => new(new RangeValue(IndexOf(range.LeftOperand, 0, false), IndexOf(range.RightOperand, 0, true))),
        ITypeOfOperation type => new(new TypeValue(Resolve(type.TypeOperand)!)),
        ITranslatedQueryOperation query => Evaluate(query.Operation),
        IThrowOperation thrown => Thrown(thrown),
        IInvalidOperation => throw new KnownException(isCompilers: true),
        _ => throw Refused(operation),
    };

    private StoppedException Refused(IOperation operation)
    {
        OperationKinds.Words words = OperationKinds.Of(operation);
        return Refuse(operation, words.What, words.Instead);
    }

    private Value Thrown(IThrowOperation thrown)
    {
        Throw(thrown);
        return default;
    }

    private Value Instance(IInstanceReferenceOperation instance) => instance.ReferenceKind switch
    {
        InstanceReferenceKind.ImplicitReceiver => _created.Peek(),
        InstanceReferenceKind.ContainingTypeInstance => _frame.Receiver,
        _ => throw Refused(instance),
    };

    private Value Access(IConditionalAccessOperation access)
    {
        Value receiver = Evaluate(access.Operation);
        if (receiver.Data is null) { return default; }
        _conditional.Push(receiver);
        Value value = Evaluate(access.WhenNotNull);
        _conditional.Pop();
        return value;
    }

    private Value Unary(IUnaryOperation unary)
    {
        Value operand = Evaluate(unary.Operand);
        if (unary.OperatorKind == UnaryOperatorKind.Hat) { return new(new IndexValue((int)operand.Data!, IsFromEnd: true)); }
        if (unary.OperatorMethod is { } method && !IsBuiltIn(method)) { return Operator(method, [operand], unary); }
        if (operand.Data is null && unary.IsLifted) { return default; }
        return new(Numbers.Unary(unary.OperatorKind, operand.Data, unary.IsChecked) ?? throw Refused(unary));
    }

    private Value Binary(IBinaryOperation binary)
    {
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            bool left = IsTrue(binary.LeftOperand), ends = binary.OperatorKind == BinaryOperatorKind.ConditionalOr;
            return new(left == ends ? ends : IsTrue(binary.RightOperand));
        }

        Value a = Evaluate(binary.LeftOperand), b = Evaluate(binary.RightOperand);
        return binary.OperatorMethod is { } method && !IsBuiltIn(method) ? Operator(method, [a, b], binary)
            : Binary(binary, binary.OperatorKind, a, b,
            binary.IsChecked, binary.Type);
    }

    private Value Binary(IOperation operation, BinaryOperatorKind kind, Value a, Value b, bool isChecked, ITypeSymbol? type)
    {
        if (kind == BinaryOperatorKind.Add && type?.SpecialType == SpecialType.System_String)
        {
            return new(Short(Words(a) + Words(b), operation.Syntax));
        }

        if (kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && !(Numbers.IsNumber(a.Data) && Numbers.IsNumber(b.Data)))
        {
            return new(Equality.AreEqual(a, b) == (kind == BinaryOperatorKind.Equals));
        }

        if (a.Data is null || b.Data is null) { return type?.SpecialType == SpecialType.System_Boolean ? new(false) : default; }
        if (a.Data is EnumValue x && b.Data is EnumValue y)
        {
            object? result = Numbers.Binary(kind, x.Number, y.Number, isChecked);
            return new(result is long number && type is INamedTypeSymbol { TypeKind: TypeKind.Enum } ? new EnumValue(x.Type, number)
                : result is long difference ? Numbers.Convert(difference, SpecialType.System_Int32, isChecked) : result);
        }

        return new(Numbers.Binary(kind, a.Data, b.Data, isChecked) ?? throw Refused(operation));
    }

    private Value Convert(IConversionOperation conversion)
    {
        if (conversion.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            return Operator(method, [Evaluate(conversion.Operand)], conversion);
        }
        Value value = Evaluate(conversion.Operand);
        ITypeSymbol? type = Resolve(conversion.Type);
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }
        if (value.Data is null)
        {
            return type is { IsValueType: true } && SymbolEqualityComparer.Default.Equals(type, conversion.Type) && !conversion.IsTryCast
                ? throw new ThrownException("InvalidOperationException: it is null") : value;
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum } target)
        {
            long number = value.Data is EnumValue member ? member.Number
                : (long)Numbers.Convert(value.Data, SpecialType.System_Int64, conversion.IsChecked)!;
            return value with { Data = new EnumValue(target, number) };
        }

        object? from = value.Data is EnumValue other ? other.Number : value.Data;
        if (type is { IsValueType: true } && (Numbers.IsNumber(from) || from is char)
            && Numbers.Convert(from, type.SpecialType, conversion.IsChecked) is { } converted)
        {
            bool isUnboxing = conversion.Operand.Type is { IsReferenceType: true };
            return isUnboxing && converted.GetType() != from!.GetType()
                ? throw new ThrownException($"InvalidCastException: {Words(value)} is no {type.ToDisplayString()}")
                : value with { Data = converted };
        }

        bool isDown = conversion.Conversion is { IsReference: true, IsImplicit: false }
            || conversion.Operand.Type is { IsReferenceType: true } && type is { IsValueType: true };
        if (isDown && !Is(value.Data, type))
        {
            return conversion.IsTryCast ? default
                : throw new ThrownException($"InvalidCastException: it is no {type!.ToDisplayString()}");
        }

        return type?.Name == "Index" && value.Data is int index ? new(new IndexValue(index, IsFromEnd: false)) : value;
    }

    private IndexValue IndexOf(IOperation? operation, int otherwise, bool isFromEnd) => operation is null
        ? new IndexValue(otherwise, isFromEnd)
        : Evaluate(operation).Data switch { IndexValue index => index, int number => new IndexValue(number, false), _ =>
            throw Refused(operation) };

    // Numbers as everybody reads them: what is compiled must not depend on where.
    private string Interpolate(IInterpolatedStringOperation text)
    {
        var written = new StringBuilder();
        foreach (IInterpolatedStringContentOperation part in text.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Text: var literal }:
                    written.Append(ConstantOf(literal)?.Data as string);
                    break;
                case IInterpolationOperation hole:
                    string? format = hole.FormatString is { } f ? Evaluate(f).Data as string : null;
                    string filled = Words(Evaluate(hole.Expression), format);
                    int width = hole.Alignment is { } alignment ? (int)Evaluate(alignment).Data! : 0;
                    written.Append(width < 0 ? filled.PadRight(-width) : filled.PadLeft(width));
                    break;
                default: throw Refused(part);
            }
        }

        return written.ToString();
    }

    /// <summary>A value as ToString writes it.</summary>
    private string Words(Value value, string? format = null) => value.Data switch
    {
        null => "",
        IFormattable number => Formatted(number, format),
        EnumValue member when format is "D" or "d" => Text.Plain(member.Number),
        ObjectValue record => Words(record),
        TupleValue tuple => $"({string.Join(", ", tuple.Items.Select(item => Words(item.Value)))})",
        TensorValue tensor => Graph.ShapeOf(tensor.Node).ToString(),
        ListValue { Type: { } type } => type.ToDisplayString(),
        TypeValue { Type: var type } => type.ToDisplayString(),
        var other => other.ToString(),
    };

    // A text that doubles in a loop would fill the compiler's memory.
    private string Short(string text, SyntaxNode place) =>
        text.Length <= MostItems ? text : throw Stop(RuleIds.TooLong, place, $"{Text.Number(MostItems)} characters", "Use fewer");

    private static string Formatted(IFormattable number, string? format)
    {
        try
        {
            return number.ToString(format ?? (number is float or double ? "R" : null), CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw new ThrownException($"FormatException: {format} is no format of a number");
        }
    }

    private string Words(ObjectValue value)
    {
        if (value.Type.GetMembers("ToString").OfType<IMethodSymbol>().FirstOrDefault(m => m.Parameters.Length == 0
            && !m.IsImplicitlyDeclared && SourceOf(m) is not null) is { } own)
        {
            return Words(Call(own, new Value(value), [], value.Type.DeclaringSyntaxReferences[0].GetSyntax(cancellation)));
        }

        if (!value.Type.IsRecord && !value.Type.IsAnonymousType) { return value.Type.ToDisplayString(); }
        SyntaxNode place = value.Type.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        string[] parts = [.. Printed(value.Type).Select(member => $"{member.Name} = {Words(Member(new Value(value), member, [], place))}")];
        string name = value.Type.IsAnonymousType ? "" : value.Type.Name + " ";
        return parts.Length == 0 ? $"{name}{{ }}" : $"{name}{{ {string.Join(", ", parts)} }}";
    }

    // As PrintMembers has it: those of the base first, and of a property that is overridden only the first.
    private static IEnumerable<ISymbol> Printed(INamedTypeSymbol type) =>
        (type.BaseType is { IsRecord: true } above ? Printed(above) : []).Concat(type.GetMembers().Where(member =>
            member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
                and (IFieldSymbol or IPropertySymbol { IsIndexer: false, IsOverride: false, GetMethod: not null })));

    // Operators and conversions of the compiler's and the framework's own types are those of values here.
    private static bool IsBuiltIn(IMethodSymbol method) => method.ContainingType.SpecialType != SpecialType.None
        || (!AttributeReader.IsTensor(method.ContainingType) && KnownMembers.IsFrameworks(method.ContainingType)
            && method.ContainingType.Name != ShapeType);

    public Value DefaultOf(ITypeSymbol? written)
    {
        ITypeSymbol? type = Resolve(written);
        return type switch
        {
            INamedTypeSymbol { TypeKind: TypeKind.Enum } member => new(new EnumValue(member, 0)),
            INamedTypeSymbol { IsTupleType: true } tuple => new(TupleValue.Of([.. tuple.TupleElements.Select(element =>
                DefaultOf(element.Type))])),
            { SpecialType: SpecialType.System_Boolean } => new(false),
            { SpecialType: SpecialType.System_Char } => new('\0'),
            { IsValueType: true, SpecialType: not SpecialType.None } => new(Numbers.Convert(0, type.SpecialType, isChecked: false)),
            INamedTypeSymbol { IsValueType: true } named when SourceOf(named) is not null => new(NewObject(named)),
            _ => default,
        };
    }
}
