using Microsoft.CodeAnalysis;
using ModelGen.Generators.Emit;
using ModelGen.Generators.Infer;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Plan;
using ModelGen.Generators.Read;
using ModelGen.Generators.Specs;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Work grows with a model's depth, not with its square or cube: these models would take minutes if each layer were held against all
/// others.
/// </summary>
public class DepthTests
{
    [Theory]
    [InlineData("[Input(8)] ", "[Dense(8, ReLU)] ")]
    [InlineData("[Input(8)] ", "[Dense(8, Tanh, ActivityL2 = 0.1, KernelL1 = 0.1)] [Dropout(0.5)] ")]
    [InlineData("[Input(300)] ", "[Dense(300)] [Dense(16, GELU)] ")] // slices and batches in turn
    [InlineData("[Input(9, 9, 2)] ", "[Conv2D(2, 3, Sigmoid, Padding = Padding.Same)] ")] // one run of slices, all gradients in lanes
    [InlineData("[Input(9, 9, 2)] ", "[Flatten] [Dense(162)] [Reshape(9, 9, 2)] [MaxPool(3, Strides = 1, Padding = Padding.Same)] ")]
    [InlineData("[Input(8)] [Dense(8, Name = \"a\")] ", "[Dense(8, ReLU)] [Add(\"a\")] ")] // all branches from one value
    [InlineData("[Input(9, 9, 3)] [Conv2D(3, 1, Name = \"a\")] ", "[Conv2D(3, 3, ReLU, Padding = Padding.Same)] [Multiply(\"a\")] ")]
    public void A_model_of_thousands_of_layers_is_compiled(string input, string block)
    {
        int blocks = 1_500 / block.Count(c => c == '[');
        Compilation compilation = Compiler.Create($"{input}{string.Concat(Enumerable.Repeat(block, blocks))}public partial class Deep;");
        ModelSpec model = ModelReader.Read(compilation.GetTypeByMetadataName("Deep")!, default)!;
        ShapedModel shaped = ShapeInference.Infer(model, out EquatableArray<Finding> findings)!;
        Assert.All(findings.Where(finding => Severities.Of(finding) != FindingSeverity.Info),
            finding => Assert.Equal("MGN0303", finding.Rule));
        TrainingPlan plan = TrainingPlanner.Plan(shaped);
        Assert.Equal((blocks * block.Count(c => c == '[')) + input.Count(c => c == '[') - 1, plan.Layers.Count);
        Assert.Contains("step.Gradient(W",
            ModelEmitter.Emit(model, shaped, plan, CancellationToken.None)
                .Replace("step.AddLanes(W", "step.Gradient(W", StringComparison.Ordinal));
    }
}
