using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Tests;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Forward methods made at random are evaluated as they would run: on tensors that only write down which layers are made, they make the
/// same layers, or throw where the evaluation says that they would.
/// </summary>
public partial class EvaluationFuzzTests
{
    private const string Thrown = "MGN0504";
    private const string Shared = "[Shared] ";
    private const string Declared = "[Dense(3, Activation.ReLU)] [Dropout(0.5)] public static partial Tensor Both(Tensor x);";
    private const string Written = "public static Tensor Both(Tensor x) => x.Dense(3);";

    private const string Recorder = """
        using System;
        using System.Collections.Generic;
        public enum Activation { Linear, ReLU, Tanh, Softmax }
        public sealed class ModelAttribute : Attribute;
        [AttributeUsage(AttributeTargets.Parameter)]
        public sealed class InputAttribute(int size) : Attribute { public int Size => size; }
        public static class Activations
        {
            public const Activation ReLU = Activation.ReLU, Tanh = Activation.Tanh, Softmax = Activation.Softmax;
        }
        public sealed class Tensor(int size)
        {
            public static readonly List<int> Made = new();
            public int Size => size;
            public int Channels => size;
            public int[] Shape => [size];
            public Tensor Dense(int units, Activation activation = default, string? name = null) { Made.Add(units); return new(units); }
            public Tensor ReLU() => this;
            public Tensor Dropout(double rate) => this;
            public Tensor BatchNormalization() => this;
            public Tensor Activation(Activation a) => this;
            public Tensor Square() => this;
            public Tensor Expect(int expected) => this;
            public static Tensor Concatenate(Tensor a, Tensor b) => new(a.Size + b.Size);
            public static Tensor operator +(Tensor a, Tensor b) => a;
            public static Tensor operator -(double a, Tensor b) => b;
            public static Tensor operator /(Tensor a, double b) => a;
            public static Tensor operator *(Tensor a, double b) => a;
        }
        """;

    [Fact]
    public void What_is_evaluated_is_what_would_run() => FuzzRun.Judge(Extent.Pick(brief: 5, full: 3_000),
        seed => new FuzzCase("evaluated body", seed, Make(new Random(seed)), FuzzSetting.Usual), one => Judge(one.Source));

    private static string Make(Random random) =>
        RandomForward.Make(random).Replace(Shared, "", StringComparison.Ordinal).Replace(Declared, Written, StringComparison.Ordinal);

    private static string? Judge(string source)
    {
        Compiled compiled = Compiler.Compile(source);
        bool throws = compiled.Findings.Any(finding => finding.Id == Thrown);
        bool isRefused = compiled.CompilerDiagnostics.Any(d => d.Severity == DiagnosticSeverity.Error)
            || compiled.Findings.Any(finding => finding.Id != Thrown && finding.Severity == DiagnosticSeverity.Error);
        if (isRefused) { return null; }
        string evaluated = throws ? "throws" : string.Join(' ', compiled.Sources.SelectMany(file => Units().Matches(file.Code))
            .Select(match => match.Groups[1].Value.Replace("_", "", StringComparison.Ordinal)));
        string run = Run(source);
        return run == evaluated ? null : $"evaluated: {evaluated}, run: {run}";
    }

    private static string Run(string source)
    {
        CSharpCompilation usual = Compiler.Create("");
        CSharpCompilation compilation = CSharpCompilation.Create("Run",
            [CSharpSyntaxTree.ParseText(source, Compiler.ParseOptions), CSharpSyntaxTree.ParseText(Recorder, Compiler.ParseOptions),
                CSharpSyntaxTree.ParseText("global using static Activations;", Compiler.ParseOptions)],
            usual.References.Where(reference => reference.Display?.Contains("ModelGen", StringComparison.Ordinal) != true), usual.Options);
        using var file = new MemoryStream();
        var emitted = compilation.Emit(file);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        file.Position = 0;
        var context = new AssemblyLoadContext("Run", isCollectible: true);
        try
        {
            Assembly assembly = context.LoadFromStream(file);
            Type tensor = assembly.GetType("Tensor")!;
            MethodInfo forward = assembly.GetType("Net")!.GetMethod("Forward", BindingFlags.NonPublic | BindingFlags.Static)!;
            forward.Invoke(null, [Activator.CreateInstance(tensor, 8)]);
            return string.Join(' ', (List<int>)tensor.GetField("Made")!.GetValue(null)!);
        }
        catch (TargetInvocationException) { return "throws"; }
        finally { context.Unload(); }
    }

    [GeneratedRegex(@"""Dense"", \[([\d_]+)\]")]
    private static partial Regex Units();
}
