using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>What a model answers with that says what its classes are called.</summary>
public class ClassifyTests
{
    private static readonly CompiledModels s_models = StackCompiler.Compile("""
        using ModelGen;
        using static ModelGen.Activation;

        public enum Spam { Wanted, Unwanted }

        [Input(4)] [Dense(3, Softmax)] [Classes("cat", "dog", "bird")]
        public partial class Pets;

        [Input(4)] [Dense(3)]
        public partial class Logits;

        [Input(4)] [Dense(1, Sigmoid)] [Classes(typeof(Spam))]
        public partial class Mail
        {
            public override string ToString()
            {
                (Spam label, float probability) = Classify(new float[4]);
                return $"{label}, {probability > 0.98}, {Classify(new float[4])}";
            }
        }

        [Input(4)] [Dense(3, Sigmoid)]
        public partial class Several;

        [Input(2, 2)] [Dense(3, Softmax)]
        public partial class RowsOfClasses;
        """);

    private static readonly float[] s_sample = [1, 2, 3, 4];

    [Fact]
    public void The_largest_probability_is_the_class()
    {
        using Model model = Make("Pets");
        float[] outputs = model.Predict(s_sample);
        Classification found = model.Classify(s_sample);
        Assert.Equal(outputs.Max(), found.Probability);
        Assert.Equal(Array.IndexOf(outputs, outputs.Max()), found.Index);
        Assert.Equal(((string[])["cat", "dog", "bird"])[found.Index], found.Label);
        Assert.Equal(["cat", "dog", "bird"], model.ClassNames);
        using Predictor predictor = model.CreatePredictor();
        Assert.Equal(found, predictor.Classify(s_sample));
    }

    [Fact]
    public void Logits_are_made_probabilities()
    {
        using Model model = Make("Logits");
        double[] powers = [.. model.Predict(s_sample).Select(logit => Math.Exp(logit))];
        Classification found = model.Classify(s_sample);
        Assert.Equal(powers.Max() / powers.Sum(), found.Probability, 1e-6);
        Assert.Equal($"{Array.IndexOf(powers, powers.Max())}", found.Label); // nobody has named them
        Assert.Empty(model.ClassNames);
    }

    [Theory]
    [InlineData(4f, "Unwanted")]
    [InlineData(-4f, "Wanted")]
    public void A_single_sigmoid_tells_two_apart_and_an_enum_is_answered_with(float bias, string label)
    {
        using Model model = Make("Mail");
        model.Parameters["dense/bias"].Set([bias]);
        Assert.Equal(1 / (1 + Math.Exp(-4)), model.Classify(new float[4]).Probability, 1e-6);
        Assert.Equal(label, model.Classify(new float[4]).Label);
        Assert.Equal($"{label}, True, {label} (98.2 %)", model.ToString());
    }

    [Fact]
    public void What_is_no_class_is_refused()
    {
        using Model several = Make("Several"), rows = Make("RowsOfClasses");
        Assert.Equal("Classify tells one class from the others, but several ends in 3 sigmoids, which may all be true. Read what Predict "
            + "gives.", Assert.Throws<InvalidOperationException>(() => several.Classify(s_sample)).Message);
        Assert.Equal("Classify tells one class from the others, but rows_of_classes ends in 2 x 3. Read what Predict gives.",
            Assert.Throws<InvalidOperationException>(() => rows.Classify(s_sample)).Message);
    }

    private static Model Make(string name) => s_models.Create(name, new CpuDevice(1), seed: 1);
}
