using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Evaluate;

/// <summary>Calls that make layers.</summary>
internal sealed partial class Evaluator
{
    private const int MostLayers = 5_000;
    private const string ShapeType = "TensorShape", Expected = "Expect";

    private readonly Dictionary<string, INamedTypeSymbol?> _attributes = [];

    private static bool IsOurs(INamedTypeSymbol? type) => type is not null && AttributeReader.IsOurs(type);

    private static bool IsLayer(IMethodSymbol method) => AttributeReader.IsTensor(method.ContainingType)
        && method.MethodKind == MethodKind.Ordinary && (LayerCatalog.Find(method.Name) is not null || method.Name == Expected);

    private Value AddLayer(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        var tensors = new List<(Value Value, SyntaxNode Place)>();
        if (call.Instance is { } instance) { tensors.Add((Evaluate(instance), instance.Syntax)); }
        var arguments = new List<(IArgumentOperation Written, Value Value)>();
        foreach (IArgumentOperation argument in call.Arguments)
        {
            Value value = Evaluate(argument.Value);
            arguments.Add((argument, value));
            if (value.Data is TensorValue) { tensors.Add((value, argument.Value.Syntax)); }
            else if (argument.Parameter is { Name: "inputs" })
            {
                tensors.AddRange(Items(value, argument.Value).Select(item => (item, argument.Value.Syntax)));
            }
        }

        int[] reads = [.. tensors.Select(tensor => NodeOf(tensor.Value))];
        if (reads.Length == 0) { throw Refuse(call, $"{method.Name} of no tensor at all", "Give it two or more"); }
        var site = new Site(call.Syntax, Name(call.Syntax), _frame.Call);
        for (int i = 0; i < tensors.Count; i++) { site.Add($"inputs[{Text.Plain(i)}]", tensors[i].Place, null); }
        if (method.Name == Expected) { return Expect(arguments[0].Value, reads[0], site, arguments[0].Written); }

        INamedTypeSymbol? attribute = AttributeOf(method);
        var spec = new List<Argument>();
        foreach ((IArgumentOperation written, Value value) in arguments.Where(a => a.Written.Parameter is not null))
        {
            string name = written.Parameter!.Name, property = Property(name);
            bool isProperty = IsProperty(attribute, property);
            if (value.Data is TensorValue || name == "inputs" || value.Data is null) { continue; }
            bool isWritten = written.ArgumentKind != ArgumentKind.DefaultValue;
            if (isProperty && !isWritten) { continue; }
            string called = isProperty ? property : name;
            spec.Add(new Argument(called, Plain(value)));
            if (isWritten) { Add(site, called, written, value); }
        }

        // As attributes have them: what a constructor takes first, then properties.
        IEnumerable<Argument> ordered = spec.OrderBy(argument => char.IsUpper(argument.Name[0]));
        return Add(new LayerSpec(method.Name, new EquatableArray<Argument>(ordered)), reads, site);
    }

    private static void Add(Site site, string name, IArgumentOperation written, Value value)
    {
        bool isOpen = written.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection;
        site.Add(name, isOpen && written.Syntax is InvocationExpressionSyntax { ArgumentList: var list } ? list : written.Syntax,
            value.Origin);
        if (value.Data is not ListValue items) { return; }
        for (int i = 0; i < items.Count; i++)
        {
            SyntaxNode? origin = items.Items[i].Value.Origin;
            site.Add($"{name}[{Text.Plain(i)}]", origin is not null && written.Syntax.Span.Contains(origin.Span) ? origin : written.Syntax,
                origin);
        }
    }

    private INamedTypeSymbol? AttributeOf(IMethodSymbol method)
    {
        if (_attributes.TryGetValue(method.Name, out INamedTypeSymbol? attribute)) { return attribute; }
        attribute = method.ContainingNamespace.GetTypeMembers(method.Name + "Attribute").FirstOrDefault();
        _attributes.Add(method.Name, attribute);
        return attribute;
    }

