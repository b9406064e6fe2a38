using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generators.Evaluate;

/// <summary>Math, and the same of the number types.</summary>
internal static class MathMembers
{
    private static readonly (string, Func<double, double>)[] s_functions =
    [
        ("Sqrt", Math.Sqrt), ("Cbrt", x => Math.Sign(x) * Math.Pow(Math.Abs(x), 1.0 / 3)), ("Floor", Math.Floor), ("Ceiling", Math.Ceiling),
        ("Truncate", Math.Truncate), ("Exp", Math.Exp), ("Log2", x => Math.Log(x, 2)), ("Log10", Math.Log10), ("Sin", Math.Sin),
        ("Cos", Math.Cos), ("Tan", Math.Tan), ("Tanh", Math.Tanh), ("Asin", Math.Asin), ("Acos", Math.Acos), ("Atan", Math.Atan),
    ];

    public static readonly Dictionary<string, Func<MemberCall, Value>> All = Make();

    private static Dictionary<string, Func<MemberCall, Value>> Make()
    {
        var all = new Dictionary<string, Func<MemberCall, Value>>
        {
            ["Math.DivRem"] = call => new(TupleValue.Of(
                new(Numbers.Binary(BinaryOperatorKind.Divide, call[0], call[1], false)),
                new(Numbers.Binary(BinaryOperatorKind.Remainder, call[0], call[1], false)))),
            ["Math.BigMul"] = call => new((long)call.Int(0) * call.Int(1)),
            ["Math.Round"] = Round,
            ["MathF.Round"] = Round,
            ["BitOperations.Log2"] = call => new((int)Math.Floor(Math.Log(call.Double(0), 2))),
            ["BitOperations.IsPow2"] = call => new(call.Double(0) is var x && x > 0 && ((ulong)x & ((ulong)x - 1)) == 0),
            ["BitOperations.PopCount"] = call => new(System.Convert.ToString((long)call.Double(0), 2).Count(c => c == '1')),
            ["BitOperations.RoundUpToPowerOf2"] = call => call.Result(Math.Pow(2, Math.Ceiling(Math.Log(call.Double(0), 2)))),
        };
        string[] fractions = ["Math", "MathF", "Double", "Single"];
        foreach (string type in fractions)
        {
            foreach ((string name, Func<double, double> function) in s_functions)
            {
                all[$"{type}.{name}"] = call => call.Result(function(call.Double(0)));
            }
            all[$"{type}.Pow"] = call => call.Result(Math.Pow(call.Double(0), call.Double(1)));
            all[$"{type}.Log"] = call => call.Result(call.Count > 1 ? Math.Log(call.Double(0), call.Double(1)) : Math.Log(call.Double(0)));
            all[$"{type}.IsNaN"] = call => new(double.IsNaN(call.Double(0)));
        }

        foreach (string type in (string[])[.. fractions, "Int32", "Int64", "UInt32", "UInt64", "Int16", "Byte", "Decimal"])
        {
            all[$"{type}.Max"] = call => Larger(call.Arguments[0], call.Arguments[1], 1);
            all[$"{type}.Min"] = call => Larger(call.Arguments[0], call.Arguments[1], -1);
            all[$"{type}.Clamp"] = Clamp;
            all[$"{type}.Abs"] = Abs;
            all[$"{type}.Sign"] = call => new(Math.Sign(call.Double(0)));
            all[$"{type}.IsPow2"] = all["BitOperations.IsPow2"];
            all[$"{type}.IsEvenInteger"] = call => new(call.Double(0) % 2 == 0);
            all[$"{type}.IsOddInteger"] = call => new(Math.Abs(call.Double(0) % 2) == 1);
        }

        return all;
    }

    private static Value Larger(Value a, Value b, int sign) =>
        a.Data is double.NaN or float.NaN || Numbers.Compare(a.Data, b.Data) * sign >= 0 ? a : b;

    private static Value Abs(MemberCall call) =>
        Numbers.Compare(call[0], Numbers.Convert(0, call.Method.ReturnType.SpecialType, false)) >= 0
            ? call.Arguments[0] : new(Numbers.Unary(UnaryOperatorKind.Minus, call[0], isChecked: true));

    private static Value Clamp(MemberCall call) => Numbers.Compare(call[1], call[2]) > 0
        ? throw new ThrownException("ArgumentException: the smallest value is larger than the largest")
        : Larger(Larger(call.Arguments[0], call.Arguments[1], 1), call.Arguments[2], -1);

    private static Value Round(MemberCall call)
    {
        int digits = call.Count > 1 && call[1] is int d ? d : 0;
        MidpointRounding mode = call.Arguments.Select(a => a.Data).OfType<EnumValue>().FirstOrDefault() is { Number: 1 }
            ? MidpointRounding.AwayFromZero : MidpointRounding.ToEven;
        return call[0] is decimal m ? new(Math.Round(m, digits, mode)) : call.Result(Math.Round(call.Double(0), digits, mode));
    }
}
