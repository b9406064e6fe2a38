using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Evaluate;

/// <summary>Ends an evaluation with a finding.</summary>
internal sealed class StoppedException(string rule, SyntaxNode place, CallPlace? call, params string[] values) : Exception
{
    public string Rule => rule;

    public SyntaxNode Place => place;

    public CallPlace? Call => call;

    public IReadOnlyList<string> Values => values;
}

/// <summary>Ends an evaluation where the compiler, or an earlier finding, says already what is wrong.</summary>
/// <param name="isCompilers">Whether the compiler says it.</param>
internal sealed class KnownException(bool isCompilers) : Exception
{
    public bool IsCompilers => isCompilers;
}

/// <summary>What would be thrown at run time: an index out of range, say. It ends the evaluation where it is known to stand.</summary>
internal sealed class ThrownException(string what) : Exception
{
    public string What => what;

    public static ThrownException NoElement(int index, int count, bool isArray = false) =>
        new((isArray ? "IndexOutOfRange" : "ArgumentOutOfRange")
            + $"Exception: there is no element {Text.Plain(index)} among {Text.Plain(count)}");
}

/// <summary>What cannot be evaluated, found where its place is not known.</summary>
/// <param name="what">What it is called.</param>
/// <param name="instead">What to write.</param>
internal sealed class RefusedException(string what, string instead) : Exception
{
    public string What => what;

    public string Instead => instead;
}

/// <summary>How a statement ends.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
    Return,
}
