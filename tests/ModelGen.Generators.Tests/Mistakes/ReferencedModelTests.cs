using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generators.Tests;

/// <summary>
/// Models of another project, which a build knows as a compiled file and an editor as a program that it holds too: the same is said of
/// their use. Layers on a class are known either way. What a method declares is compiled away, and so nothing is said that asks for its
/// shapes.
/// </summary>
public class ReferencedModelTests
{
    private const string Library = """
        namespace Lib;

        [Input(4)] [Dense(8, ReLU)] [Dense(3, Softmax)]
        public partial class Net;

        [Input(4, Name = "left")] [Dense(3, Name = "a")] [Input(2, Name = "right")] [Dense(3)] [Add("a")] [Dense(1)]
        public partial class Two;

        [Model]
        public partial class Method
        {
            private static Tensor Forward([Input(4)] Tensor x) => x.Dense(8, ReLU).Dense(3, Softmax);
        }
        """;

    private static readonly Lazy<MetadataReference[]> s_references = new(Compile);

    public static TheoryData<string, string> Uses { get; } = new()
    {
        { """new Lib.Net().Predict(new float[5]);""", "MGN0210 Predict is given 5 values, but a sample of Net is 4, which has 4." },
        { """new Lib.Net().Compile("sgd", "categorical_crossentropy");""", "" },
        { """new Lib.Net().Compile("sgd", "msr");""", """MGN0201 There is no loss "msr".""" },
        { """new Lib.Net().Compile("sgd", "binary_crossentropy");""", "MGN0203 BinaryCrossentropy asks yes or no of each of the 3 values" },
        { """new Lib.Net().Fit(new float[8], new[] { 1, 3 });""", "MGN0212 There is no class 3: layer 2 (Dense) has classes 0 to 2." },
        { """new Lib.Net().Fit(ModelGen.Data.Dataset.From(new float[10], new[] { 1, 2 }, 5));""", "MGN0209 The samples of the data set" },
        { """new Lib.Net().Parameters["dense_7/kernel"].ToArray();""", """MGN0220 The model has no parameter "dense_7/kernel".""" },
        { """new Lib.Two().Parameters["b/kernel"].ToArray();""", """MGN0220 The model has no parameter "b/kernel".""" },
        { """new Lib.Two().Predict(new float[4], new float[2]);""", "" },
        { """new Lib.Method().Predict(new float[5]);""", "" },
        { """new Lib.Method().Compile("sgd", "msr");""", """MGN0201 There is no loss "msr".""" },
        { """new Lib.Method().Compile(new SGD(-1), "mse");""", "MGN0207 SGD: learningRate is -1" },
    };

    [Theory]
    [MemberData(nameof(Uses))]
    public void The_use_of_a_referenced_model_is_checked_as_far_as_it_is_known(string use, string finding)
    {
        Assert.All(s_references.Value, reference =>
        {
            string source = $"internal static class Program {{ public static void Run() {{ {use} }} }}";
            Compiled program = Compiler.Compile(Compiler.Create(source).AddReferences(reference), Compiler.ParseOptions, [], true);
            Assert.Empty(program.CompilerDiagnostics);
            string[] found = [.. program.Warnings.Select(d => $"{d.Id} {d.GetMessage(CultureInfo.InvariantCulture)}")];
            if (finding == "") { Assert.Empty(found); } else { Assert.StartsWith(finding, Assert.Single(found)); }
        });
    }

    private static MetadataReference[] Compile()
    {
        Compiled library = Compiler.Compile(Library);
        Assert.Empty(library.CompilerDiagnostics);
        Compilation named = library.Compilation.WithAssemblyName("Lib");
        using var image = new MemoryStream();
        Assert.True(named.Emit(image).Success);
        return [MetadataReference.CreateFromImage(image.ToArray()), named.ToMetadataReference()];
    }
}
