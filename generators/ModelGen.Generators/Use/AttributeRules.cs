using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>
/// Attributes of which the compiler makes nothing: misspelt layers, and arguments that a layer does not have. The compiler's own words are
/// about namespaces and constructors; ours say which layer, and what to write.
/// </summary>
internal static class AttributeRules
{
    /// <summary>What a required argument may be, for those who leave it out.</summary>
    private static readonly Dictionary<string, string> s_examples = new()
    {
        ["filters"] = "32", ["kernelSize"] = "3", ["units"] = "10", ["rate"] = "0.5", ["activation"] = "Activation.ReLU", ["scale"] = "2",
    };

    /// <summary>Whether an attribute stands where a layer may stand: on a type with layers, or on a method.</summary>
    public static bool MayBeLayer(AttributeSyntax attribute) => attribute.Parent?.Parent switch
    {
        TypeDeclarationSyntax type => type.AttributeLists.SelectMany(list => list.Attributes).Any(other =>
            LayerCatalog.Contains(LayerSyntax.NameOf(other))),
        MethodDeclarationSyntax or ParameterSyntax => LayerCatalog.Contains(LayerSyntax.NameOf(attribute)),
        _ => false,
    };

    /// <summary>Checks an attribute.</summary>
    public static void Check(AttributeSyntax attribute, UseContext context)
    {
        SymbolInfo found = context.Semantics.GetSymbolInfo(attribute, context.Cancellation);
        if (context.Semantics.GetTypeInfo(attribute, context.Cancellation).Type is not INamedTypeSymbol type
            || type.TypeKind == TypeKind.Error)
        {
            if (found.Symbol is null && found.CandidateReason is CandidateReason.None or CandidateReason.NotAnAttributeType)
            {
                CheckName(attribute, context);
            }
        }
        else if (AttributeReader.IsOurs(type) && LayerCatalog.Contains(LayerSyntax.WithoutSuffix(type.Name)))
        {
            CheckArguments(attribute, type, found.Symbol as IMethodSymbol, context);
        }
    }

    private static void CheckName(AttributeSyntax attribute, UseContext context)
    {
        string written = LayerSyntax.NameOf(attribute);
        if (KerasLayers.Instead(written) is not null) { return; }
        if (LayerWords.NearLayer(written) is { } near)
        {
            context.Report(RuleIds.MisspeltLayer, attribute.Name, [written, $"Write [{near}]"], repairs: [new($"Write {near}", near)]);
        }
        else if (LayerWords.NearNotYet(written) is { } notYet)
        {
            context.Report(RuleIds.MisspeltLayer, attribute.Name,
                [written, $"Keras has {notYet}, which is not there yet. {KerasLayers.Instead(notYet)}"]);
        }
    }

    private static void CheckArguments(AttributeSyntax attribute, INamedTypeSymbol type, IMethodSymbol? constructor, UseContext context)
    {
        string layer = LayerSyntax.WithoutSuffix(type.Name);
        AttributeArgumentSyntax[] written = attribute.ArgumentList is { } list ? [.. list.Arguments] : [];
        var names = new LayerArguments(type);
        bool isSaid = false;
        foreach (AttributeArgumentSyntax argument in written)
        {
            isSaid |= CheckName(argument, layer, names, context) || CheckValue(argument, layer, names, context);
            CheckDivision(argument, layer, constructor, context);
        }

        if (isSaid || constructor is not null || type.InstanceConstructors.All(c => c.Parameters.Length == 0)) { return; }
        // The compiler says of an unfinished argument what it lacks.
        if (attribute.GetDiagnostics().Any(found => found.Severity == DiagnosticSeverity.Error)) { return; }
        if (CheckOrder(attribute, written, layer, type, context)) { return; }
        CheckMissing(attribute, written, layer, type, context);
    }

    // use_bias: false; activation = Activation.ReLU, where it is activation: Activation.ReLU.
    private static bool CheckName(AttributeArgumentSyntax argument, string layer, LayerArguments names, UseContext context)
    {
        SimpleNameSyntax? name = argument.NameEquals?.Name ?? argument.NameColon?.Name;
        if (name is null || (argument.NameEquals is not null ? names.IsProperty(name.Identifier.ValueText)
            : names.IsParameter(name.Identifier.ValueText))) { return false; }
        string written = name.Identifier.ValueText;
        if (LayerWords.NearArgument(written, names.All) is not { } near)
        {
            context.Report(RuleIds.UnknownArgument, name, [layer, $"it has no argument {written}", $"It has {Text.List(names.All)}"]);
            return true;
        }

        string code = ValueOf(argument.Expression, near, names, context) ?? argument.Expression.ToString();
        string instead = names.IsProperty(near) ? $"{near} = {code}" : $"{near}: {code}";
        context.Report(RuleIds.UnknownArgument, argument, [layer, $"it has no argument {written}", $"Write {instead}"],
            repairs: [new Repair($"Write {instead}", instead)]);
        return true;
    }

