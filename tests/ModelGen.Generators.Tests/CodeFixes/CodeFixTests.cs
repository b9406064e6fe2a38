namespace ModelGen.Generators.Tests;

/// <summary>Each fix turns a declaration with a finding into one without it, and leaves everything else as it was.</summary>
public class CodeFixTests
{
    private static string Net(params string[] attributes) =>
        string.Join("\n", ["// A network.", .. attributes, "public partial class Net; // the end", ""]);

    public static TheoryData<string, string, string, string> Fixes => new()
    {
        { "MGN0001", "Make it partial", "[Input(4)]\n[Dense(2)]\npublic class Net;\n",
            "[Input(4)]\n[Dense(2)]\npublic partial class Net;\n" },
        { "MGN0001", "Make it partial", "[Input(4)]\n[Dense(2)]\nclass Net;\n", "[Input(4)]\n[Dense(2)]\npartial class Net;\n" },
        { "MGN0002", "Make it partial", "public class Outer\n{\n    [Input(4)]\n    [Dense(2)]\n    public partial class Net;\n}\n",
            "public partial class Outer\n{\n    [Input(4)]\n    [Dense(2)]\n    public partial class Net;\n}\n" },
        { "MGN0003", "Write [Input(28, 28, 1)]", Net("[Flatten]", "[Dense(2)]"), Net("[Input(28, 28, 1)]", "[Flatten]", "[Dense(2)]") },
        { "MGN0004", "Remove this [Input]", Net("[Input(4)]", "[Input(8)]", "[Dense(2)]"), Net("[Input(4)]", "[Dense(2)]") },
        { "MGN0005", "Move [Input] before all layers", Net("[Dense(2)]", "[Input(4)]"), Net("[Input(4)]", "[Dense(2)]") },
        { "MGN0007", "Leave the base class out", "[Input(4)]\n[Dense(2)]\npublic partial class Net : Exception;\n",
            "[Input(4)]\n[Dense(2)]\npublic partial class Net;\n" },
        { "MGN0007", "Leave the base class out", "[Input(4)]\n[Dense(2)]\npublic partial class Net : Exception, IDisposable;\n",
            "[Input(4)]\n[Dense(2)]\npublic partial class Net : IDisposable;\n" },
        { "MGN0009", "Call : this()", "[Input(4)]\n[Dense(2)]\npublic partial class Net\n{\n    public Net(string path) { }\n}\n",
            "[Input(4)]\n[Dense(2)]\npublic partial class Net\n{\n    public Net(string path) : this() { }\n}\n" },
        { "MGN0009", "Call : this(device: on, seed: seed)",
            "[Input(4)]\n[Dense(2)]\npublic partial class Net\n{\n    public Net(string path, Device on, int seed) { }\n}\n",
            "[Input(4)]\n[Dense(2)]\npublic partial class Net\n{\n    public Net(string path, Device on, int seed) : this(device: on, "
                + "seed: seed) { }\n}\n" },
        { "MGN0013", "Leave Name out", Net("[Input(4)]", "[Dense(3, Name = \"x\")]", "[Dense(2, Name = \"x\")]"),
            Net("[Input(4)]", "[Dense(3, Name = \"x\")]", "[Dense(2)]") },
        { "MGN0101", "Use 5", Net("[Input(5, 5, 1)]", "[Conv2D(8, 7)]"), Net("[Input(5, 5, 1)]", "[Conv2D(8, 5)]") },
        { "MGN0101", "Use 9", Net("[Input(9, 9, 1)]", "[Conv2D(8, 3, 11)]"), Net("[Input(9, 9, 1)]", "[Conv2D(8, 3, 9)]") },
        { "MGN0101", "Write Padding = Padding.Same", Net("[Input(5, 5, 1)]", "[Conv2D(8, 7, Activation.ReLU)]"),
            Net("[Input(5, 5, 1)]", "[Conv2D(8, 7, Activation.ReLU, Padding = Padding.Same)]") },
        { "MGN0102", "Write Truncate = true", Net("[Input(25, 25, 1)]", "[MaxPool(2)] // halves"),
            Net("[Input(25, 25, 1)]", "[MaxPool(2, Truncate = true)] // halves") },
        { "MGN0102", "Write Truncate = true", Net("[Input(25, 25, 1)]", "[MaxPool]"),
            Net("[Input(25, 25, 1)]", "[MaxPool(Truncate = true)]") },
        { "MGN0102", "Write Padding = Padding.Same", Net("[Input(25, 25, 1)]", "[MaxPool(2, Padding = Padding.Valid)]"),
            Net("[Input(25, 25, 1)]", "[MaxPool(2, Padding = Padding.Same)]") },
        { "MGN0105", "Write [Flatten] before it", Net("[Input(4, 4, 1)]", "[Dense(2)]"),
            Net("[Input(4, 4, 1)]", "[Flatten]", "[Dense(2)]") },
        { "MGN0105", "Write PerPosition = true", Net("[Input(4, 4, 1)]", "[Dense(2)]"),
            Net("[Input(4, 4, 1)]", "[Dense(2, PerPosition = true)]") },
        { "MGN0106", "Write [Reshape(28, 28, 1)]", Net("[Input(784)]", "[Reshape(28, 28, 3)]", "[Flatten]"),
            Net("[Input(784)]", "[Reshape(28, 28, 1)]", "[Flatten]") },
        { "MGN0110", "Write 0.25", Net("[Input(4)]", "[Dropout(25)]", "[Dense(2)]"), Net("[Input(4)]", "[Dropout(0.25)]", "[Dense(2)]") },
        { "MGN0111", "Leave Strides out", Net("[Input(9, 9, 1)]", "[Conv2D(8, 3, Strides = 2, StrideWidth = 1, StrideHeight = 2)]"),
            Net("[Input(9, 9, 1)]", "[Conv2D(8, 3, StrideWidth = 1, StrideHeight = 2)]") },
        { "MGN0113", "Write \"random_normal(stddev=0.1)\"",
            Net("[Input(4)]", "[Dense(2, KernelInitializerConfig = \"random_norml(stddev=0.1)\")]"),
            Net("[Input(4)]", "[Dense(2, KernelInitializerConfig = \"random_normal(stddev=0.1)\")]") },
        { "MGN0114", "Leave KernelInitializer out",
            Net("[Input(4)]", "[Dense(2, KernelInitializer = Initializer.Ones, KernelInitializerConfig = \"constant(2)\")]"),
            Net("[Input(4)]", "[Dense(2, KernelInitializerConfig = \"constant(2)\")]") },
        { "MGN0116", "Write 0.01", Net("[Input(4)]", "[Dense(2, KernelL2 = -0.01)]"), Net("[Input(4)]", "[Dense(2, KernelL2 = 0.01)]") },
        { "MGN0301", "Use Activation.ReLU", Net("[Input(4)]", "[Dense(8, Softmax)]", "[Dense(2)]"),
            Net("[Input(4)]", "[Dense(8, Activation.ReLU)]", "[Dense(2)]") },
        { "MGN0302", "Use Activation.Sigmoid", Net("[Input(4)]", "[Dense(1, Activation.Softmax)]"),
            Net("[Input(4)]", "[Dense(1, Activation.Sigmoid)]") },
        { "MGN0302", "Use Activation.LogSigmoid", Net("[Input(4)]", "[Dense(1, Activation.LogSoftmax)]"),
            Net("[Input(4)]", "[Dense(1, Activation.LogSigmoid)]") },
        { "MGN0303", "Remove this layer", Net("[Input(4)]", "[Dense(2)]", "[Dropout(0.5)]"), Net("[Input(4)]", "[Dense(2)]") },
        { "MGN0304", "Leave BiasL2 out", Net("[Input(4)]", "[Dense(2, UseBias = false, BiasL2 = 0.1)]"),
            Net("[Input(4)]", "[Dense(2, UseBias = false)]") },
    };

