using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Evaluate;

/// <summary>Variables and what is assigned to them.</summary>
internal sealed partial class Evaluator
{
    // Where the value of an expression lies that can be assigned to.
    private Variable Place(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation { Local: var local }:
                if (_frame.Find(local) is { } variable) { return variable; }
                _frame.Declare(local, default);
                return _frame.Find(local)!;
            case IParameterReferenceOperation { Parameter: var parameter }: return Parameter(parameter, operation);
            case IFieldReferenceOperation { Instance: { } instance } field: return FieldOf(Struct(instance), field.Field, operation);
            case IPropertyReferenceOperation { Instance: { } instance,
                Arguments.Length: 0 } property when !HasBody(property.Property.SetMethod) && IsOfSource(operation):
                return FieldOf(Struct(instance), property.Property, operation);
            case IPropertyReferenceOperation { Instance: { } instance, Arguments: { Length: 1 } arguments } when !IsOfSource(operation):
                return Element(Evaluate(instance), Evaluate(arguments[0].Value), operation);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                Value array = Evaluate(element.ArrayReference), index = Evaluate(element.Indices[0]);
                return index.Data is RangeValue range ? new Variable(Slice(array, range, element)) : Element(array, index, operation);
            case IImplicitIndexerReferenceOperation indexer: return Element(Evaluate(indexer.Instance), Evaluate(indexer.Argument),
                operation);
            case IDeclarationExpressionOperation declaration: return Place(declaration.Expression);
            case IConversionOperation conversion: return Place(conversion.Operand);
            case IDiscardOperation: return new Variable(default);
            default: throw Refused(operation);
        }
    }

    // A field of a struct is assigned to where the struct lies, not to a copy of it.
    private Value Struct(IOperation instance) => instance switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation => Place(instance).Value,
        _ => Evaluate(instance),
    };

    private static bool IsOfSource(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property: var property } && property.DeclaringSyntaxReferences.Length > 0;

    private Variable Parameter(IParameterSymbol parameter, IOperation operation)
    {
        if (_frame.Find(parameter) is { } variable) { return variable; }

        // Of a primary constructor, in a member.
        return _frame.Receiver.Data is ObjectValue self && self.Fields.TryGetValue(parameter, out Variable captured) ? captured
            : throw Refused(operation);
    }

    private Variable FieldOf(Value instance, ISymbol member, IOperation operation)
    {
        if (instance.Data is null) { throw new ThrownException("NullReferenceException: it is null"); }
        return Kept(instance, member) ?? throw Refused(operation);
    }

    private Variable Element(Value collection, Value key, IOperation operation)
    {
        switch (collection.Data)
        {
            case ListValue list:
                int at = key.Data switch { IndexValue i => i.In(list.Count), int number => number, _ => throw Refused(operation) };
                return at >= 0 && at < list.Count ? list.Items[at]
                    : throw ThrownException.NoElement(at, list.Count, list.Type is IArrayTypeSymbol);
            case MapValue map:
                if (map.Find(key) is { } found) { return found; }
                map.Entries.Add((key, found = new Variable(default)));
                return found;
            case null: throw new ThrownException("NullReferenceException: it is null");
            default: throw Refused(operation);
        }
    }

    private Value Assign(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef) { throw Refuse(assignment, "a variable that refers to another", "Assign to the other one itself"); }
        if (assignment.Target is IPropertyReferenceOperation { Property: var property } target && HasBody(property.SetMethod)
            && IsOfSource(target))
        {
            Value instance = target.Instance is { } owner ? Evaluate(owner) : default;
            Value[] arguments = [.. Arguments(target.Arguments, out _), Equality.Copy(Evaluate(assignment.Value))];
            Call(property.SetMethod!, instance, arguments, assignment.Syntax);
            return arguments[arguments.Length - 1];
        }

        Variable place = Place(assignment.Target);
        place.Value = Equality.Copy(Evaluate(assignment.Value));
        NoteShape(assignment.Syntax, place.Value);
        return place.Value;
    }

    private Value Assign(ICompoundAssignmentOperation compound)
    {
        Variable place = Place(compound.Target);
        Value left = place.Value, right = Evaluate(compound.Value);
        if (compound.OperatorMethod is { } method && !IsBuiltIn(method)) { place.Value = Operator(method, [left, right], compound); }
        else
        {
            ITypeSymbol? type = compound.Value.Type;
            bool widens = Numbers.IsNumber(left.Data) && Numbers.IsNumber(right.Data) && type is not null
                && !IsShift(compound.OperatorKind);
            Value wide = widens ? new(Numbers.Convert(left.Data, type!.SpecialType, isChecked: false)) : left;
            Value result = Binary(compound, compound.OperatorKind, wide, right, compound.IsChecked, compound.Type);
            bool narrows = compound.Type is { } target && Numbers.IsNumber(result.Data);
            place.Value = narrows && Numbers.Convert(result.Data, compound.Type!.SpecialType, compound.IsChecked) is { } fit ? new(fit)
                : result;
        }

        NoteShape(compound.Syntax, place.Value);
        return place.Value;
    }

    private static bool IsShift(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;

    private Value Assign(ICoalesceAssignmentOperation coalesce)
    {
        Variable place = Place(coalesce.Target);
        if (place.Value.Data is null) { place.Value = Equality.Copy(Evaluate(coalesce.Value)); }
        return place.Value;
    }

    private Value Increment(IIncrementOrDecrementOperation increment)
    {
        Variable place = Place(increment.Target);
        Value before = place.Value;
        if (increment.OperatorMethod is { } method && !IsBuiltIn(method)) { place.Value = Operator(method, [before], increment); }
        else
        {
            BinaryOperatorKind kind = increment.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
            SpecialType type = increment.Target.Type?.SpecialType ?? SpecialType.System_Int32;
            SpecialType wide = type is SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16
                or SpecialType.System_UInt16 or SpecialType.System_Char ? SpecialType.System_Int32 : type;
            object? sum = Numbers.Binary(kind, Numbers.Convert(before.Data, wide, false), Numbers.Convert(1, wide, false),
                increment.IsChecked);
            place.Value = new(Numbers.Convert(sum, type, increment.IsChecked) ?? throw Refused(increment));
        }

        return increment.IsPostfix ? before : place.Value;
    }

    private Value Assign(IDeconstructionAssignmentOperation assignment)
    {
        Value value = Evaluate(assignment.Value);
        Bind(assignment.Target, Equality.Copy(value));
        return value;
    }

    // A loop's variable, or all that a deconstruction names.
    private void Bind(IOperation target, Value value)
    {
        switch (target)
        {
            case IVariableDeclaratorOperation declarator:
                _frame.Declare(declarator.Symbol, Fit(Equality.Copy(value), declarator.Symbol.Type));
                break;
            case IDeclarationExpressionOperation { Expression: ITupleOperation tuple }: Bind(tuple, value); break;
            case IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local }: _frame.Declare(local.Local, value); break;
            case ITupleOperation tuple:
                Value[] parts = Deconstruct(value, tuple.Elements.Length, null, tuple.Syntax);
                for (int i = 0; i < parts.Length; i++) { Bind(tuple.Elements[i], parts[i]); }
                break;
            case ILocalReferenceOperation { IsDeclaration: true } local: _frame.Declare(local.Local, value); break;
            default:
                Place(target).Value = Fit(value, target.Type);
                NoteShape(target.Syntax.Parent ?? target.Syntax, value);
                break;
        }
    }

    // A number as a variable's type has it.
    private Value Fit(Value value, ITypeSymbol? type) => Numbers.IsNumber(value.Data) && Resolve(type) is { } target
        && Numbers.Convert(value.Data, target.SpecialType, isChecked: false) is { } fit ? value with { Data = fit } : value;

    private Value[] Deconstruct(Value value, int count, IMethodSymbol? method, SyntaxNode place)
    {
        if (value.Data is TupleValue tuple) { return [.. tuple.Items.Select(item => item.Value)]; }
        if (value.Data is not ObjectValue owner)
        {
            throw value.Data is null ? new ThrownException("NullReferenceException: it is null")
                : Stop(RuleIds.NotEvaluated, place, "the deconstruction of such a value", "Name its parts one by one");
        }

        IMethodSymbol deconstruct = method ?? owner.Type.GetMembers("Deconstruct").OfType<IMethodSymbol>()
            .First(m => m.Parameters.Length == count);
        if (deconstruct.IsImplicitlyDeclared && owner.Type.IsRecord)
        {
            return [.. deconstruct.Parameters.Select(p => Member(value, owner.Type.GetMembers(p.Name).OfType<IPropertySymbol>().First(),
                [], place))];
        }

        Variable[] parts = [.. Enumerable.Range(0, count).Select(_ => new Variable(default))];
        Call(deconstruct, value, new Value[count], place, parts);
        return [.. parts.Select(part => part.Value)];
    }

    private static bool Same(ISymbol? a, ISymbol? b) => SymbolEqualityComparer.Default.Equals(a, b);
}
