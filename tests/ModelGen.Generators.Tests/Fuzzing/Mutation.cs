using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Generators.Tests;

/// <summary>Programs with a few things mistyped: letters, words, arguments and statements.</summary>
internal static class Mutation
{
    private static readonly string[] s_pieces =
    [
        "0", "-1", "1", "2", "2147483647", "-2147483648", "99999999999", "1.5", "0.5", "1 / 2", "double.NaN", "float.PositiveInfinity",
        "null", "default", "\"\"", "\"a\\nb\"", "\"relu\"", "'c'", "true", "typeof(int)", "nameof(Net)", "new[] { 1, 2 }", "new int[0]",
        "(Activation)99", "(Padding)(-1)", "Sigmoid", "Softmax", "n", "sizeof(int)", "UseBais = false", "UseBias = false", "Name = \"x\"",
        "Name = null", "units: 4", "activation: Tanh", "rate: 0.5", "Padding = Padding.Same", "Strides = 0", "KernelL2 = -1",
        "PerPosition = true", "[Input(4)]", "[Dense(3)]", "[Flatten]", "[Reshape(-1)]", "[LSTM(3)]", "[Dropout(0.5)]", "[Model]",
        "[Layer]", "[Shared]", "[Obsolete]", "[return: Dense(2)]", "[type: Dense(2)]", "[assembly: Dense(2)]", "[Conv2d(3)]",
        "[Compile(Loss = \"x\")]", "[Budget(MaxParameters = 1)]", "[Budget(Batch = -1, MaxActivationBytes = long.MaxValue)]",
        "[Dense(units: \"3\")]", "[Dense(1 / 3, Bias = (1, 2))]", "partial", "class", "record", "struct", "interface", "enum", "delegate",
        "static", "abstract", "sealed", "file", "readonly", "ref", "unsafe", "public", "async", "namespace A;", "@", "<T>", "<", ">", "(",
        ")", "[", "]", "{", "}", ",", ";", ":", "=", "=>", "?.", "!", "??", "..", "#if X\n", "\n#endif\n", "\n#region\n",
        "\n#line hidden\n", "//", "/*", "*/", "\"\"\"", "\u2028", "\u0085", "\0", "\ufeff", "\ud800", "é", "Summary", "Net", ": Model",
        ": Exception", "where T : class", "Net(int n) { }", "public Net() { }", "using D = ModelGen.DenseAttribute;", "ModelGen.",
        "global::", "Attribute", "\"adam\"", "\"mse\"", "\"val_loss\"", "\"conv*\"", "\"a/b\"", "new()", "new() { [\"a\"] = \"mse\" }",
        "[]",
        "[1, 2]", "[.. y]", "new float[783]", "new int[3, 4]", "stackalloc float[4]", "new Dictionary<int, double> { [20] = 1, { 3, 4 } }",
        "Loss.", "Loss.MeanSquaredError", "new BinaryCrossentropy(fromLogits: x)", "new SGD(1 / 0)", "new SGD() { Momentum = 3 }",
        "new Metrics.AUC(", "model", "model.Fit(", "model.Compile(\"adm\")", "model.Dispose();", "out var model", "() => model.Fit(null)",
        "using", "var", "const", "await", "(a, b) = (b, a);", "var (a, b) = Mnist.Load();", "Mnist.Load().Train", "epochs: 0",
        "monitor: \"vall\"", "callbacks: [new EarlyStopping()]", ".Parameters[\"x\"]", ".Parameters[0]", "x = x.Dense(x.Size);", "x.Shape",
        ".Flatten()", ".Dense(0)", "x + x", "x / 0", "while (true) { }", "for (;;) { x = x.Dense(2); }", "return x;", "throw null;",
        "yield return x;", "goto a;", "try { } finally { }", "\"a\".PadLeft(2_000_000_000)", "Enumerable.Range(0, int.MaxValue)",
        "Forward(x)", "new Tensor[int.MaxValue]", "new string('a', 1 << 30)", "dynamic", "(x, x)", "x => x", "is [var a, .. var b]",
        "Tensor.Concatenate(x, x, axis: 3)", "$\"{x}\"", "// 3 x 4", "s += s;",
    ];

