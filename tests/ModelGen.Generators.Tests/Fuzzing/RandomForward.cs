using System.Globalization;
using System.Text;

namespace ModelGen.Generators.Tests;

/// <summary>Forward methods made at random, of the statements and expressions that their language has, mostly as they should be.</summary>
internal sealed class RandomForward(Random random)
{
    private const int MostDepth = 3;
    private readonly StringBuilder _text = new();
    private readonly List<string> _numbers = ["x.Size"];
    private int _names;

    private const string Helpers = """

        internal static partial class Blocks
        {
            public static Tensor Wide(this Tensor x, int units) => x.Dense(Math.Abs(units % 7) + 1).ReLU();
            public static Tensor Deep(Tensor x, int depth) => depth <= 0 ? x : Deep(x.Dense(3), depth - 1);
            public static T Twice<T>(T value, Func<T, T> change) => change(change(value));
            public static readonly int[] Sizes = [2, 4, 8];
            [Shared] public static Tensor Tower(Tensor x) => x.Dense(4).ReLU().Dense(2);
            [Dense(3, Activation.ReLU)] [Dropout(0.5)] public static partial Tensor Both(Tensor x);
        }
        internal record Point(int X, int Y = 3) { public int Sum => X + Y; }
        internal abstract class Shape { public abstract int Area { get; } public int Half() => Area / 2; }
        internal sealed class Square(int side) : Shape { public override int Area => side * side; }
        internal enum Kind { Small, Large = 5 }
        """;

    public static string Make(Random random) => new RandomForward(random).Write();

    private string Write()
    {
        _text.Append("using System; using System.Collections.Generic; using System.Linq;\n[Model] public partial class Net\n{\n")
            .Append("private static Tensor Forward([Input(8)] Tensor x)\n{\n");
        Statements(0);
        return _text.Append("return x.Dense(2);\n}\n}\n").Append(Helpers).ToString();
    }

    private T Any<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    private string New() => $"n{_names++}";

    // What is declared within is not known behind it.
    private void Statements(int depth)
    {
        int known = _numbers.Count;
        for (int i = random.Next(1, 5); i > 0; i--) { _text.Append(Statement(depth)).Append('\n'); }
        _numbers.RemoveRange(known, _numbers.Count - known);
    }

    private string Block(int depth)
    {
        int start = _text.Length;
        Statements(depth + 1);
        string block = _text.ToString(start, _text.Length - start);
        _text.Length = start;
        return $"{{ {block} }}";
    }

    private string Statement(int depth)
    {
        string name = New(), other = New(), number = Number(0), second = Number(0);
        if (depth < MostDepth && random.Next(3) == 0)
        {
            return random.Next(8) switch
            {
                0 => $"if ({Condition(0)}) {Block(depth)} else {Block(depth)}",
                1 => Within(name, () => $"for (int {name} = 0; {name} < {random.Next(4)}; {name}++) {Block(depth)}"),
                2 => Within(name, () => $"foreach (int {name} in {Numbers()}) {Block(depth)}"),
                3 => $"switch ({number}) {{ case 1: {Block(depth)} break; case > 4 and < 9: x = x.ReLU(); break; "
                    + $"default: {Block(depth)} break; }}",
                4 => $"int {name} = {random.Next(5)}; while ({name}-- > 0) {{ {Block(depth)} if ({Condition(0)}) {{ break; }} }}",
                5 => $"Tensor F{name}(Tensor t, int {other}) {{ return t.Dense({Positive(other)}); }} x = F{name}(x, {number});",
                6 => $"int {name} = 0; do {Block(depth)} while (++{name} < 2);",
                _ => Block(depth),
            };
        }

        switch (random.Next(16))
        {
            case 0: _numbers.Add(name); return $"int {name} = {number};";
            case 1: _numbers.Add(name); return $"const int {name} = {random.Next(9)};";
            case 2: _numbers.Add($"{name}.Count");
                return $"var {name} = new List<int> {{ {number}, {second} }}; {name}.Add({name}[0]);";
            case 3: _numbers.Add($"{name}.Length"); return $"string {name} = $\"b{{{number}}}_{{x.Size}}\";";
            case 4: _numbers.Add($"{name}.X"); return $"var {name} = new Point({number}) with {{ Y = {second} }};";
            case 5: _numbers.AddRange([name, other]); return $"(int {name}, int {other}) = ({number}, {second});";
            case 6: _numbers.Add($"{name}(2)"); return $"Func<int, int> {name} = {other} => {other} + {number};";
            case 7: _numbers.Add($"({name} ?? 1)");
                return $"int? {name} = {Condition(0)} ? null : {number};";
            case 8: _numbers.Add($"{name}.GetValueOrDefault(\"b\")");
                return $"var {name} = new Dictionary<string, int> {{ [\"a\"] = {number} }};";
            case 9: return $"var {name} = x.Dense({Positive(number)}); x = "
                + $"{Any(["@ + @", "1 - @", "@ / 2", "@.Square()", "@ * 3"]).Replace("@", name)};";
            case 10: return $"x = Tensor.Concatenate(x, x.Dense({Positive(number)}, {Any(["ReLU", "Tanh", "Softmax"])}));";
            case 11: return $"x = x.Dense({Positive(number)}, name: $\"d{name}{{x.Size}}\");";
            case 12: return Any(["x = Blocks.Tower(x.Dense(4));",
                 "x = Blocks.Both(x.Dense(6));", "x = Blocks.Deep(x, 2);", "x = Blocks.Twice(x, t => t.Wide(2));", "_ = x.Size;"]);
            case 13: return Any([
                $"if ({Condition(0)}) {{ throw new InvalidOperationException($\"{{x.Shape}}\"); }}", "x = x.Dense(8).Expect(8);",
                $"object {name} = {number}; if ({name} is int {other} and > 3) {{ x = x.Wide({other}); }}",
                $"Kind {name} = (Kind)5; x.ToString();"]);
            case 14: return $"x = {Numbers()}.Aggregate(x, (t, {name}) => t.Dense({Positive(name)}));";
            default: return $"x = x.Dense({Positive(number)})."
                + $"{Any(["ReLU()", "Dropout(0.2)", "BatchNormalization()", "Activation(Tanh)"])};";
        }
    }