    // [Dropout(1 / 2)], which is 0.
    private static void CheckDivision(AttributeArgumentSyntax argument, string layer, IMethodSymbol? constructor, UseContext context)
    {
        if (context.Semantics.GetTypeInfo(argument.Expression, context.Cancellation).ConvertedType?.SpecialType
            != SpecialType.System_Double) { return; }
        string name = (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText
            ?? constructor?.Parameters.FirstOrDefault()?.Name ?? "it";
        RangeRules.CheckDivision(argument.Expression, $"{layer}: {name}", context);
    }

    // "relu" or relu for Activation.ReLU, (5, 5) for 5, 5.
    private static bool CheckValue(AttributeArgumentSyntax argument, string layer, LayerArguments names, UseContext context)
    {
        ExpressionSyntax expression = argument.Expression;
        while (expression is ParenthesizedExpressionSyntax inside) { expression = inside.Expression; }
        string? name = (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText;
        if (expression is TupleExpressionSyntax tuple)
        {
            string parts = string.Join(", ", tuple.Arguments.Select(part => part.Expression));
            context.Report(RuleIds.UnknownArgument, argument, [layer, "its sizes are numbers, one by one", $"Write {parts}"],
                repairs: name is null ? [new Repair($"Write {parts}", parts)] : []);
            return true;
        }

        if (Word(expression, context) is not { } word) { return false; }
        foreach (INamedTypeSymbol candidate in name is null ? names.Enums : names.Enums.Where(e => e.Name == names.TypeOf(name)?.Name))
        {
            if (MemberOf(word, candidate) is not { } member) { continue; }
            string code = $"{candidate.Name}.{member}";
            if (expression.ToString() == code) { continue; } // The name means something else here, which the compiler says.
            string instead = name is null && names.EnumPositions.All(position => position.Name != candidate.Name)
                ? $"{names.PropertyOf(candidate)} = {code}"
                : name is null ? code : argument.ToString().Replace(expression.ToString(), code);
            context.Report(RuleIds.UnknownArgument, argument, [layer, $"{expression} is no {candidate.Name}", $"Write {instead}"],
                repairs: [new Repair($"Write {instead}", instead)]);
            return true;
        }

        return false;
    }

    // [Dense(Activation.ReLU, 10)], where the units come first.
    private static bool CheckOrder(AttributeSyntax attribute, AttributeArgumentSyntax[] written, string layer, INamedTypeSymbol type,
        UseContext context)
    {
        AttributeArgumentSyntax[] positional = [.. written.Where(argument => argument.NameEquals is null && argument.NameColon is null)];
        ITypeSymbol?[] types = [.. positional.Select(a => context.Semantics.GetTypeInfo(a.Expression, context.Cancellation).Type)];
        foreach (IMethodSymbol constructor in type.InstanceConstructors.Where(c => c.Parameters.Length >= positional.Length))
        {
            var left = new List<int>(Enumerable.Range(0, positional.Length));
            var order = new List<string>();
            foreach (IParameterSymbol parameter in constructor.Parameters.Take(positional.Length))
            {
                int found = left.FindIndex(i => SymbolEqualityComparer.Default.Equals(types[i], parameter.Type));
                if (found < 0) { break; }
                order.Add(positional[left[found]].ToString());
                left.RemoveAt(found);
            }

            if (order.Count < 2 || left.Count > 0 || order.SequenceEqual(positional.Select(a => a.ToString()))) { continue; }
            string code = $"{attribute.Name}({string.Join(", ", order.Concat(written.Except(positional).Select(a => a.ToString())))})";
            context.Report(RuleIds.UnknownArgument, attribute, [layer, "its arguments come in another order", $"Write [{code}]"],
                repairs: [new Repair($"Write {code}", code)]);
            return true;
        }

        return false;
    }

    private static void CheckMissing(AttributeSyntax attribute, AttributeArgumentSyntax[] written, string layer, INamedTypeSymbol type,
        UseContext context)
    {
        int positional = written.Count(argument => argument.NameEquals is null && argument.NameColon is null);
        string[] named = [.. written.Select(argument => argument.NameColon?.Name.Identifier.ValueText).OfType<string>()];
        IMethodSymbol constructor = type.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public)
            .OrderBy(c => c.Parameters.Count(p => !p.IsOptional && !p.IsParams)).First();
        IParameterSymbol[] missing = [.. constructor.Parameters.Skip(positional)
            .Where(p => !p.IsOptional && !p.IsParams && !named.Contains(p.Name))];
        if (missing.Length == 0 || missing.Any(p => !s_examples.ContainsKey(p.Name))) { return; }
        string[] arguments = [.. written.Take(positional).Select(argument => argument.ToString()),
            .. missing.Select(p => s_examples[p.Name]), .. written.Skip(positional).Select(argument => argument.ToString())];
        string code = $"{attribute.Name}({string.Join(", ", arguments)})";
        context.Report(RuleIds.MissingArgument, attribute,
            [layer, Text.List([.. missing.Select(p => p.Name)]), code], repairs: [new Repair($"Write {code}", code)]);
    }

    private static string? ValueOf(ExpressionSyntax expression, string argument, LayerArguments names, UseContext context) =>
        names.TypeOf(argument) is { TypeKind: TypeKind.Enum } type && Word(expression, context) is { } word
            && MemberOf(word, type) is { } member ? $"{type.Name}.{member}" : null;

    /// <summary>What is written as a string, or as a name that means nothing here.</summary>
    public static string? Word(ExpressionSyntax expression, UseContext context) => expression switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } text => text.Token.ValueText,
        IdentifierNameSyntax name when IsUnknown(name, context) => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Name: var name } access when IsUnknown(access, context) => name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsUnknown(ExpressionSyntax expression, UseContext context) =>
        context.Semantics.GetSymbolInfo(expression, context.Cancellation) is { Symbol: null, CandidateSymbols.IsEmpty: true };

    /// <summary>The member of an enum that is meant by a word, or null.</summary>
    public static string? MemberOf(string word, INamedTypeSymbol type) =>
        LayerWords.NearMember(word, [.. type.GetMembers().OfType<IFieldSymbol>().Select(field => field.Name)]);
}

