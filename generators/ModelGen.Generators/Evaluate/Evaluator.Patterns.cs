using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generators.Evaluate;

/// <summary>Choices by patterns.</summary>
internal sealed partial class Evaluator
{
    private Flow Choose(ISwitchOperation choice, Value value)
    {
        ISwitchCaseOperation? chosen = choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => Matches(clause, value)))
            ?? choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause.CaseKind == CaseKind.Default));
        Flow flow = chosen is null ? Flow.Next : Execute(chosen.Body);
        return flow == Flow.Break ? Flow.Next : flow;
    }

    private bool Matches(ICaseClauseOperation clause, Value value) => clause switch
    {
        ISingleValueCaseClauseOperation single => Equality.AreEqual(Evaluate(single.Value), value),
        IPatternCaseClauseOperation pattern => Matches(pattern.Pattern, value) && (pattern.Guard is null || IsTrue(pattern.Guard)),
        _ => false,
    };

    private Value Choose(ISwitchExpressionOperation choice)
    {
        Value value = Evaluate(choice.Value);
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            if (Matches(arm.Pattern, value) && (arm.Guard is null || IsTrue(arm.Guard))) { return Evaluate(arm.Value); }
        }

        throw new ThrownException($"SwitchExpressionException: no arm is for {Words(value)}");
    }

    private bool Matches(IPatternOperation pattern, Value value)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation: return true;
            case IConstantPatternOperation constant: return IsConstant(value, constant);
            case IRelationalPatternOperation relation:
                return Numbers.Binary(relation.OperatorKind, value.Data, Evaluate(relation.Value).Data, isChecked: true) is true;
            case INegatedPatternOperation not: return !Matches(not.Pattern, value);
            case IBinaryPatternOperation both:
                return both.OperatorKind == BinaryOperatorKind.And
                    ? Matches(both.LeftPattern, value) && Matches(both.RightPattern, value)
                    : Matches(both.LeftPattern, value) || Matches(both.RightPattern, value);
            case ITypePatternOperation type: return Is(value.Data, type.MatchedType);
            case IDeclarationPatternOperation declaration:
                if (declaration.MatchedType is { } matched && !declaration.MatchesNull && !Is(value.Data, matched)) { return false; }
                Keep(declaration.DeclaredSymbol, value);
                return true;
            case IRecursivePatternOperation recursive: return Matches(recursive, value);
            case IListPatternOperation list: return Matches(list, value);
            default: throw Refused(pattern);
        }
    }

    private bool IsConstant(Value value, IConstantPatternOperation pattern)
    {
        Value constant = Evaluate(pattern.Value);
        return Equality.AreEqual(value, constant)
            || (value.Data is EnumValue member && Equals(member.Number, Numbers.Convert(constant.Data, SpecialType.System_Int64,
                isChecked: true)));
    }

    private bool Matches(IRecursivePatternOperation pattern, Value value)
    {
        if (value.Data is null || !Is(value.Data, pattern.MatchedType)) { return false; }
        if (pattern.DeconstructionSubpatterns.Length > 0)
        {
            Value[] parts = Deconstruct(value, pattern.DeconstructionSubpatterns.Length, pattern.DeconstructSymbol as IMethodSymbol,
                pattern.Syntax);
            if (!parts.Zip(pattern.DeconstructionSubpatterns, (part, inner) => Matches(inner, part)).All(matches => matches))
            {
                return false;
            }
        }

        foreach (IPropertySubpatternOperation property in pattern.PropertySubpatterns)
        {
            ISymbol? member = property.Member switch
            {
                IFieldReferenceOperation field => field.Field,
                IPropertyReferenceOperation reference => reference.Property,
                _ => throw Refused(property),
            };
            if (!Matches(property.Pattern, Member(value, member, [], property.Syntax))) { return false; }
        }

        Keep(pattern.DeclaredSymbol, value);
        return true;
    }

    private bool Matches(IListPatternOperation pattern, Value value)
    {
        if (value.Data is null) { return false; }
        Value[] items = [.. value.Data is string text ? text.Select(c => new Value(c)) : Items(value, pattern)];
        int slice = Enumerable.Range(0, pattern.Patterns.Length).Where(i => pattern.Patterns[i] is ISlicePatternOperation)
            .DefaultIfEmpty(-1).First();
        int fixedCount = pattern.Patterns.Length - (slice >= 0 ? 1 : 0);
        if (slice < 0 ? items.Length != fixedCount : items.Length < fixedCount) { return false; }
        for (int i = 0; i < pattern.Patterns.Length; i++)
        {
            int skipped = items.Length - fixedCount;
            if (pattern.Patterns[i] is ISlicePatternOperation middle)
            {
                if (middle.Pattern is { } inner && !Matches(inner, Slice(value, i, skipped))) { return false; }
            }
            else if (!Matches(pattern.Patterns[i], items[slice >= 0 && i > slice ? i - 1 + skipped : i])) { return false; }
        }

        Keep(pattern.DeclaredSymbol, value);
        return true;
    }

    private void Keep(ISymbol? symbol, Value value)
    {
        if (symbol is not null) { _frame.Declare(symbol, value); }
    }

    /// <summary>Whether a value is of a type.</summary>
    private bool Is(object? data, ITypeSymbol? written)
    {
        ITypeSymbol? type = Resolve(written);
        if (data is null) { return false; }
        if (type is null or { SpecialType: SpecialType.System_Object }) { return true; }
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        return data switch
        {
            ObjectValue { Type: var actual } => compilation.ClassifyCommonConversion(actual, type) is { IsIdentity: true }
                or { IsReference: true, IsImplicit: true } || IsBoxed(actual, type),
            EnumValue member => SymbolEqualityComparer.Default.Equals(member.Type, type),
            TensorValue => type.Name == "Tensor",
            ShapeValue => type.Name is "TensorShape" || type.TypeKind == TypeKind.Interface,
            TupleValue tuple => type is INamedTypeSymbol { IsTupleType: true } named && named.TupleElements.Length == tuple.Items.Length,
            ListValue { Type: { } actual } => compilation.ClassifyCommonConversion(actual, type) is { Exists: true, IsImplicit: true },
            MapValue { Type: { } actual } => compilation.ClassifyCommonConversion(actual, type) is { Exists: true, IsImplicit: true },
            FunctionValue => type.TypeKind == TypeKind.Delegate,
            string => type.SpecialType == SpecialType.System_String || type.TypeKind == TypeKind.Interface,
            bool => type.SpecialType == SpecialType.System_Boolean,
            char => type.SpecialType == SpecialType.System_Char,
            _ => Numbers.Convert(0, type.SpecialType, isChecked: false)?.GetType() == data.GetType(),
        };
    }

    private bool IsBoxed(ITypeSymbol actual, ITypeSymbol type) =>
        actual.IsValueType && compilation.ClassifyCommonConversion(actual, type) is { Exists: true, IsImplicit: true,
            IsUserDefined: false };
}