    /// <summary>A program with one to four things mistyped.</summary>
    public static string Several(string source, Random random)
    {
        for (int i = random.Next(1, 5); i > 0; i--) { source = One(source, random); }
        return source;
    }

    /// <summary>A program with one thing mistyped.</summary>
    public static string One(string source, Random random)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, Compiler.ParseOptions).GetRoot();
        return (random.Next(3) == 0 ? OfNodes(source, root, random) : null) ?? OfTokens(source, root, random);
    }

    // Statements, arguments, attributes and members: taken out, put in twice, moved, put in each other's place.
    private static string? OfNodes(string source, SyntaxNode root, Random random)
    {
        SyntaxNode[] nodes = [.. root.DescendantNodes().Where(node => node is StatementSyntax or ArgumentSyntax or AttributeArgumentSyntax
            or AttributeListSyntax or MemberDeclarationSyntax or ExpressionSyntax or ParameterSyntax)];
        if (nodes.Length == 0) { return null; }
        SyntaxNode node = nodes[random.Next(nodes.Length)];
        SyntaxNode[] alike = [.. nodes.Where(other => other.RawKind == node.RawKind && other != node
            && !other.Span.OverlapsWith(node.Span))];
        string text = source.Substring(node.SpanStart, node.Span.Length);
        var edited = new StringBuilder(source);
        if (random.Next(4) == 0 || alike.Length == 0)
        {
            string separator = node is StatementSyntax or AttributeListSyntax or MemberDeclarationSyntax ? " " : ", ";
            return random.Next(2) == 0 ? edited.Remove(node.SpanStart, node.Span.Length).ToString()
                : edited.Insert(node.Span.End, separator + text).ToString();
        }

        SyntaxNode second = alike[random.Next(alike.Length)];
        (TextSpan first, TextSpan last) = node.SpanStart < second.SpanStart ? (node.Span, second.Span) : (second.Span, node.Span);
        string before = source.Substring(first.Start, first.Length), after = source.Substring(last.Start, last.Length);
        return random.Next(3) switch
        {
            0 => edited.Remove(last.Start, last.Length).Insert(last.Start, before).Remove(first.Start, first.Length)
                .Insert(first.Start, after).ToString(),
            1 => edited.Remove(last.Start, last.Length).Insert(last.Start, before).ToString(),
            _ => edited.Remove(last.Start, last.Length).Insert(first.Start, after + " ").ToString(),
        };
    }

    private static string OfTokens(string source, SyntaxNode root, Random random)
    {
        string piece = s_pieces[random.Next(s_pieces.Length)];
        SyntaxToken[] tokens = [.. root.DescendantTokens()];
        SyntaxToken token = tokens[random.Next(tokens.Length)], other = tokens[random.Next(tokens.Length)];
        var text = new StringBuilder(source);
        switch (random.Next(9))
        {
            case 0: return text.Remove(token.SpanStart, token.Span.Length).ToString();
            case 1: return text.Insert(token.SpanStart, $" {token.Text} ").ToString();
            case 2: return text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, $" {other.Text} ").ToString();
            case 3: return text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, piece).ToString();
            case 4: return text.Insert(token.Span.End, piece).ToString();
            case 5: return text.Insert(random.Next(text.Length + 1), piece).ToString();
            case 6:
                int start = random.Next(text.Length + 1);
                return text.Remove(start, random.Next(0, Math.Min(8, text.Length - start) + 1)).ToString();
            default:
                // One of the same kind, so that more programs are still read: a name for a name, a number for a number.
                SyntaxToken[] alike = [.. tokens.Where(one => one.RawKind == token.RawKind && one.Text != token.Text)];
                return alike.Length == 0 ? source : text.Remove(token.SpanStart, token.Span.Length)
                    .Insert(token.SpanStart, alike[random.Next(alike.Length)].Text).ToString();
        }
    }
}
