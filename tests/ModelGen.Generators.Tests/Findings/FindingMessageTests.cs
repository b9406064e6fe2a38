using System.Text;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Tests;

/// <summary>What people read when something is wrong: every message with the text that it underlines, in one file to review.</summary>
public class FindingMessageTests
{
    private static readonly string[] s_stacks =
    [
        "[Input(5, 5, 32)] [Conv2D(8, 7)]",
        "[Input(9, 9, 1)] [Conv2D(4, 3, 11)]",
        "[Input(12, 12, 4)] [MaxPool(2)] [AveragePool(7, 3)]",
        "[Input(25, 25, 1)] [MaxPool(2)]",
        "[Input(24, 25, 1)] [MaxPool(2, 3)]",
        "[Input(10, 10, 1)] [Conv2D(4, 3, Strides = 3)] [MaxPooling2D(2, StrideWidth = 4)]",
        "[Input(10, 10, 1)] [Conv2D(4, 3, Strides = 4)]",
        "[Input(8, 8, 3)] [Conv2D(0, 3)]",
        "[Input(8, 8, 3)] [Conv2D(4, -3)]",
        "[Input(8, 8, 3)] [Conv2D(4, 3, Strides = 0)]",
        "[Input(8, 8, 3)] [MaxPool(2, Strides = 2, StrideHeight = 2)]",
        "[Input(4)] [Dense(0)]",
        "[Input(4, 0)] [Dense(2)]",
        "[Input()] [Dense(2)]",
        "[Input(2, 3, 4, 5)] [Dense(2)]",
        "[Input(4194304, 4194304, 1048576)] [Flatten]",
        "[Input(16777216)] [Dense(60000)]",
        "[Input(30000)] [Dense(60000)] [Dense(30000)]",
        "[Input(784)] [Conv2D(8, 3)]",
        "[Input(100, 8)] [MaxPool(2)]",
        "[Input(783)] [AveragePool(2)]",
        "[Input(7)] [GlobalAveragePool] [Dense(2)]",
        "[Input(12, 12, 32)] [MaxPool(2)] [Dense(10, Softmax)]",
        "[Input(784)] [Reshape(28, 27, 1)]",
        "[Input(784)] [Reshape(5, -1)]",
        "[Input(784)] [Reshape(0)]",
        "[Input(784)] [Reshape(-1, -1)]",
        "[Input(4)] [Dropout(1.5)] [Dense(2)]",
        "[Input(4)] [Dropout(-1)] [Dense(2)]",
        "[Input(4)] [Dropout(double.NaN)] [Dense(2)]",
        "[Input(4)] [Dense(2)] [Dropout(0.5)]",
        "[Input(4)] [Dense(8, Softmax)] [Dense(2)]",
        "[Input(4)] [Activation(Softmax)] [Dense(2)]",
        "[Input(4)] [Dense(1, Softmax)]",
        "[Input(4)] [Dense(2, (Activation)99)]",
        "[Input(4)] [Dense(2, KernelInitializer = (Initializer)99)]",
        "[Input(4)] [Dense(1, LogSoftmax)]",
        "[Input(4)] [Dense(1, Sparsemax)]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"random_norml(stddev=0.1)\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"xavier\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"random_normal(std=0.1)\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"random_normal(0, 0.1, 3)\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"random_normal(stddev=-1)\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"random_normal(stddev=wide)\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"random_normal(stddev=1, 2)\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"random_normal(stddev=1, stddev=2)\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"random_normal(stddev=1\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"random_uniform(minval=1)\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"he_normal(seed=1)\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"he_normal(2)\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"variance_scaling(scale=0)\")]",
        "[Input(4)] [Dense(2, KernelInitializerConfig = \"variance_scaling(mode='fan')\")]",
        "[Input(9, 9, 1)] [Conv2D(2, 3, BiasInitializerConfig = \"constnat(0.1)\")]",
        "[Input(9, 9, 1)] [Conv2D(2, 3, BiasInitializer = Initializer.Ones, BiasInitializerConfig = \"constant(0.1)\")]",
        "[Input(9, 9, 1)] [Conv2D(2, 3, KernelInitializer = Initializer.Identity)]",
        "[Input(4)] [Dense(2, BiasInitializerConfig = \"orthogonal(gain=2)\")]",
        "[Input(4)] [Dense(2, KernelL1 = -0.01)]",
        "[Input(4)] [Dense(2, BiasL2 = double.NaN)]",
        "[Input(9, 9, 1)] [Conv2D(2, 3, ActivityL2 = double.PositiveInfinity)]",
        "[Input(9, 9, 1)] [Conv2D(2, 3, UseBias = false, BiasL1 = 0.1, BiasL2 = 0.1)]",
        "[Input(4)] [Dense(2, UseBias = false, BiasInitializer = Initializer.Ones)]",
        "[Input(4)] [Dense(2)] [BatchNormalization(Momentum = 99, Epsilon = -1e-3)]",
        "[Input(4)] [Dense(2)] [BatchNormalization(Momentum = 0.1)]",
        "[Input(4)] [Dense(2)] [BatchNormalization(Axis = 2)]",
        "[Input(4)] [Dense(2)] [BatchNormalization(Scale = false, GammaL2 = 0.1, GammaInitializer = Initializer.Zeros)]",
        "[Input(4)] [Dense(2)] [BatchNormalization(Trainable = false, BetaL1 = 0.1, BetaInitializer = Initializer.Ones)]",
        "[Input(4)] [Dense(2)] [BatchNormalization(MovingVarianceInitializerConfig = \"constant(-1)\")]",
        "[Input(4)] [Dense(2)] [BatchNormalization(MovingVarianceInitializerConfig = \"constant(1e-3)\")] [Dense(2)]",
        "[Input(4)] [Dense(2)] [BatchNormalization(MovingVarianceInitializer = Initializer.RandomNormal)]",
        "[Input(2147483647)] [BatchNormalization]",
        "[Input(9, 9, 1)] [Conv2D(2, 3, Padding = (Padding)9)]",
        "[Input(4)] [Dense(2, Name = \"a b\")]",
        "[Input(4)] [Dense(3, Name = \"dense\")] [Dense(2)]",
        "[Input(4)] [Dense(3, Name = \"x\")] [Dense(2, Name = \"x\")]",
        "[Model(Name = \"my model\")] [Input(4)] [Dense(2)]",
        "[Input(9, 9, 9, 1)] [Conv2D(8, 3)]",
        "[Input(new[] { 9, 0, 9 })] [Conv2D(8, 3)]",
        "[Input(shape: [9, -1, 0])] [Conv2D(8, 11)]",
        "[Input(9, 9, 1)] [Conv2D(8, kernelWidth: 11, kernelHeight: 3)]",
        "[Input(9, 9, 1)] [Conv2D(filters: 8, 3, -3)]",
        "[Input(784)] [Reshape(new int[] { 28, -1, -1 })]",
        "[Input(784)] [Reshape(targetShape: new[] { 28, 27 }, Name = \"r\")]",
        "[Input(9, 9, 1)] [Conv2D(0, 3)] [Flatten] [Dense(0)] [Dropout(50)]",
        "[Input(9, 9, 1)] [Conv2D(8, 11)] [MaxPool(3, Strides = 0)] [Dense(2, KernelL2 = -1)] [Activation((Activation)99)]",
        "[Input(9, 9, 1)] [Conv2D(8, 3, Strides = -1)] [Reshape(3, 0)] [Conv2D(8, 3)] [Dense(0, BiasInitializerConfig = \"x\")]",
        "[Input(5, 9, 2)] [Conv2D(0, 3, 11)] [MaxPool(4)] [Dense(2)]",
        "[Input(784)] [Reshape(28, 27, 1)] [MaxPool(29)] [GlobalAveragePool] [GlobalAveragePool] [Dense(0)]",
        "[Input(784)] [Conv2D(8, 3)] [Dense(4)] [Dropout(7)]",
        "[Dense(0)] [Dropout(2)] [Input(0)] [Input(4)] [Dense(3, Name = \"a b\")]",
        "[Input(4194304, 4194304, 1048576)] [Flatten] [Dense(60000)] [Dense(0)]",
        "[Input(4)] [Dense(8, Softmax)] [Dropout(0.5)]",
        "[Input(4)] [Dense(8, Softmax)] [Flatten] [Activation(Softmax)]",
        "[Input(1, 1, 8)] [MaxPool(2)] [Flatten]",
        "[Input(1, 28, 8)] [MaxPool]",
        "[Input(9, 9, 1)] [MaxPool(5)]",
        "[Input(9, 9, 1)] [AveragePool(4, 9)]",
        "[Input(224, 224, 3)] [Conv2D(8, 3, Strides = 2)] [MaxPool(2)]",
        "[Input(9, 9, 3)] [MaxPool(2, 1, Strides = 2)] [Flatten] [Dense(3, Softmax)]",
        "[Input(3, 224, 224)] [Conv2D(8, 3)]",
        "[Input(3, 224, 224)] [Conv2D(8, 3)] [Conv2D(8, 3)] [MaxPool(2)] [Dense(0)]",
        "[Input(shape: new[] { 1, 28, 28 })] [Dropout(0.1)] [MaxPool(2)] [Flatten]",
        "[Input(784)] [Reshape(1, 28, 28)] [Conv2D(8, 5)]",
        "[Input(1, 100, 64)] [Conv2D(8, 1, 3)]",
        "[Input(3, 224, 224)] [Flatten]",
        "[Input(4)]",
        "[Dense(2)]",
        "[Dense(2)] [Input(4)]",
        "[Input(4)] [Input(4)] [Dense(2)]",
        "[Input(4)] [Dense(3)] [Add(\"trunk\")]",
        "[Input(4)] [Dense(3, Name = \"trunk\")] [Dense(3)] [Add(\"trunc\")]",
        "[Input(4)] [Dense(3, Name = \"left\")] [Dense(3, Name = \"right\")] [Multiply(\"left\", \"middle\")]",
        "[Input(4)] [Dense(3, Name = \"a\")] [From(\"b\")] [Dense(3)]",
        "[Input(4)] [Dense(3)] [Add(\"later\")] [Dense(3, Name = \"later\")]",
        "[Input(4)] [Dense(3)] [Add(\"self\", Name = \"self\")]",
        "[Input(4)] [Dense(3, Name = \"a\")] [Dense(3)] [From(\"a\")] [Dense(2)]",
        "[Input(4)] [Dense(3, Name = \"a\")] [Dense(3, Name = \"b\")] [From(\"a\")] [Dense(2)]",
        "[Input(4)] [Dense(3)] [Output] [Dense(2)]",
        "[Input(4)] [Output] [Dense(2)]",
        "[Input(4, Name = \"x\")] [Dense(3)] [From(\"x\")] [Output]",
        "[Input(4)] [Dense(3, Name = \"a\")] [From(\"a\")]",
        "[Input(4, Name = \"x\")] [Dense(3, Name = \"a\")] [From(\"x\")] [From(\"a\")] [Dense(2)]",
        "[Input(4)] [Dense(3)] [Add(\"\")] [From(null!)] [Dense(2)]",
        "[Input(8, 8, 3, Name = \"x\")] [GlobalAveragePool] [Dense(2)] [Multiply(\"x\")]",
        "[Input(4, Name = \"x\")] [Dense(4, Name = \"a\")] [From(\"x\")] [Add(\"a\")] [Dropout(0.5)] [From(\"a\")] [Dense(2)]",
        "[Input(4)] [Dense(3)] [Output] [Dense(2)] [Output(Name = \"b\")]",
        "[Input(4)] [Dense(3)] [Output] [Output(Name = \"b\")]",
        "[Input(4)] [Dense(3)] [Output(Name = \"a\")] [Dense(2)] [Output(Name = \"a\")]",
        "[Input(4)] [Dense(3, Name = \"a\")] [Output] [Dropout(0.5)] [Dense(3)] [Output] [From(\"a\")] [Output]",
        "[Input(4)] [Dense(4, Name = \"dense_1\")] [Dense(3)] [Dense(2)] [Output(\"dense\")]",
        "[Input(4)] [Dense(3)] [Output] [Dense(2)] [Output(Name = \"dense\")]",
        "[Input(4)] [Dense(3)] [Output(Name = \"a b\")]",
        "[Input(4)] [Dense(3)] [Output(\"a b\")] [Dense(3)] [Output(\"\")]",
        "[Input(4)] [Dense(3)] [Output(\"a\")] [Dense(2)] [Output(\"a\")]",
        "[Input(8, 8, 1)] [Conv2D(4, 3, Name = \"c\")] [Input(5)] [Concatenate(\"c\")] [Dense(2)]",
        "[Input(5, Name = \"meta\")] [Input(8, 8, 1)] [Conv2D(4, 3)] [Concatenate(\"meta\")] [Flatten] [Dense(2)]",
        "[Input(4)] [Dense(3)] [Input(2)]",
        "[Input(4, Name = \"a\")] [Input(2, Name = \"b\")] [Dense(3)]",
        "[Input(4, Name = \"a\")] [Dense(3)] [Input(2, Name = \"a\")] [Dense(3)] [Concatenate(\"a\")]",
        "[Input(4, Name = \"a\")] [Dense(3, Name = \"left\")] [Input(0, Name = \"b\")] [Dense(5)] [Add(\"left\")]",
        "[Input(4, Name = \"a\")] [Dense(3, Name = \"left\")] [Input(2, Name = \"b\")] [Add(\"left\")]",
        "[Input(4)] [Dense(3, Softmax, Name = \"class\")] [Output] [Dense(5, ReLU)] [Dense(2)] [Output]",
        "[Input(4)] [Dense(3)] [Concatenate]",
        "[Input(4)] [Dense(3, Name = \"a\")] [Dense(3, Name = \"b\")] [Dense(3)] [Subtract(\"a\", \"b\")]",
        "[Input(4)] [Dense(3, Name = \"a\")] [Dense(5)] [Add(\"a\")]",
        "[Input(4, Name = \"x\")] [Dense(3, Name = \"a\")] [Dense(5, Name = \"b\")] [Dense(3)] [Maximum(\"a\", \"b\")]",
        "[Input(28, 28, 1, Name = \"image\")] [Conv2D(4, 3, Strides = 2, Padding = Padding.Same)] [Add(\"image\")]",
        "[Input(28, 28, 8, Name = \"image\")] [Conv2D(4, 3, Padding = Padding.Same)] [Add(\"image\")]",
        "[Input(28, 28, 4, Name = \"image\")] [Conv2D(4, 3)] [Subtract(\"image\")]",
        "[Input(28, 28, 4, Name = \"image\")] [Conv2D(4, 3)] [Concatenate(\"image\")]",
        "[Input(28, 28, 4, Name = \"image\")] [Flatten] [Dense(3136)] [Add(\"image\")]",
        "[Input(6, 5)] [Dense(4, Name = \"a\")] [Flatten] [Dense(7)] [Multiply(\"a\")]",
        "[Input(6, 5)] [Dense(4, Name = \"a\")] [Dense(3)] [Add(\"a\")]",
        "[Input(4)] [Dense(3, Name = \"a\")] [Dense(3)] [Concatenate(\"a\", Axis = 0)]",
        "[Input(6, 5)] [Dense(4, Name = \"a\")] [Dense(3)] [Concatenate(\"a\", Axis = -3)]",
        "[Input(6, 5)] [Dense(4, Name = \"a\")] [Dense(3)] [Dot(\"a\")]",
        "[Input(6, 5, 2)] [Dense(4, PerPosition = true, Name = \"a\")] [Dense(4, PerPosition = true)] [Dot(\"a\")]",
        "[Input(6, 5)] [Dense(4, Name = \"a\")] [Dense(3)] [Dot(\"a\", FirstAxis = 3, SecondAxis = 1)]",
        "[Input(4, Name = \"a\")] [Dense(3, Name = \"a\")] [Dense(3)] [Add(\"a\")]",
        "[Input(5, 5, 2, Name = \"a\")] [Conv2D(4, 9)] [Add(\"a\")] [Dense(0)]",
    ];

    private static readonly string[] s_declarations =
    [
        "[Input(4)] [Dense(2)] public class Net;",
        "public class Outer { [Input(4)] [Dense(2)] public partial class Net; }",
        "public partial class Outer<T> { [Input(4)] [Dense(2)] public partial class Net; }",
        "[Input(4)] [Dense(2)] public partial class Net<T>;",
        "[Input(4)] [Dense(2)] public partial record Net;",
        "[Input(4)] [Dense(2)] public partial record struct Net;",
        "[Input(4)] [Dense(2)] public partial struct Net;",
        "[Input(4)] [Dense(2)] public partial interface Net;",
        "[Input(4)] [Dense(2)] public static partial class Net;",
        "[Input(4)] [Dense(2)] public abstract partial class Net;",
        "[Input(4)] [Dense(2)] file partial class Net;",
        "[Input(4)] [Dense(2)] public partial class Net : Exception;",
        "[Input(4)] [Dense(2)] public partial class Net(int x) { public int X => x; }",
        "[Input(4)] [Dense(2)] public partial class Net { public Net(int x) { } }",
        "[Input(4)] [Dense(2)] public partial class Net { public Net(Device? device = null, int? seed = null) : this() { } }",
        "[Input(4)] [Dense(2)] public partial class Net { public int Summary => 1; }",
        "[Input(4)] public partial class Net { } [Dense(2)] public partial class Net { }",
        "[Dense(2)] partial class Net { } [Input(4)] partial class Net { }",
        "[Input(4)] [Dense(0)] partial class Net; class Other { [Input(4)] [Dense(2)] private partial class Net; }",
        "[Input(4)] [Dense(2)] partial class Net { Net(Device? d, int? s) : this() { } public Net(string a) { } public Net(int b) { } }",
        "[Input(4)] [Dense(0)] partial class Net : System.Exception { }",
        "using E = System.Exception; [Input(4)] [Dense(2)] partial class Net : IDisposable { } partial class Net : E, ICloneable { }",
        "class A { partial class B { class C { [Input(4)] [Dense(2)] class Net; } } }",
        "[Input(4)] [Dense(2)] public partial class Net { } [Input(5)] public partial class Net { }",
    ];

    internal static IEnumerable<string> Sources => s_stacks.Select(stack => $"{stack} public partial class Net;").Concat(s_declarations);

    [Fact]
    public void All_messages()
    {
        var text = new StringBuilder();
        foreach (string source in Sources)
        {
            text.Append(source).Append('\n');
            foreach (Diagnostic finding in Compiler.Compile(source).Findings)
            {
                text.Append($"    {finding.Severity} {Compiled.Show(finding)}\n");
            }
        }

        Snapshot.Verify(text.ToString(), "txt");
    }

    [Fact]
    public void A_program_that_uses_a_model_with_a_finding_gets_nothing_but_the_finding()
    {
        Compiled compiled = Compiler.Compile("""
            using var model = new Net(Device.Cpu, seed: 1);
            Console.WriteLine(Net.Summary);
            model.Compile("sgd", "mse");
            Console.WriteLine(model.Predict(new float[4])[0]);

            [Input(4)]
            [Dense(0)]
            public partial class Net;
            """);
        Assert.Equal(["MGN0103"], compiled.Findings.Select(f => f.Id));
        // a library has no top-level statements
        Assert.DoesNotContain(compiled.CompilerDiagnostics, d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS8805");
    }

    [Fact]
    public void CSharp_11_is_refused()
    {
        var options = new Microsoft.CodeAnalysis.CSharp.CSharpParseOptions(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp11);
        Diagnostic finding = Assert.Single(Compiler.Compile("[Input(4)] [Dense(2)] public partial class Net { }", options).Findings);
        Assert.Equal(
            "MGN0012 at 'Net': The code generated for Net needs C# 12, but this project uses C# 11.0. Write <LangVersion>12</LangVersion> "
                + "or higher in the project file.", Compiled.Show(finding));
    }

    [Fact]
    public void What_the_compiler_reports_itself_is_not_reported_again()
    {
        foreach (string source in new[] { "[Input(4)] [Dense(n)] public partial class Net { static int n = 2; }",
            "[Input(4)] [Dense(\"2\")] public partial class Net;" })
        {
            Compiled compiled = Compiler.Compile(source);
            Assert.Empty(compiled.Findings);
            Assert.Single(compiled.CompilerDiagnostics, d => d.Severity == DiagnosticSeverity.Error);
        }
    }

    [Fact]
    public void A_warning_can_be_silenced_where_it_stands() => Assert.DoesNotContain(Compiler.Compile("""
        [Input(25, 25, 1)]
        #pragma warning disable MGN0102
        [MaxPool(2)]
        #pragma warning restore MGN0102
        public partial class Net;
        """).Findings, finding => !finding.IsSuppressed);

    [Fact]
    public void Names_that_differ_in_case_keywords_and_several_models_in_a_file_compile()
    {
        Compiled compiled = Compiler.Compile("""
            [Input(4)] [Dense(2)] public partial class Net;
            [Input(4)] [Dense(3)] public partial class NET;
            namespace @event.Inner { [Input(4)] [Dense(2)] internal partial class @class; }
            namespace Other
            {
                [Input(4)] [Dense(2)] internal partial class Net
                {
                    private partial struct Box { [Input(2)] [Dense(1)] private partial class Deep; }
                }
            }
            """);
        Assert.Empty(compiled.Findings);
        Assert.DoesNotContain(compiled.CompilerDiagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(5, compiled.Sources.Select(s => s.HintName.ToUpperInvariant()).Distinct().Count());
    }
}
