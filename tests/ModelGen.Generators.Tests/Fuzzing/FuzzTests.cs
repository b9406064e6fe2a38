using ModelGen.Tests;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Whatever is typed, neither the generator nor the analyzer fails or takes a second, and there are errors, or code that compiles without a
/// warning. A failure names its seed: MODELGEN_FUZZ_SEED and MODELGEN_FUZZ_COUNT=1 run it alone.
/// </summary>
public class FuzzTests
{
    [Fact]
    public void Declarations_made_at_random() =>
        Run("random declaration", brief: 30, full: 40_000, random => RandomDeclaration.Make(random));

    [Fact]
    public void Declarations_mistyped() => Run("mistyped declaration", brief: 60, full: 60_000, random => Mutation.Several(
        random.Next(3) == 0 ? RandomDeclaration.Make(random) : Seeds.Any(Seeds.Declarations, random), random));

    [Fact]
    public void Bodies_made_at_random() => Run("random body", brief: 10, full: 20_000, random => RandomForward.Make(random));

    [Fact]
    public void Bodies_mistyped() => Run("mistyped body", brief: 20, full: 40_000, random => Mutation.Several(
        random.Next(3) == 0 ? RandomForward.Make(random) : Seeds.Any(Seeds.Bodies, random), random));

    [Fact]
    public void Uses_mistyped() =>
        Run("mistyped use", brief: 30, full: 40_000, random => Mutation.Several(Seeds.Any(Seeds.Uses, random), random));

    private static void Run(string kind, int brief, int full, Func<Random, string> make) => FuzzRun.Judge(Extent.Pick(brief, full),
        seed =>
        {
            var random = new Random(seed);
            return new FuzzCase(kind, seed, make(random), FuzzSetting.Pick(random));
        }, one => one.Judge());

    [Fact]
    public void No_beginning_of_a_declaration_ends_the_generator()
    {
        const string whole = """
            using D = ModelGen.DenseAttribute;
            namespace A.B
            {
                partial class Outer
                {
                    [Model(Name = "n")] [Input(9, 9, 1)] [Conv2D(4, kernelSize: 3, Padding = Padding.Same)] [D(3, Softmax)]
                    public partial class Net { public Net(int n) : this() { } }
                }
            }
            """;
        for (int length = 0; length <= whole.Length; length += Extent.Pick(brief: 12, full: 1))
        {
            var one = new FuzzCase("beginning", length, whole[..length], FuzzSetting.Usual);
            Assert.True(one.Judge() is not { } problem, $"{one.Judge()}\nin {one}");
        }
    }
}
