using System.Collections.Concurrent;
using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace ModelGen.Tests.Contract;

/// <summary>
/// The stacks of a test class, compiled together when the first of them is asked for: what a compilation costs, it costs once, and not
/// once for each stack. Stacks are the texts that begin with <c>[Input(</c> among the data of the class's theories.
/// </summary>
internal static class StackBatch
{
    private static readonly ConcurrentDictionary<Type, Lazy<Compiled>> s_classes = new();

    private sealed record Compiled(CompiledModels Models, Dictionary<string, int> Places);

    /// <summary>The models of a stack's forms, in their order.</summary>
    public static (CompiledModels Models, string[] ClassNames) Of(Func<string, string[]> forms, string stack)
    {
        string[] wanted = forms(stack);
        if (TestContext.Current.TestClass is IXunitTestClass { Class: { } type })
        {
            Compiled batch = s_classes.GetOrAdd(type, t => new(() => Compile(t, forms))).Value;
            if (batch.Models.Assembly is not null && wanted.All(batch.Places.ContainsKey))
            {
                return (batch.Models, [.. wanted.Select(w => $"Model{batch.Places[w]}")]);
            }
        }

        // A stack that a test makes itself; or one of the batch does not compile, and this test may not be the one to say so.
        return (StackCompiler.CompileStacks(wanted), [.. wanted.Select((_, i) => $"Model{i}")]);
    }

    private static Compiled Compile(Type type, Func<string, string[]> forms)
    {
        string[] stacks = [.. Stacks(type).Distinct().SelectMany(forms).Distinct()];
        return new(StackCompiler.CompileStacks(stacks), stacks.Select((s, i) => (s, i)).ToDictionary(pair => pair.s, pair => pair.i));
    }

    private static IEnumerable<string> Stacks(Type type) =>
        from method in type.GetMethods()
        from data in method.GetCustomAttributes<DataAttribute>()
        from row in Rows(type, data)
        from text in row.OfType<string>()
        where text.StartsWith("[Input(", StringComparison.Ordinal)
        select text;

    private static IEnumerable<object?[]> Rows(Type type, DataAttribute data) => data switch
    {
        InlineDataAttribute inline => [inline.Data],
        MemberDataAttribute { MemberName: var name } when type.GetProperty(name)?.GetValue(null) is IEnumerable<ITheoryDataRow> rows =>
            rows.Select(row => row.GetData()),
        _ => [],
    };
}
