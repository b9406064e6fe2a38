using ModelGen.Data;

namespace ModelGen.Tests;

/// <summary>The values of an input whose samples lie in memory as floats.</summary>
internal static class InputValues
{
    extension(InputColumn input)
    {
        /// <summary>A copy of all of them.</summary>
        public ReadOnlyMemory<float> Values => input.Range(0, input.Source.Count).ToArray();

        /// <summary>Those of some consecutive samples.</summary>
        public ReadOnlySpan<float> Range(int first, int count) => input.Source.Floats(first, count);
    }
}
