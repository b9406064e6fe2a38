namespace ModelGen.Generators.Tests;

/// <summary>What C# a Forward method may be written in: each body makes the layers that are listed.</summary>
public class ForwardLanguageTests
{
    public static TheoryData<string, string> Bodies => new()
    {
        { "var y = x.Dense(3); y = y.Dense(4); return y;", "3 4" },
        { "for (int i = 1; i <= 3; i++) { x = x.Dense(i); } return x;", "1 2 3" },
        { "for (int i = 5; ; i--) { if (i == 4) { continue; } x = x.Dense(i); if (i < 3) { break; } } return x;", "5 3 2" },
        { "foreach (int n in (ReadOnlySpan<int>)[7, 8]) { x = x.Dense(n); } return x;", "7 8" },
        { "int[] a = [1, 2, 3]; foreach (int n in a[1..]) { x = x.Dense(n); } return x.Dense(a[^1] + a.Length);", "2 3 6" },
        { "int n = 2; while (n < 20) { n *= 3; x = x.Dense(n); } return x;", "6 18 54" },
        { "int n = 0; do { x = x.Dense(++n); } while (n < 2); return x;", "1 2" },
        { "return x.Size > 5 ? x.Dense(1) : x.Dense(2);", "1" },
        { "if (x.Shape is [var n] && n == 8) { return x.Dense(n * 2); } return x;", "16" },
        { "switch (x.Channels) { case > 4 and < 9: x = x.Dense(5); break; default: x = x.Dense(6); break; } return x;", "5" },
        { "return x.Dense(x.Size switch { 8 => 3, _ => 4 });", "3" },
        { "Func<Tensor, int, Tensor> f = (t, n) => t.Dense(n); return f(f(x, 2), 3);", "2 3" },
        { "Tensor Twice(Tensor t, int n) { t = t.Dense(n); return n == 1 ? t : Twice(t, n - 1); } return Twice(x, 3);", "3 2 1" },
        { "(int a, int b) = (2, 3); (a, b) = (b, a); return x.Dense(a).Dense(b);", "3 2" },
        { "var t = (Units: 4, Name: \"q\"); return x.Dense(t.Units, name: t.Name);", "4" },
        { "return Enumerable.Range(2, 3).Aggregate(x, (t, n) => t.Dense(n));", "2 3 4" },
        { "foreach (var (a, b) in new[] { 1, 2 }.Zip(new[] { 3, 4 })) { x = x.Dense(a * b); } return x;", "3 8" },
        { "var list = new List<int> { 5 }; list.Add(6); list.AddRange([7, .. list]); return list.Aggregate(x, (t, n) => t.Dense(n));",
            "5 6 7 5 6" },
        { "var s = new Stack<int>(); s.Push(1); s.Push(2); while (s.TryPop(out int n)) { x = x.Dense(n); } return x;", "2 1" },
        { "var d = new Dictionary<string, int> { [\"a\"] = 3 }; d[\"b\"] = 4; return x.Dense(d[\"a\"]).Dense(d.GetValueOrDefault(\"b\"));",
            "3 4" },
        { "string name = $\"block{1 + 1}_{2.5}\"; return x.Dense(name.Length, name: name.Replace('.', '_'));", "10" },
        { "int? n = null; n ??= 4; return x.Dense(n.Value).Dense(n is int m ? m + 1 : 0);", "4 5" },
        { "string? s = null; return x.Dense(s?.Length ?? 3);", "3" },
        { "var p = new Point(2, 3) with { Y = 5 }; var (a, b) = p; return x.Dense(a).Dense(b).Dense(p == new Point(2, 5) ? 1 : 9);",
            "2 5 1" },
        { "var c = new Counter { Step = 2 }; x = x.Dense(c.Next()); return x.Dense(c.Next());", "2 4" },
        { "Shaped s = new Wide(3); return s.Apply(x);", "3" },
        { "return Blocks.Make<Small>(x);", "6" },
        { "return x.Dense(Settings.Units).Dense(Settings.Sizes[1]);", "12 8" },
        { "checked { return x.Dense((int)(3L << 1)).Dense(unchecked((byte)257) == 1 ? 1 : 2); }", "6 1" },
        { "int n = 0; int Count() => ++n; _ = Count(); return x.Dense(Count()).Dense(n);", "2 2" },
        { "var f = new List<Func<int>>(); foreach (int i in new[] { 0, 1 }) { f.Add(() => i + 3); } return x.Dense(f[0]()).Dense(f[1]());",
            "3 4" },
        { "return (from n in new[] { 4, 3, 9 } where n < 9 orderby n select n).Aggregate(x, (t, n) => t.Dense(n));", "3 4" },
        { "Activation a = x.Size > 3 ? ReLU : Softmax; return x.Dense(4, a == ReLU ? Tanh : a);", "4" },
        { "Blocks.Units(out int units); Blocks.Double(ref units); return x.Dense(units);", "14" },
        { "return x.Widen(4).Dense(Math.Max(2, (int)Math.Sqrt(50)));", "32 7" },
        { "Tensor[] ways = [x.Dense(2), x.Dense(3)]; return Tensor.Concatenate(ways).Dense(ways.Length);", "2 3 2" },
        { "int[][] all = [[1, 2], [3]]; foreach (int[] some in all) foreach (int n in some) x = x.Dense(n); return x;", "1 2 3" },
        { "object o = 5; return x.Dense(o is int n and > 4 ? n : 1).Dense((int)o);", "5 5" },
        { "int s = 2; s <<= 1; s |= 1; s ^= 8; return x.Dense(s).Dense(1 << s >> 12).Dense(~-s & 7);", "13 2 4" },
        { "return x.Dense(new Point(1, 2).ToString().Length).Dense($\"{new Point(3, 4)}\".Length);", "22 22" },
        { "return x.Dense(new Summed(1).ToString().Length).Dense($\"{new { A = 1 }}\".Length).Dense($\"{new Nothing()}\".Length);",
            "33 9 11" },
        { "var d = new Dictionary<string, int>(); d.TryGetValue(\"no\", out int z); return x.Dense(z + 3);", "3" },
        { "int g = 5; g += g++ * 2; return x.Dense(g);", "15" },
        { "var b = new Boxed { N = 7 }; return x.Dense(b.N).Dense(b.N == 8 ? 1 : 2);", "8 1" },
        { "return x.Dense(Settings.Early).Dense(Settings.Late);", "1 7" },
        { "return x.Dense(new { A = 1 }.Equals(new { A = 1 }) ? 1 : 2);", "1" },
        { "return x.Dense((Bits.A | Bits.C).ToString().Length).Dense($\"{Bits.C:D}\".Length).Dense(Bits.C.HasFlag(Bits.C) ? 3 : 4);",
            "4 1 3" },
        { "Wide w = new Wider(3); return w.Apply(x);", "3 6" },
        { "return x.Dense(string.Format(\"a{0:D3}\", 5).Length);", "4" },
        { "return x.Enc();", "5" },
        { "const int n = 3; var f = Blocks.Widen; return f(x, n);", "24" },
    };

