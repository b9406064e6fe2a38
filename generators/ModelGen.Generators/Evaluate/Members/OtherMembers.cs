using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Evaluate;

/// <summary>Members that every value has, of nullable values, and of tuples.</summary>
internal static class OtherMembers
{
    public static readonly Dictionary<string, Func<MemberCall, Value>> All = new()
    {
        ["Object.ToString"] = call => new(call.Count > 0 && call[0] is string format && call.Receiver.Data is IFormattable number
            ? number.ToString(format, CultureInfo.InvariantCulture) : Words(call.Receiver)),
        ["Object.Equals"] = call => new(Equality.AreEqual(call.Method.IsStatic ? call.Arguments[0] : call.Receiver,
            call.Arguments[call.Count - 1])),
        ["Object.ReferenceEquals"] = call => new(ReferenceEquals(call[0], call[1]) || Equality.AreEqual(call.Arguments[0],
            call.Arguments[1])),
        ["Object.CompareTo"] = call => new(Numbers.Compare(call.Receiver.Data, call[0])
            ?? throw new RefusedException("a comparison of such values", "Compare their parts")),
        ["Enum.HasFlag"] = call => new(call.Receiver.Data is EnumValue member && call[0] is EnumValue flag
            && (member.Number & flag.Number) == flag.Number),
        ["MemoryExtensions.AsSpan"] = call => call.Arguments[0],
        ["TensorShape.ToString"] = call => new(Words(call.Receiver)),
        ["TensorShape.Equals"] = call => new(Equality.AreEqual(call.Receiver, call.Arguments[0])),
        ["Nullable.HasValue"] = call => new(call.Receiver.Data is not null),
        ["Nullable.Value"] = call => call.Receiver.Data is not null ? call.Receiver
            : throw new ThrownException("InvalidOperationException: it has no value"),
        ["Nullable.GetValueOrDefault"] = call => call.Receiver.Data is not null ? call.Receiver
            : call.Count > 0 ? call.Arguments[0] : call.Evaluator.DefaultOf(call.Method.ReturnType),
    };

    /// <summary>A value without members of its own as text.</summary>
    public static string Words(Value value) => value.Data switch
    {
        null => "",
        double or float => ((IFormattable)value.Data).ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };
}