    private static string Property(string parameter) => char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);

    private static bool IsProperty(INamedTypeSymbol? attribute, string name)
    {
        for (INamedTypeSymbol? type = attribute; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).OfType<IPropertySymbol>().Any(p => p.SetMethod?.DeclaredAccessibility == Accessibility.Public))
            {
                return true;
            }
        }

        return false;
    }

    // A value as an attribute's argument is read.
    private static object? Plain(Value value) => value.Data switch
    {
        ListValue list when list.All(item => item.Data is string) && list.Count > 0 =>
            new EquatableArray<string>(list.Select(item => (string)item.Data!)),
        ListValue list => new EquatableArray<int>(list.Select(item => item.Data is int number ? number : 0)),
        EnumValue member => member.ToString(),
        float number => (double)number,
        var other => other,
    };

    private Value AddArithmetic(IMethodSymbol method, Value[] operands, IOperation operation)
    {
        SyntaxNode[] places = operation switch
        {
            IBinaryOperation binary => [binary.LeftOperand.Syntax, binary.RightOperand.Syntax],
            ICompoundAssignmentOperation compound => [compound.Target.Syntax, compound.Value.Syntax],
            IUnaryOperation unary => [unary.Operand.Syntax],
            _ => throw Refused(operation),
        };
        var site = new Site(operation.Syntax, OperatorOf(operation.Syntax), _frame.Call);
        int[] reads = [.. operands.Select(operand => operand.Data).OfType<TensorValue>().Select(tensor => tensor.Node)];
        if (operands.Any(operand => operand.Data is null)) { throw new ThrownException("NullReferenceException: a tensor is null"); }
        int number = Array.FindIndex(operands, operand => operand.Data is double);
        string sign = method.Name switch
        {
            WellKnownMemberNames.AdditionOperatorName => "+",
            WellKnownMemberNames.SubtractionOperatorName or WellKnownMemberNames.UnaryNegationOperatorName => "-",
            WellKnownMemberNames.MultiplyOperatorName => "*",
            WellKnownMemberNames.DivisionOperatorName => "/",
            _ => throw Refused(operation),
        };
        if (number < 0)
        {
            for (int i = 0; i < places.Length; i++) { site.Add($"inputs[{Text.Plain(i)}]", places[i], null); }
            return Add(new LayerSpec(operands.Length == 1 ? Arithmetic.Negative : Arithmetic.Merge(sign), default), reads, site);
        }

        site.Add(Arithmetic.Number, places[number], operands[number].Origin);
        return Add(new LayerSpec(Arithmetic.WithNumber(sign, numberFirst: number == 0),
            new EquatableArray<Argument>(new Argument(Arithmetic.Number, operands[number].Data))), reads, site);
    }

    private Value Add(LayerSpec spec, int[] reads, Site site)
    {
        Step(site.Node);
        if (Graph.Nodes.Count >= MostLayers)
        {
            throw Stop(RuleIds.TooLong, LongestLoop?.Place ?? site.Node, $"{Text.Number(MostLayers)} layers", "Make fewer");
        }

        int shares = _frame.Shared?.Next(spec, Graph.Nodes.Count, site, this) ?? -1;
        return new(new TensorValue(Graph.Add(spec, reads, site, shares)));
    }

    private Value Expect(Value sizes, int node, Site site, IArgumentOperation written)
    {
        Shape expected = new([.. Items(sizes, written.Value).Select(size => size.Data is int n ? n : 0)]), found = Graph.ShapeOf(node);
        if (found.IsKnown && !found.Equals(expected))
        {
            Add(site, "shape", written, sizes);
            Graph.Findings.Add(new Finding(RuleIds.OtherShape, Graph.Place(site), "shape",
                new EquatableArray<string>(Evaluation.Where(_frame.Call, CallsOf), expected.ToString(), found.ToString(), found.ToSizes()),
                Graph.Nodes[node].Attribute)
            {
                Suggestions = new EquatableArray<Suggestion>(new Suggestion("shape", found.ToSizes())),
            });
        }

        return new(new TensorValue(node));
    }

    // Where the compiler refuses an assignment, something else may stand in a tensor's place.
    private static int NodeOf(Value value) => value.Data switch
    {
        TensorValue tensor => tensor.Node,
        null => throw new ThrownException("NullReferenceException: a tensor is null"),
        _ => throw new KnownException(isCompilers: true),
    };

    private Value OfTensor(Value receiver, IPropertySymbol property, SyntaxNode place)
    {
        Shape shape = Graph.ShapeOf(NodeOf(receiver));
        if (property.Name != "Shape" && !shape.IsKnown) { throw new KnownException(isCompilers: false); }
        return new(property.Name switch
        {
            "Shape" => new ShapeValue(shape),
            "Channels" => shape.Last,
            "Size" => shape.Size,
            _ => throw NotHere(property, place),
        });
    }

    private static SyntaxNode Name(SyntaxNode call) => call is InvocationExpressionSyntax invocation
        ? invocation.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name,
            MemberBindingExpressionSyntax member => member.Name,
            var other => other,
        }
        : call;

    private static SyntaxNodeOrToken OperatorOf(SyntaxNode operation) => operation switch
    {
        BinaryExpressionSyntax binary => binary.OperatorToken,
        AssignmentExpressionSyntax assignment => assignment.OperatorToken,
        PrefixUnaryExpressionSyntax unary => unary.OperatorToken,
        _ => operation,
    };

    // Where a tensor is kept in a variable, its shape can be shown.
    private void NoteShape(SyntaxNode assignment, Value value)
    {
        if (value.Data is TensorValue tensor) { Graph.Note(assignment, tensor.Node); }
    }
}