    private const string Around = """
        using System.Collections.Generic;
        using System.Linq;

        [Model]
        internal sealed partial class Net
        {
            private static Tensor Forward([Input(8)] Tensor x)
            {
                @
            }
        }

        internal record Point(int X, int Y);

        internal record Summed(int X) : Nothing { private readonly int _hidden = 3; public int More => X + _hidden; public int F = 2; }

        internal record Nothing;

        internal sealed class Counter
        {
            private int _count;

            public int Step { get; init; } = 1;

            public int Next() => _count += Step;
        }

        internal abstract class Shaped(int units)
        {
            protected int Units => units;

            public abstract Tensor Apply(Tensor x);
        }

        internal class Wide(int units) : Shaped(units)
        {
            public override Tensor Apply(Tensor x) => x.Dense(Units);
        }

        internal sealed class Wider(int units) : Wide(units)
        {
            public override Tensor Apply(Tensor x) => base.Apply(x).Dense(2 * Units);
        }

        internal sealed class Boxed { public int N { get; set => field = value + 1; } }

        [Flags] internal enum Bits { None = 0, A = 1, C = 4 }

        internal static partial class Shared { [Dense(5)] internal static partial Tensor Enc(this Tensor x); }

        internal interface IBlock { static abstract Tensor Apply(Tensor x); }

        internal readonly struct Small : IBlock { public static Tensor Apply(Tensor x) => x.Dense(6); }

        internal static class Settings
        {
            public const int Units = 12;
            public static readonly int[] Sizes = [4, Units - 4];
            public static readonly int Early = Late + 1;
            public static readonly int Late = 7;
        }

        internal static class Blocks
        {
            public static Tensor Make<T>(Tensor x) where T : IBlock => T.Apply(x);

            public static Tensor Widen(this Tensor x, int factor) => x.Dense(factor * x.Channels);

            public static void Units(out int units) => units = 7;

            public static void Double(ref int units) => units *= 2;
        }
        """;

    internal static IEnumerable<string> Sources => Bodies.Select(row => Around.Replace("@", row.Data.Item1));

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_makes_layers(string body, string units)
    {
        Compiled compiled = Compiler.Compile(Around.Replace("@", body));
        Assert.Empty(compiled.CompilerDiagnostics);
        Assert.Empty(compiled.Warnings);
        Assert.DoesNotContain("cannot be compiled", compiled.Sources.Last().Code);
        string code = compiled.Sources.Single(file => file.Code.Contains(", as compiled from ")).Code;
        string[] made = [.. System.Text.RegularExpressions.Regex.Matches(code, @"""Dense"", \[([\d_]+)\]").Select(m => m.Groups[1].Value)];
        Assert.Equal(units, string.Join(' ', made));
    }
}
