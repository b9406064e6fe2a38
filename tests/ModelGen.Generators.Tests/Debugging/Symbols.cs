using System.Collections.Immutable;
using System.Diagnostics;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace ModelGen.Generators.Tests.Debugging;

/// <summary>What a debugger learns of the generated file from an assembly and its portable PDB.</summary>
internal sealed class Symbols
{
    // PortableCustomDebugInfoKinds.EmbeddedSource of the format's specification.
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private Symbols(string text, ImmutableArray<TracedMethod> methods) => (Text, Methods) = (text, methods);

    /// <summary>The generated file as it is embedded in the PDB; fails where it is not.</summary>
    public string Text { get; }

    /// <summary>Its methods, lambdas among them, in the order in which they begin.</summary>
    public ImmutableArray<TracedMethod> Methods { get; }

    /// <summary>Its lines, without indentation.</summary>
    public string[] Lines => field ??= [.. Text.Split('\n').Select(line => line.Trim())];

    /// <summary>Reads those of a model, which is the only one where it is not named.</summary>
    public static Symbols Read(byte[] assembly, byte[] pdb, string model = "")
    {
        using var image = new PEReader(new MemoryStream(assembly));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb));
        (MetadataReader metadata, MetadataReader debug) = (image.GetMetadataReader(), provider.GetMetadataReader());
        DocumentHandle file = debug.Documents.Single(document => IsOf(model, debug.GetString(debug.GetDocument(document).Name)));
        IEnumerable<TracedMethod> methods = metadata.MethodDefinitions
            .Select(handle => (Handle: handle, Debug: debug.GetMethodDebugInformation(handle)))
            .Where(method => method.Debug.Document == file)
            .Select(method => Read(image, metadata, method.Handle, method.Debug));
        return new Symbols(Embedded(debug, file), [.. methods.OrderBy(method => method.Stops.First().StartLine)]);
    }

    private static TracedMethod Read(
        PEReader image, MetadataReader metadata, MethodDefinitionHandle handle, MethodDebugInformation information)
    {
        MethodDefinition method = metadata.GetMethodDefinition(handle);
        int length = image.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!.Length;
        bool isHidden = metadata.GetTypeDefinition(method.GetDeclaringType()).GetCustomAttributes()
            .Select(attribute => metadata.GetCustomAttribute(attribute).Constructor)
            .Where(constructor => constructor.Kind == HandleKind.MemberReference)
            .Select(constructor => metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent)
            .Any(type => type.Kind == HandleKind.TypeReference && metadata.StringComparer.Equals(
                metadata.GetTypeReference((TypeReferenceHandle)type).Name, nameof(DebuggerNonUserCodeAttribute)));
        return new TracedMethod(
            MetadataTokens.GetToken(handle), metadata.GetString(method.Name), !isHidden, length, [.. information.GetSequencePoints()]);
    }

    private static bool IsOf(string model, string path) =>
        path.EndsWith(".ModelGen.g.cs", StringComparison.Ordinal) && Path.GetFileName(path).StartsWith(model, StringComparison.Ordinal);

    // Four bytes say how long the text is where it is deflated, or are 0.
    private static string Embedded(MetadataReader debug, DocumentHandle file)
    {
        CustomDebugInformation source = debug.GetCustomDebugInformation(file).Select(debug.GetCustomDebugInformation)
            .Single(information => debug.GetGuid(information.Kind) == s_embeddedSource);
        byte[] blob = debug.GetBlobBytes(source.Value);
        Stream bytes = new MemoryStream(blob, sizeof(int), blob.Length - sizeof(int));
        if (BitConverter.ToInt32(blob) != 0) { bytes = new DeflateStream(bytes, CompressionMode.Decompress); }
        using var reader = new StreamReader(bytes, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>A method of the generated file.</summary>
/// <param name="Token">Its metadata token.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsUserCode">Whether its type does not ask debuggers to pass over it.</param>
/// <param name="Length">The length of its IL.</param>
/// <param name="Points">Its sequence points, by their place in the IL.</param>
internal sealed record TracedMethod(int Token, string Name, bool IsUserCode, int Length, ImmutableArray<SequencePoint> Points)
{
    /// <summary>Where a debugger can stop.</summary>
    public IEnumerable<SequencePoint> Stops => Points.Where(point => !point.IsHidden);
}
