using System.Text.RegularExpressions;

namespace ModelGen.Generators.Tests;

/// <summary>Layers of equal sizes share one struct of sizes, wherever it is named.</summary>
public class SharedSizesTests
{
    [Theory]
    [InlineData("[Input(16, 16, 8)] [Conv2D(8, 3, ReLU, Padding = Padding.Same)] [Conv2D(8, 3, ReLU, Padding = Padding.Same)] [Flatten]",
        "Conv1, Size1")]
    [InlineData("[Input(6)] [Dense(6, Tanh)] [Dense(6, Tanh)] [Dense(5)]", "Dense1, Dense3, Size1")]
    [InlineData("[Input(6)] [Rescaling(2)] [Rescaling(2)] [Rescaling(3)] [Dense(2)]", "Dense4, Rescaling1, Rescaling3")]
    public void Equal_sizes_stand_once(string layers, string structs) => Assert.Equal(structs, string.Join(", ", StructsOf($$"""
        {{layers}}
        public partial class Net;
        """)));

    [Fact]
    public void A_struct_within_another_type_is_shared_too()
    {
        Compiled compiled = Compiler.Compile("""
            [Model]
            public partial class Net
            {
                private static Tensor Forward([Input(6)] Tensor x) => (1 / (1 / x)).Dense(6) * 3 * 3;
            }
            """);
        Assert.Empty(compiled.CompilerDiagnostics);
        string[] types = [.. Regex.Matches(string.Concat(compiled.Sources.Select(source => source.Code)), @"Number<(\w+), \w+>")
            .Select(found => found.Groups[1].Value).Distinct()];
        Assert.Equal(2, types.Length);
    }

    [Fact]
    public void It_says_whose_sizes_they_are() => Assert.Contains(
        "/// <summary>Layer 1: 6 to 6. Layers 2 and 3 have the same sizes.</summary>", Compiler.Compile("""
            [Input(6)] [Dense(6)] [Dense(6)] [Dense(6)]
            public partial class Net;
            """).SingleCleanSource(), StringComparison.Ordinal);

    // The source compiles, so that no other is named.
    private static IEnumerable<string> StructsOf(string source) =>
        Regex.Matches(Compiler.Compile(source).SingleCleanSource(), @"readonly struct (\w+)").Select(found => found.Groups[1].Value)
            .Order(StringComparer.Ordinal);
}
