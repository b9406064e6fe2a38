using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generators.Tests;

/// <summary>An edit costs only what it changes.</summary>
public class IncrementalityTests
{
    private const string First = "[Input(4)] [Dense(2)] public partial class First;";
    private const string Second = "[Input(8)] [Dense(3)] public partial class Second;";
    private const string Program = "public static class Program { public static int Number() => 1; }";

    [Theory]
    [InlineData(First + "\n" + Second + "\n" + Program + "\n// a comment")]
    [InlineData(First + "\n" + Second + "\npublic static class Program { public static int Number() => 2; }")]
    [InlineData("// moved down\n\n" + First + "\n" + Second + "\n" + Program)]
    public void An_edit_that_changes_no_model_generates_nothing_again(string edited)
    {
        GeneratorRunResult result = RunTwice(First + "\n" + Second + "\n" + Program, edited);
        Assert.Equal(2, Reasons(result, ModelGenerator.ModelStep).Length);
        Assert.All(Reasons(result, ModelGenerator.ModelStep),
            reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, $"Model is {reason}"));
        Assert.All(Reasons(result, ModelGenerator.SourceStep), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_one_model_generates_that_one_again()
    {
        GeneratorRunResult result = RunTwice(First + "\n" + Second,
            First + "\n" + Second.Replace("Dense(3)", "Dense(4)", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            Reasons(result, ModelGenerator.SourceStep).OrderDescending());
    }

    [Fact]
    public void Nothing_that_crosses_the_pipeline_holds_on_to_a_compilation()
    {
        GeneratorRunResult result = RunTwice(First, First);
        foreach (object output in new[] { ModelGenerator.ModelStep,
            ModelGenerator.SourceStep }.SelectMany(step => result.TrackedSteps[step]).SelectMany(step => step.Outputs).Select(o => o.Value))
        {
            AssertPlain(output, []);
        }
    }

    private static GeneratorRunResult RunTwice(string before, string after)
    {
        CSharpCompilation compilation = Compiler.Create(before);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()],
            parseOptions: Compiler.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation);
        SyntaxTree tree = compilation.SyntaxTrees[0];
        return driver.RunGenerators(
            compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(after, Compiler.ParseOptions, tree.FilePath))).GetRunResult()
            .Results.Single();
    }

    private static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason)];

    private static void AssertPlain(object? value, HashSet<object> seen)
    {
        if (value is null || value.GetType().IsPrimitive || value is string or Enum || !seen.Add(value)) { return; }
        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or Location or Compilation or SemanticModel,
            $"{value.GetType()} crosses the pipeline");
        if (value is IEnumerable items)
        {
            foreach (object? item in items) { AssertPlain(item, seen); }
        }

        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(f => !f.FieldType.IsPointer))
        {
            AssertPlain(field.GetValue(value), seen);
        }
    }
}