/// <summary>What a layer's attribute can be given.</summary>
internal sealed class LayerArguments
{
    private readonly Dictionary<string, ITypeSymbol> _parameters, _properties;

    public LayerArguments(INamedTypeSymbol layer)
    {
        IParameterSymbol[] parameters = [.. layer.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public)
            .SelectMany(constructor => constructor.Parameters)];
        _parameters = parameters.GroupBy(p => p.Name).ToDictionary(same => same.Key, same => same.First().Type);
        var properties = new Dictionary<string, ITypeSymbol>();
        for (INamedTypeSymbol? type = layer; type is not null && AttributeReader.IsOurs(type); type = type.BaseType)
        {
            foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
            {
                bool isSettable = property.SetMethod is { DeclaredAccessibility: Accessibility.Public, IsInitOnly: false };
                if (isSettable && !properties.ContainsKey(property.Name)) { properties.Add(property.Name, property.Type); }
            }
        }

        _properties = properties;
        EnumPositions = [.. parameters.Select(p => p.Type).OfType<INamedTypeSymbol>().Where(IsEnum).Distinct<INamedTypeSymbol>(
            SymbolEqualityComparer.Default)];
        Enums = [.. EnumPositions.Concat(_properties.Values.OfType<INamedTypeSymbol>().Where(IsEnum))
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)];
    }

    /// <summary>The names of all arguments, those of the constructor first.</summary>
    public IReadOnlyList<string> All => [.. _parameters.Keys, .. _properties.Keys.Where(name => !_parameters.ContainsKey(name))];

    /// <summary>The enums that a constructor takes by position.</summary>
    public IReadOnlyList<INamedTypeSymbol> EnumPositions { get; }

    /// <summary>All enums that it takes.</summary>
    public IReadOnlyList<INamedTypeSymbol> Enums { get; }

    public bool IsParameter(string name) => _parameters.ContainsKey(name);

    public bool IsProperty(string name) => _properties.ContainsKey(name);

    public INamedTypeSymbol? TypeOf(string name) =>
        (_parameters.TryGetValue(name, out ITypeSymbol type) || _properties.TryGetValue(name, out type)) ? type as INamedTypeSymbol : null;

    /// <summary>The first property of an enum.</summary>
    public string PropertyOf(INamedTypeSymbol type) =>
        _properties.First(property => SymbolEqualityComparer.Default.Equals(property.Value, type)).Key;

    private static bool IsEnum(INamedTypeSymbol type) => type.TypeKind == TypeKind.Enum && AttributeReader.IsOurs(type);
}