    private string Within(string name, Func<string> write)
    {
        _numbers.Add(name);
        string written = write();
        _numbers.Remove(name);
        return written;
    }

    private string Positive(string number) => random.Next(60) == 0 ? number : $"Math.Abs({number} % 5) + 2";

    private string Numbers() => Any([$"new[] {{ {Number(0)}, {Number(0)} }}", "Blocks.Sizes", "Enumerable.Range(1, 3)", "Blocks.Sizes[1..]",
        $"new List<int>([{Number(0)}, .. Blocks.Sizes]).Where(n => n % 2 == 0)", "(from n in Blocks.Sizes orderby -n select n * n)"]);

    private string Condition(int depth) => random.Next(depth < MostDepth ? 7 : 3) switch
    {
        0 => $"{Number(depth + 1)} {Any(["<", ">", "<=", ">=", "==", "!="])} {Number(depth + 1)}",
        1 => $"x.Shape is [{Any(["var _", "> 3", "_", "8 or 9"])}]",
        2 => Any(["true", "false", "Kind.Small.ToString() == \"Small\"",
            "x.Channels > 2", "Blocks.Sizes is [2, .. { Length: > 1 }]"]),
        3 => $"({Condition(depth + 1)} && {Condition(depth + 1)})",
        4 => $"({Condition(depth + 1)} || {Condition(depth + 1)})",
        5 => $"!({Condition(depth + 1)})",
        _ => $"{Number(depth + 1)} is > 2 and not 4",
    };

    private string Number(int depth)
    {
        if (depth >= MostDepth || random.Next(3) == 0)
        {
            return random.Next(2) == 0 ? Any(_numbers) : (random.Next(14) - 2).ToString(CultureInfo.InvariantCulture);
        }

        string a = Number(depth + 1), b = Number(depth + 1);
        return random.Next(12) switch
        {
            0 => $"({a} {Any(["+", "-", "*"])} {b})",
            1 => $"({a} {Any(["/", "%"])} ({b} | 1))",
            2 => $"({a} {Any(["<<", ">>", ">>>", "&", "|", "^"])} {b})",
            3 => $"({Condition(depth + 1)} ? {a} : {b})",
            4 => $"Math.{Any(["Max", "Min"])}({a}, {b})",
            5 => $"({a} switch {{ 1 => {b}, < 0 => 3, _ => 2 }})",
            6 => $"(int)({a} * {Any(["0.5", "1.5f", "2L", "1m"])})",
            7 => $"{Any(["~", "-", "+"])}({a})",
            8 => $"new Square({a}).{Any(["Area", "Half()"])}",
            9 => $"new Point({a}, {b}).{Any(["Sum", "Y", "ToString().Length"])}",
            10 => $"(unchecked((byte){a}) + {b})",
            _ => $"Blocks.Twice({a}, n => n + {b})",
        };
    }
}
