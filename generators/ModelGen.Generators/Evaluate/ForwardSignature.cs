using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Evaluate;

/// <summary>What a Forward method takes and gives: tensors with [Input], and one tensor or a tuple of them.</summary>
internal sealed class ForwardSignature
{
    private readonly IMethodSymbol _forward;
    private readonly TensorGraph _graph;
    private readonly List<Finding> _findings;
    private readonly CancellationToken _cancellation;
    private readonly MethodDeclarationSyntax? _syntax;

    public ForwardSignature(IMethodSymbol forward, TensorGraph graph, List<Finding> findings, CancellationToken cancellation)
    {
        (_forward, _graph, _findings, _cancellation) = (forward, graph, findings, cancellation);
        _syntax = forward.DeclaringSyntaxReferences[0].GetSyntax(cancellation) as MethodDeclarationSyntax;
        IsComplete = _syntax is { Body: not null } or { ExpressionBody: not null } && !HasUnknownTypes;
        if (IsComplete) { Check(); }
    }

    /// <summary>The inputs that are returned as they are, which a finding says.</summary>
    public HashSet<int> GivenInputs { get; } = [];

    /// <summary>Whether the compiler understands all of it.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether it can be evaluated.</summary>
    public bool IsRight { get; private set; } = true;

    private bool HasUnknownTypes => _forward.ReturnType.TypeKind == TypeKind.Error
        || _forward.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error);

    /// <summary>Adds a node for each parameter: the parameter's name is the input's.</summary>
    public int[] AddInputs() => [.. _forward.Parameters.Select(AddInput)];

    /// <summary>The nodes of what it has returned.</summary>
    public IEnumerable<OutputSpec> ReadOutputs(Value returned)
    {
        IReadOnlyList<(ITypeSymbol Type, string? Name)> outputs = ForwardReader.Outputs(_forward);
        Value[] values = returned.Data is TupleValue tuple ? [.. tuple.Items.Select(item => item.Value)] : [returned];

        // The compiler refuses what is no such tuple, and what is no tensor.
        if (values.Length != outputs.Count || values.Any(value => value.Data is not (TensorValue or null)))
        {
            throw new KnownException(isCompilers: true);
        }

        var given = new HashSet<int>();
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i].Data is not TensorValue { Node: var node })
            {
                Report(RuleIds.ForwardSignature, _syntax!.ReturnType, "what it returns is null");
                yield break;
            }

            int site = Add(OutputSyntax(i));
            NodeSpec spec = _graph.Nodes[node];
            if (spec.IsInput)
            {
                _findings.Add(new Finding(RuleIds.OutputOfNothing, site, null, new EquatableArray<string>(
                    "Forward", $"Apply a layer to {_forward.Parameters[node].Name} first")));
                GivenInputs.Add(node);
                yield return new OutputSpec(-1, outputs[i].Name, site);
            }
            else if (!given.Add(node))
            {
                int number = _graph.Nodes.Take(node + 1).Count(other => !other.IsInput);
                _findings.Add(new Finding(RuleIds.OutputTwice, site, null, new EquatableArray<string>(
                    $"Layer {Text.Plain(number)}, {LayerCatalog.NameOf(spec.Layer)}", "Return it once")));
                yield return new OutputSpec(-1, outputs[i].Name, site);
            }
            else { yield return new OutputSpec(node, outputs[i].Name, site); }
        }
    }

    private int AddInput(IParameterSymbol parameter)
    {
        SyntaxNode syntax = parameter.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
        AttributeData? input = parameter.GetAttributes().FirstOrDefault(AttributeReader.IsInput);
        if (input is null) { return _graph.AddInput(new LayerSpec(LayerSpec.Input, default), new Site(syntax, syntax, null)); }
        IsComplete &= AttributeReader.IsComplete(input, _cancellation);
        LayerSpec spec = AttributeReader.Read(input);
        if (!spec.IsSet("Name"))
        {
            spec = spec with { Arguments = new EquatableArray<Argument>(spec.Arguments.Append(new Argument("Name", parameter.Name))) };
        }
        return _graph.AddInput(spec, input.ApplicationSyntaxReference?.GetSyntax(_cancellation) is AttributeSyntax attribute
            ? new Site(attribute, attribute.Name, null) { Attribute = attribute, Constructor = input.AttributeConstructor }
            : new Site(syntax, syntax, null));
    }

    private void Check()
    {
        if (_forward.IsAsync || _forward.IsGenericMethod)
        {
            Wrong(_syntax!.Identifier, _forward.IsAsync ? "it is async" : "it is generic");
        }
        if (!_forward.IsStatic) { Wrong(_syntax!.Identifier, "it is not static"); }
        if (_forward.Parameters.Length == 0) { Wrong(_syntax!.ParameterList, "it has no parameter"); }
        foreach (IParameterSymbol parameter in _forward.Parameters)
        {
            SyntaxNode place = parameter.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
            if (!AttributeReader.IsTensor(parameter.Type))
            {
                Wrong(place, $"{parameter.Name} is of the type {parameter.Type.ToDisplayString()}, and not a ModelGen.Tensor");
            }
            else if (parameter.RefKind != RefKind.None || parameter.IsParams) { Wrong(place, $"{parameter.Name} is passed by reference"); }
            else if (!parameter.GetAttributes().Any(AttributeReader.IsInput)) { Wrong(place,
                $"nothing says the shape of {parameter.Name}"); }
        }

        if (ForwardReader.Outputs(_forward).FirstOrDefault(output => !AttributeReader.IsTensor(output.Type)) is { Type: { } type })
        {
            Wrong(_syntax!.ReturnType, $"it returns {type.ToDisplayString()} and not a Tensor, or a tuple of Tensors");
        }

        if (_forward.DeclaredAccessibility != Accessibility.Private)
        {
            Report(RuleIds.ForwardNotPrivate, _syntax!.Identifier, _forward.ContainingType.Name);
        }
    }

    private void Wrong(SyntaxNodeOrToken place, string what)
    {
        IsRight = false;
        Report(RuleIds.ForwardSignature, place, what);
    }

    private void Report(string rule, SyntaxNodeOrToken place, params string[] values) =>
        _findings.Add(new Finding(rule, Add(place), null, new EquatableArray<string>(values)));

    private int Add(SyntaxNodeOrToken place)
    {
        _graph.Sites.Add(new Site(_syntax!, place, null));
        return _graph.Sites.Count - 1;
    }

    private SyntaxNodeOrToken OutputSyntax(int output) => _syntax!.ReturnType is TupleTypeSyntax tuple ? tuple.Elements[output]
        : _syntax.ReturnType;
}
