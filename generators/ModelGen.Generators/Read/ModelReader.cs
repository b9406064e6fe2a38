using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Read;

/// <summary>From symbols to a <see cref="ModelSpec"/>: the only stage that sees Roslyn.</summary>
internal static class ModelReader
{
    /// <summary>The end of every generated file's name.</summary>
    public const string FileSuffix = ".ModelGen.g.cs";

    // Generated files lie in a folder that is called after the generator, in a compilation as on a disk.
    private const string Folder = "ModelGen.Generators.ModelGenerator";
    private static readonly char[] s_separators = ['/', '\\'];

    /// <summary>
    /// Reads a class that carries [Input] or a layer; null if it carries neither, or is no declaration that could be read: the compiler
    /// then reports it itself.
    /// </summary>
    public static ModelSpec? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        IReadOnlyList<AttributeData> attributes = LayerAttributes(type);
        if (attributes.Count == 0 || !Identifiers.AreWritten(type)) { return null; }
        cancellation.ThrowIfCancellationRequested();

        var findings = new List<Finding>();
        bool hasSeveralEnds = attributes.Count(AttributeReader.IsInput) > 1 || attributes.Count(AttributeReader.IsOutput) > 1;
        bool canDerive = DeclarationReader.Read(type, attributes, hasSeveralEnds, findings, cancellation);
        for (int i = 0; i < attributes.Count; i++)
        {
            if (AttributeReader.Unknown(attributes[i], i) is { } finding) { findings.Add(finding); }
        }

        bool isComplete = attributes.All(a => AttributeReader.IsComplete(a, cancellation));
        return Spec(type, attributes, findings, canDerive, isComplete);
    }

    /// <summary>What is known of a class whose reading has failed: its name, and whether a stub can be added.</summary>
    public static ModelSpec Unread(INamedTypeSymbol type, Finding fault, CancellationToken cancellation)
    {
        bool canDerive = Identifiers.AreWritten(type) && DeclarationReader.Read(type, [], hasSeveralEnds: false, [], cancellation);
        return Spec(type, [], [fault], canDerive, isComplete: true);
    }

    /// <summary>The attributes that declare layers, [Input] included, and those that people would take for such, in source order.</summary>
    public static IReadOnlyList<AttributeData> LayerAttributes(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface)) { return []; }
        ImmutableArray<AttributeData> all = type.GetAttributes();
        if (!all.Any(AttributeReader.IsLayer)) { return []; }
        AttributeData[] found = [.. all.Where(a => AttributeReader.IsLayer(a) || AttributeReader.LooksLikeLayer(a))];
        var trees = found.Select(a => a.ApplicationSyntaxReference?.SyntaxTree).Distinct().ToList();
        return [.. found.OrderBy(a => trees.IndexOf(a.ApplicationSyntaxReference?.SyntaxTree))
            .ThenBy(a => a.ApplicationSyntaxReference?.Span.Start ?? 0)];
    }

    /// <summary>The class's [Model], or null.</summary>
    public static AttributeData? ModelAttribute(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(a => AttributeReader.IsOurs(a) && a.AttributeClass!.Name == "ModelAttribute");

    /// <summary>Whether a tree was written by this generator.</summary>
    public static bool IsGenerated(SyntaxTree tree) =>
        tree.FilePath.EndsWith(FileSuffix, StringComparison.Ordinal) && IsInFolder(tree.FilePath);

    // Asked for every node of a file.
    private static bool IsInFolder(string path)
    {
        int start = path.LastIndexOfAny(s_separators) - Folder.Length;
        return start >= 0 && string.CompareOrdinal(path, start, Folder, 0, Folder.Length) == 0
            && (start == 0 || path[start - 1] is '/' or '\\');
    }

    private static bool IsGenerated(Location place) => place.SourceTree is { } tree && IsGenerated(tree);

    /// <summary>A model of nodes that were read, by attributes or by a method.</summary>
    public static ModelSpec Spec(INamedTypeSymbol type, IReadOnlyList<NodeSpec> nodes, IReadOnlyList<OutputSpec> outputs,
        IEnumerable<Finding> findings, bool canDerive, bool isComplete) => new(
            string.Join(".", Identifiers.Namespaces(type).Select(Identifiers.Escape)),
            new EquatableArray<string>(Identifiers.Containers(type)),
            Identifiers.Escape(type.Name),
            type.Name,
            ModelAttribute(type)?.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string,
            new EquatableArray<NodeSpec>(nodes),
            new EquatableArray<OutputSpec>(outputs),
            new EquatableArray<Finding>(findings),
            canDerive,
            isComplete,
            Identifiers.HintName(type))
        {
            NamesClass = NamesClass(type),
            Setup = Setup(type),
            Classes = ClassesReader.Read(type),
        };

    // The next number where the user has a member, or the class itself, that is called so.
    private static string NamesClass(INamedTypeSymbol type)
    {
        const string name = "Names";
        string free = name;
        for (int number = 2; free == type.Name || type.GetMembers(free).Any(member => !member.Locations.All(IsGenerated)); number++)
        {
            free = name + Text.Plain(number);
        }

        return free;
    }

    private static SetupSpec? Setup(INamedTypeSymbol type)
    {
        if (type.GetAttributes().FirstOrDefault(a => AttributeReader.IsOurs(a) && AttributeReader.ShortName(a) == SetupSpec.Attribute)
            is not { } attribute) { return null; }
        TypedConstant Value(string name) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value;
        TypedConstant metrics = Value("Metrics");
        bool hasMetrics = metrics.Kind == TypedConstantKind.Array && !metrics.IsNull;
        return new SetupSpec(Value("Optimizer").Value as string, Value("LearningRate").Value as double?, Value("Loss").Value as string,
            new EquatableArray<string>(hasMetrics ? metrics.Values.Select(value => value.Value as string ?? "") : []));
    }

    private static ModelSpec Spec(
        INamedTypeSymbol type, IReadOnlyList<AttributeData> attributes, List<Finding> findings, bool canDerive, bool isComplete)
    {
        // Where the compiler reports an error itself, or there is no order, names may mean nothing.
        bool isReadable = isComplete && findings.All(finding => finding.Rule != RuleIds.SpreadDeclaration);
        var (nodes, outputs) = GraphReader.Read([.. attributes.Select(AttributeReader.Read)], isReadable ? findings : []);
        return Spec(type, nodes, outputs, findings, canDerive, isComplete);
    }
}
