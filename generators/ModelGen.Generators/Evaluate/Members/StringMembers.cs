using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Evaluate;

/// <summary>Members of strings and characters. Letters and numbers are those of no culture.</summary>
internal static class StringMembers
{
    public static readonly Dictionary<string, Func<MemberCall, Value>> All = new()
    {
        ["String.Length"] = call => new(call.Text.Length),
        ["String.this[]"] = call => call.Evaluator.At(call.Receiver, call.Int(0), call.Text.Length),
        ["String.Concat"] = call => new(string.Concat(Pieces(call, 0).Select(piece => OtherMembers.Words(piece)))),
        ["String.Join"] = call => new(string.Join(call.String(0), Pieces(call, 1).Select(piece => OtherMembers.Words(piece)))),
        ["String.Format"] = call => new(Format(call)),
        ["String.Substring"] = call => Slice(call, call.Int(0), call.Count > 1 ? call.Int(1) : call.Text.Length - call.Int(0)),
        ["String.StartsWith"] = call => new(call.Text.StartsWith(call.String(0), StringComparison.Ordinal)),
        ["String.EndsWith"] = call => new(call.Text.EndsWith(call.String(0), StringComparison.Ordinal)),
        ["String.Contains"] = call => new(call.Text.Contains(call.String(0))),
        ["String.IndexOf"] = call => new(call.Text.IndexOf(call.String(0), StringComparison.Ordinal)),
        ["String.LastIndexOf"] = call => new(call.Text.LastIndexOf(call.String(0), StringComparison.Ordinal)),
        ["String.Replace"] = call => new(call.Text.Replace(call.String(0), call.Has(1) ? call.String(1) : "")),
        ["String.ToUpper"] = call => new(call.Text.ToUpperInvariant()),
        ["String.ToLower"] = call => new(call.Text.ToLowerInvariant()),
        ["String.ToUpperInvariant"] = call => new(call.Text.ToUpperInvariant()),
        ["String.ToLowerInvariant"] = call => new(call.Text.ToLowerInvariant()),
        ["String.Trim"] = call => new(call.Text.Trim(Letters(call))),
        ["String.TrimStart"] = call => new(call.Text.TrimStart(Letters(call))),
        ["String.TrimEnd"] = call => new(call.Text.TrimEnd(Letters(call))),
        ["String.PadLeft"] = call => new(call.Text.PadLeft(call.Int(0), call.Count > 1 ? (char)call[1]! : ' ')),
        ["String.PadRight"] = call => new(call.Text.PadRight(call.Int(0), call.Count > 1 ? (char)call[1]! : ' ')),
        ["String.Split"] = call => new(ListValue.Of(
            call.Text.Split([call.String(0)], StringSplitOptions.None).Select(part => new Value(part)), call.Method.ReturnType)),
        ["String.ToCharArray"] = call => new(ListValue.Of(call.Text.Select(c => new Value(c)), call.Method.ReturnType)),
        ["String.IsNullOrEmpty"] = call => new(string.IsNullOrEmpty(call[0] as string)),
        ["String.IsNullOrWhiteSpace"] = call => new(string.IsNullOrWhiteSpace(call[0] as string)),
        ["String.Equals"] = call => new(Equality.AreEqual(call.Receiver.Data is null ? call.Arguments[0] : call.Receiver,
            call.Arguments[call.Receiver.Data is null ? 1 : 0])),
        ["String.CompareOrdinal"] = call => new(string.CompareOrdinal(call.String(0), call.String(1))),
        ["new String"] = call => new(call[0] is char c ? new string(c, call.Int(1)) : string.Concat(call.Items(0).Select(item =>
            item.Data))),
        ["Char.IsDigit"] = call => new(char.IsDigit((char)call[0]!)),
        ["Char.IsLetter"] = call => new(char.IsLetter((char)call[0]!)),
        ["Char.IsLetterOrDigit"] = call => new(char.IsLetterOrDigit((char)call[0]!)),
        ["Char.IsUpper"] = call => new(char.IsUpper((char)call[0]!)),
        ["Char.IsLower"] = call => new(char.IsLower((char)call[0]!)),
        ["Char.ToUpperInvariant"] = call => new(char.ToUpperInvariant((char)call[0]!)),
        ["Char.ToLowerInvariant"] = call => new(char.ToLowerInvariant((char)call[0]!)),
        ["Int32.Parse"] = call => Parse<int>(call, text => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture)),
        ["Double.Parse"] = call => Parse<double>(call, text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
    };

    // What is joined: the elements of one list, or the arguments themselves.
    private static IEnumerable<Value> Pieces(MemberCall call, int start) =>
        call.Count == start + 1 && call[start] is ListValue or SequenceValue ? call.Items(start) : call.Arguments.Skip(start);

    private static char[] Letters(MemberCall call) => call.Count == 0 ? [] : call[0] is char c ? [c]
        : [.. call.Items(0).Select(item => (char)item.Data!)];

    private static Value Slice(MemberCall call, int start, int length) => start < 0 || length < 0 || start + length > call.Text.Length
        ? throw new ThrownException("ArgumentOutOfRangeException: the string is shorter") : new(call.Text.Substring(start, length));

    private static string Format(MemberCall call)
    {
        object?[] pieces = [.. Pieces(call, 1).Select(piece => piece.Data is IFormattable ? piece.Data : OtherMembers.Words(piece))];
        try
        {
            return string.Format(CultureInfo.InvariantCulture, call.String(0), pieces);
        }
        catch (FormatException e)
        {
            throw new ThrownException($"FormatException: {e.Message.TrimEnd('.')}");
        }
    }

    private static Value Parse<T>(MemberCall call, Func<string, T> parse)
    {
        try
        {
            return new(parse(call.String(0)));
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new ThrownException($"{e.GetType().Name}: \"{call.String(0)}\" is no such number");
        }
    }
}
