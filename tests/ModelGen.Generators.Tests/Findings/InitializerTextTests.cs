using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Tests;

/// <summary>What strings that name initializers become in code.</summary>
public class InitializerTextTests
{
    [Theory]
    [InlineData("zeros", "Initializer.Zeros")]
    [InlineData("zero", "Initializer.Zeros")]
    [InlineData("one", "Initializer.Ones")]
    [InlineData("Ones", "Initializer.Ones")]
    [InlineData("normal", "Initializer.RandomNormal")]
    [InlineData("uniform", "Initializer.RandomUniform")]
    [InlineData("RandomNormal", "Initializer.RandomNormal")]
    [InlineData("glorot_uniform()", "Initializer.GlorotUniform")]
    [InlineData("he_normal", "Initializer.HeNormal")]
    [InlineData("lecun_uniform", "Initializer.LecunUniform")]
    [InlineData("orthogonal", "Initializer.Orthogonal")]
    [InlineData("orthogonal(gain=1.41421)", "Initial.Orthogonal(gain: 1.41421)")]
    [InlineData("identity(2)", "Initial.Identity(gain: 2)")]
    [InlineData("constant(0.1)", "Initial.Constant(value: 0.1)")]
    [InlineData("constant", "Initial.Constant(value: 0)")]
    [InlineData(" random_normal ( mean = -1 , stddev = 5e-2 ) ", "Initial.RandomNormal(mean: -1, stddev: 0.05)")]
    [InlineData("random_normal(0.5)", "Initial.RandomNormal(mean: 0.5, stddev: 0.05)")]
    [InlineData("truncated_normal(stddev=1)", "Initial.TruncatedNormal(mean: 0, stddev: 1)")]
    [InlineData("random_uniform(-1, maxval=1)", "Initial.RandomUniform(minval: -1, maxval: 1)")]
    [InlineData("variance_scaling", "Initial.VarianceScaling(scale: 1, mode: FanMode.FanIn, distribution: Distribution.TruncatedNormal)")]
    [InlineData("variance_scaling(2, 'fan_avg', \"uniform\")",
        "Initial.VarianceScaling(scale: 2, mode: FanMode.FanAvg, distribution: Distribution.Uniform)")]
    [InlineData("VarianceScaling(distribution=normal)",
        "Initial.VarianceScaling(scale: 1, mode: FanMode.FanIn, distribution: Distribution.TruncatedNormal)")]
    public void A_name_with_arguments_becomes_code(string text, string code)
    {
        InitializerText parsed = InitializerText.Parse(text);
        Assert.Null(parsed.Problem);
        Assert.Equal(code, parsed.Code);
    }

    [Theory]
    [InlineData("random_norml(stddev=0.1)", "random_normal(stddev=0.1)")]
    [InlineData("orthogonl", "orthogonal")]
    [InlineData("glorot", "glorot_uniform")]
    [InlineData("RandomNormal(std=1)", "random_normal(mean=0, stddev=0.05)")]
    [InlineData("constant(", "constant(value=0)")]
    [InlineData("constant(1", "constant(value=0)")]
    [InlineData("constant(1e99)", null)]
    [InlineData("variance_scaling(mode=fan)", "variance_scaling(scale=1, mode=fan_in, distribution=truncated_normal)")]
    public void What_is_suggested_is_understood(string text, string? suggestion)
    {
        InitializerText parsed = InitializerText.Parse(text);
        if (suggestion is null)
        {
            // Larger than any float32: still a finite double, which the runtime rounds to infinity, so it must not pass.
            Assert.NotNull(parsed.Problem);
            return;
        }

        Assert.NotNull(parsed.Problem);
        Assert.Equal(suggestion, parsed.Suggestion);
        Assert.Null(InitializerText.Parse(parsed.Suggestion).Problem);
    }

    [Fact]
    public void Every_example_is_understood_and_means_the_default()
    {
        foreach (InitializerKind kind in Initializers.All) { Assert.Null(InitializerText.Parse(kind.Example).Problem); }
    }
}
