using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generators.Tests;

/// <summary>What a project may set that the compiler goes by.</summary>
/// <param name="Nullable">Whether null is looked after.</param>
/// <param name="Checked">Whether overflows are.</param>
/// <param name="Preview">Whether the language is the one after this.</param>
/// <param name="Usings">Whether the SDK's usings are there.</param>
/// <param name="Program">Whether it runs, or is a library.</param>
internal sealed record FuzzSetting(bool Nullable, bool Checked, bool Preview, bool Usings, bool Program)
{
    private const string Package = "global using ModelGen; global using static ModelGen.Activation; global using Tensor = ModelGen.Tensor;";
    private const string Sdk = "global using System; global using System.Collections.Generic; global using System.IO; "
        + "global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks; "
        + "global using ModelGen.Data;";

    private const int AllWarnings = 9999;
    private static readonly ConcurrentDictionary<FuzzSetting, CSharpCompilation> s_empty = new();
    private static readonly CSharpCompilation s_usual = Compiler.Create("");

    /// <summary>That of a new project.</summary>
    public static FuzzSetting Usual { get; } = new(Nullable: true, Checked: false, Preview: false, Usings: true, Program: false);

    /// <summary>One at random.</summary>
    public static FuzzSetting Pick(Random random) =>
        new(random.Next(2) == 0, random.Next(8) == 0, random.Next(8) == 0, random.Next(8) != 0, Program: false);

    public CSharpParseOptions ParseOptions =>
        Compiler.ParseOptions.WithLanguageVersion(Preview ? LanguageVersion.Preview : LanguageVersion.CSharp14);

    public string GlobalUsings => Package + (Usings ? Sdk : "");

    public CSharpCompilationOptions Options => new(Program ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: Nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable, checkOverflow: Checked,
        warningLevel: AllWarnings, concurrentBuild: false);

    /// <summary>A compilation with one file, which shares what it refers to with all others.</summary>
    public CSharpCompilation Compile(SyntaxTree tree)
    {
        CSharpCompilation empty = s_empty.GetOrAdd(this, static setting => CSharpCompilation.Create("Test",
            [CSharpSyntaxTree.ParseText("", setting.ParseOptions, "Model.cs"),
                CSharpSyntaxTree.ParseText(setting.GlobalUsings, setting.ParseOptions, "Usings.cs")],
            s_usual.References, setting.Options));
        return empty.ReplaceSyntaxTree(empty.SyntaxTrees[0], tree);
    }
}