    [Theory]
    [MemberData(nameof(Fixes))]
    public void A_fix_removes_the_finding(string id, string title, string source, string expected)
    {
        Assert.Contains(title, FixHarness.Titles(source, id));
        string result = FixHarness.Apply(source, id, title);
        Assert.Equal(expected, result);
        Assert.Empty(Compiler.Compile(result).Findings);
    }

    [Fact]
    public void A_fix_is_applied_to_all_findings_of_a_document() => Assert.Equal(
        "[Input(25, 25, 1)]\n[MaxPool(2, Truncate = true)]\npublic partial class A;\n\n[Input(9, 9, 1)]\n[AveragePool(4, Truncate = "
            + "true)]\npublic partial class B;\n",
        FixHarness.ApplyToAll(
            "[Input(25, 25, 1)]\n[MaxPool(2)]\npublic partial class A;\n\n[Input(9, 9, 1)]\n[AveragePool(4)]\npublic partial class B;\n",
            "MGN0102", "Write Truncate = true"));

    [Fact]
    public void Every_fix_can_be_applied_to_all_and_is_tested()
    {
        Assert.All(FixHarness.All, fix => Assert.NotNull(fix.GetFixAllProvider()));
        string[] tested = [.. Fixes.Select(row => row.Data.Item1).Distinct()];
        Assert.All(FixHarness.All.SelectMany(fix => fix.FixableDiagnosticIds), id => Assert.Contains(id, tested));
    }
}
