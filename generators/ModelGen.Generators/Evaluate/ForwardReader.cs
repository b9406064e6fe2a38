using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Evaluate;

/// <summary>From a class with [Model] and a Forward method of tensors to a <see cref="ModelSpec"/>.</summary>
internal static class ForwardReader
{
    /// <summary>The method's name.</summary>
    public const string Forward = "Forward";

    /// <summary>The Forward method of a model that has one; null of any other type, and of one whose layers are attributes.</summary>
    public static IMethodSymbol? Find(INamedTypeSymbol type) =>
        ModelReader.ModelAttribute(type) is not null && ModelReader.LayerAttributes(type).Count == 0 && Identifiers.AreWritten(type)
            ? Method(type) : null;

    /// <summary>A method that people would take for the model's Forward: of several the one that has tensors.</summary>
    public static IMethodSymbol? Method(INamedTypeSymbol type) => type.GetMembers(Forward).OfType<IMethodSymbol>()
        .Where(method => method.DeclaringSyntaxReferences.Any(reference => !ModelReader.IsGenerated(reference.SyntaxTree)))
        .OrderByDescending(IsOfTensors).FirstOrDefault();

    /// <summary>Whether a method takes or gives tensors.</summary>
    public static bool IsOfTensors(IMethodSymbol method) =>
        Outputs(method).Any(output => AttributeReader.IsTensor(output.Type))
        || method.Parameters.Any(parameter => AttributeReader.IsTensor(parameter.Type));

    /// <summary>The classes of a program that have a Forward method, with it, in the order of its files.</summary>
    public static IEnumerable<(INamedTypeSymbol Type, IMethodSymbol Forward)> Models(Compilation compilation,
        CancellationToken cancellation)
    {
        var types = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (MethodDeclarationSyntax method in Methods(compilation, cancellation))
        {
            if (compilation.GetSemanticModel(method.SyntaxTree).GetDeclaredSymbol(method, cancellation) is { ContainingType: { } type }
                && types.Add(type) && Find(type) is { } forward) { yield return (type, forward); }
        }
    }

    /// <summary>The methods of a program that are called so.</summary>
    public static IEnumerable<MethodDeclarationSyntax> Methods(Compilation compilation, CancellationToken cancellation) =>
        compilation.SyntaxTrees.Where(tree => !ModelReader.IsGenerated(tree)).SelectMany(tree => ForwardSyntax.In(tree, cancellation));

    /// <summary>The evaluations of all of them.</summary>
    public static IEnumerable<Evaluation> All(Compilation compilation, CancellationToken cancellation) =>
        Models(compilation, cancellation).Select(model => Read(model.Type, model.Forward, compilation, cancellation));

    public static Evaluation Read(INamedTypeSymbol type, IMethodSymbol forward, Compilation compilation, CancellationToken cancellation)
    {
        var evaluator = new Evaluator(compilation, cancellation);
        var findings = new List<Finding>();
        TensorGraph graph = evaluator.Graph;
        var signature = new ForwardSignature(forward, graph, findings, cancellation);
        bool severalEnds = forward.Parameters.Length > 1 || Outputs(forward).Count > 1;
        bool canDerive = DeclarationReader.Read(type, [], severalEnds, findings, cancellation);
        var outputs = new List<OutputSpec>();
        int[] inputs = signature.AddInputs();
        bool isComplete = signature.IsComplete; // of the inputs too
        if (signature.IsRight && isComplete)
        {
            try
            {
                Value returned = evaluator.Run(forward, inputs);

                // Where nothing is returned at all the compiler says so.
                if (evaluator.HasReturned) { outputs.AddRange(signature.ReadOutputs(returned)); } else { isComplete = false; }
            }
            catch (KnownException known)
            {
                isComplete &= !known.IsCompilers;
            }
            catch (Exception fault) when (fault is not (OperationCanceledException or StoppedException)
                && IsRefused(evaluator, compilation))
            {
                // What is left of a program that the compiler refuses may have any form.
                isComplete = false;
            }
            catch (StoppedException stopped)
            {
                graph.Sites.Add(new Site(stopped.Place, stopped.Place, stopped.Call));
                string where = Evaluation.Where(stopped.Call, evaluator.CallsOf);
                findings.Add(new Finding(stopped.Rule, graph.Sites.Count - 1, null,
                    new EquatableArray<string>((string[])[where, .. stopped.Values])));
            }
        }

        findings.AddRange(graph.Findings);
        bool isRead = outputs.Count > 0;
        if (isRead) { findings.AddRange(Unread(graph, outputs, signature.GivenInputs)); }
        else { outputs.AddRange(Outputs(forward).Select(output => new OutputSpec(-1, output.Name, -1))); }
        NodeSpec[] nodes = Named(graph, outputs, evaluator.CallsOf);
        ModelSpec model = ModelReader.Spec(type, nodes, outputs, findings, canDerive, isComplete) with
        {
            Method = Forward,
            IsRead = isRead,
        };
        return new Evaluation(model, graph.Sites, evaluator.CallsOf,
            graph.Assignments.ToDictionary(pair => pair.Key, pair => pair.Value.Select(graph.ShapeOf).Distinct().ToArray()),
            [.. evaluator.Visited, .. forward.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree)]);
    }

    private static bool IsRefused(Evaluator evaluator, Compilation compilation) => evaluator.Visited.Any(tree =>
        compilation.GetSemanticModel(tree).GetDiagnostics().Any(error => error.Severity == DiagnosticSeverity.Error));

    /// <summary>The types and names of what a method returns.</summary>
    public static IReadOnlyList<(ITypeSymbol Type, string? Name)> Outputs(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            ? [.. tuple.TupleElements.Select(element => (element.Type, element.IsExplicitlyNamedTupleElement ? element.Name : null))]
            : [(method.ReturnType, null)];

    private static IEnumerable<Finding> Unread(TensorGraph graph, List<OutputSpec> outputs, HashSet<int> given) =>
        from unread in UnreadNodes.In(graph.Nodes, outputs)
        let node = graph.Nodes[unread.Index]
        where !given.Contains(unread.Index)
        select new Finding(node.IsInput ? RuleIds.UnreadInput : RuleIds.UnreadValue, node.Attribute, null,
            new EquatableArray<string>(unread.Title, node.IsInput ? "Use the parameter" : "Return it, or give it to another layer"));

    // Where each was made is part of what messages say; layers without a name are called by their outputs.
    private static NodeSpec[] Named(TensorGraph graph, List<OutputSpec> outputs, Func<IMethodSymbol, int> calls)
    {
        var made = new HashSet<SyntaxNode>();
        NodeSpec[] nodes =
        [
            .. graph.Nodes.Select(node => node with
            {
                Where = Evaluation.Where(graph.Sites[node.Attribute].Call, calls),
                IsRepeated = !made.Add(graph.Sites[node.Attribute].Node),
            }),
        ];
        var taken = new HashSet<string>(nodes.Select(node => node.Layer.Text("Name")).Where(name => name != ""));
        foreach (OutputSpec output in outputs.Where(output => output is { Node: >= 0, Name: not (null or "") }))
        {
            if (nodes[output.Node].Layer.Has("Name") || !taken.Add(output.Name!)) { continue; }
            nodes[output.Node] = nodes[output.Node] with { OutputName = output.Name };
        }

        return nodes;
    }
}
