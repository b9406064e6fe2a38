using System.Reflection;
using Microsoft.CodeAnalysis;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>The members of a model with several inputs or outputs, as a user's program calls them by their names.</summary>
public class TypedMembersTests
{
    private const string Usings = """
        using System;
        using System.Linq;
        using ModelGen;
        using ModelGen.Data;
        using static ModelGen.Activation;

        """;

    private const string Heads = """
        [Input(4, Name = "image")] [Dense(6, ReLU, Name = "features")]
        [Input(3, Name = "meta")] [Concatenate("features")] [Dense(5, Softmax)] [Output(Name = "digit")]
        [From("features")] [Dense(1, Sigmoid)] [Output(Name = "odd")]
        public partial class TwoHeads;

        """;

    private const string Others = """
        [Input(4, Name = "left")] [Input(4, Name = "right")] [Add("left")] [Dense(2)] public partial class Towers;
        [Input(4)] [Dense(4, ReLU)] [Output(Name = "code")] [Dense(4)] [Output(Name = "image")] public partial class Fork;
        [Input(4, Name = "x")] [Dense(2)] [Output("code")] [Dense(4)] [Output("x")] public partial class Coder;
        [Input(4, Name = "x")] [Dense(4)] [Output("x")] [Dense(3)] [Output("Rest")] [Dense(2)] [Output("Item2")]
        [Dense(2)] [Output("Equals")]
        public partial class Many;
        [Input(2, Name = "PredictOutputs")] [Input(2, Name = "OutputOf")] [Add("PredictOutputs")] [Dense(2)] [Output("BackwardOutputs")]
        [Dense(2)] [Output("y")] [Dense(2)] [Output("get_y")] [Dense(2)] [Output("TrainOnInputs")] public partial class Taken;

        """;

    private const string Data = """
        float[] images = [.. Enumerable.Range(0, 7 * 4).Select(i => i / 9f)], table = [.. Enumerable.Range(0, 7 * 3).Select(i => -i / 7f)];

        """;

    [Fact]
    public void Predictions_are_named_one_by_one_and_in_batches_of_any_size()
    {
        Assert.Equal("same", Run(Data + """
            using var model = new TwoHeads(Device.Cpu, seed: 1);
            var (digit, odd) = model.Predict(image: images, meta: table, batchSize: 3);
            if (digit.Length != 35 || odd.Length != 7) { return "lengths"; }
            using TwoHeads.Predictor predictor = model.CreatePredictor();
            using TwoHeads.PredictorPool pool = model.CreatePredictorPool(2);
            var data = Dataset.From(inputs: [("meta", table), ("image", images)], labels: [("digit", new int[7])]);
            var one = pool.Predict(images, table, 7);
            foreach (var all in new[] { model.Predict(data), predictor.Predict(data, 2), one, predictor.Predict(images, table, 100) })
            {
                if (!all.digit.SequenceEqual(digit) || !all.odd.SequenceEqual(odd)) { return "batches"; }
            }

            for (int i = 0; i < 7; i++)
            {
                one = model.Predict(meta: table.AsSpan(i * 3, 3), image: images.AsSpan(i * 4, 4));
                var view = predictor.PredictView(images.AsSpan(i * 4, 4), table.AsSpan(i * 3, 3));
                var (d, o) = model.PredictView(images.AsSpan(i * 4, 4), table.AsSpan(i * 3, 3));
                if (!one.digit.AsSpan().SequenceEqual(digit.AsSpan(i * 5, 5)) || one.odd[0] != odd[i]) { return "one"; }
                if (!view.digit.SequenceEqual(one.digit) || !d.SequenceEqual(one.digit)) { return "views of digit"; }
                if (o[0] != odd[i] || view.odd[0] != o[0]) { return "views of odd"; }
            }

            Model general = model;
            if (general.CreatePredictor() is not TwoHeads.Predictor) { return "general"; }
            return general.PredictByName(data)["odd"].SequenceEqual(odd) ? "same" : "by name";
            """));
    }

    [Fact]
    public void The_loop_by_hand_is_named_too()
    {
        Assert.Equal("same", Run(Data + """
            int[] digits = [0, 1, 2, 3, 4, 0, 1];
            float[] odds = [0, 1, 0, 1, 0, 0, 1], weights = [1, 1, 0, 2, 1, 1, 0.5f];
            using var byHand = new TwoHeads(Device.Cpu, seed: 1);
            using var inOne = new TwoHeads(Device.Cpu, seed: 1);
            byHand.Compile(
                new SGD(0.1), losses: new() { ["digit"] = "crossentropy", ["odd"] = "mse" }, lossWeights: new() { ["odd"] = 0.5 });
            inOne.Compile(
                new SGD(0.1), losses: new() { ["digit"] = "crossentropy", ["odd"] = "bce" }, lossWeights: new() { ["odd"] = 0.5 });
            for (int step = 0; step < 3; step++)
            {
                var (digit, odd) = byHand.Forward(image: images, meta: table);
                if (digit.Samples != 7 || odd.ToArray().Length != 7 || digit[3].Length != 5) { return "outputs"; }
                float loss = byHand.Backward(digits, odds, oddLoss: "bce", oddWeight: weights);
                byHand.Optimizer.Step(byHand);
                if (loss != (float)inOne.TrainOnBatch(images, table, digits, odd: odds, oddWeight: weights)) { return "loss"; }
            }

            byHand.Forward(images, table);
            byHand.BackwardFrom(digit: new float[35], odd: new float[7]);
            bool same = byHand.Parameters.Zip(inOne.Parameters).All(p => p.First.ToArray().SequenceEqual(p.Second.ToArray()));
            return same && byHand.Parameters.All(p => p.GradientToArray().All(g => g == 0)) ? "same" : "parameters";
            """));
    }

    [Fact]
    public void One_output_is_an_array_and_one_input_keeps_its_members()
    {
        Assert.Equal("4 2 6 8 4 4", Run("""
            using var towers = new Towers(Device.Cpu, seed: 1);
            float[] y = towers.Predict(left: new float[8], right: new float[8], batchSize: 1);
            ReadOnlySpan<float> view = towers.PredictView(new float[4], new float[4]);
            ModelOutput output = towers.Forward(new float[12], new float[12]);
            float loss = towers.Backward(new float[6], Loss.MeanSquaredError);
            using var fork = new Fork(Device.Cpu, seed: 1);
            (float[] code, float[] image) = fork.Predict(new float[8], batchSize: 2);
            var one = fork.Predict(new float[4]);
            return $"{y.Length} {view.Length} {output.ToArray().Length} {code.Length} {one.code.Length} {one.image.Length}";
            """));
    }

    // Of three in all, members of the base class would take arrays of the same types.
    [Fact]
    public void Batches_can_be_given_by_their_places()
    {
        Assert.Equal("same", Run("""
            using Coder byPlace = new(Device.Cpu, seed: 1), byName = new(Device.Cpu, seed: 1);
            byPlace.Compile("sgd", "mse");
            byName.Compile("sgd", "mse");
            float[] x = [1, 2, 3, 4], code = [5, 6];
            float first = byPlace.TrainOnBatch(x, code, x), second = byName.TrainOnBatch(x: x, code: code, xLabels: x);
            using var towers = new Towers(Device.Cpu, seed: 1);
            towers.Compile("sgd", "mse");
            towers.TrainOnBatch(x, x, code);
            using var heads = new TwoHeads(Device.Cpu, seed: 1);
            heads.Compile(new SGD(), null);
            heads.Forward(x, new float[3]);
            heads.Backward(new int[1], default, digitLoss: "sparse_categorical_crossentropy");
            return first == second && first > 0 ? "same" : "other";
            """));
    }

    [Fact]
    public void A_pool_lends_predictors_that_speak_of_each()
    {
        Assert.Equal("True 1 TwoHeads+PredictorPool", Run("""
            using var heads = new TwoHeads(Device.Cpu, seed: 1);
            using var pool = heads.CreatePredictorPool();
            using RentedPredictor<TwoHeads.Predictor> rented = pool.Rent();
            var (digit, odd) = rented.Predictor.Predict(image: new float[4], meta: new float[3]);
            Model model = heads;
            bool isSame = digit.AsSpan().SequenceEqual(heads.Predict(new float[4], new float[3]).digit);
            return $"{isSame} {odd.Length} {model.CreatePredictorPool().GetType()}";
            """));
    }

    [Fact]
    public void Layers_without_a_name_are_called_by_their_outputs()
    {
        Assert.Equal("features/kernel features/bias digit/kernel digit/bias odd/kernel odd/bias, "
            + "code/kernel code/bias dense/kernel dense/bias", Run("""
            using var heads = new TwoHeads(Device.Cpu, seed: 1);
            using var coder = new Coder(Device.Cpu, seed: 1);
            return string.Join(" ", heads.Parameters.Select(p => p.Name)) + ", " + string.Join(" ", coder.Parameters.Select(p => p.Name));
            """));
    }

    [Theory]
    [InlineData("new TwoHeads().Predict(x);", "Write Predict(image: ..., meta: ...).")]
    [InlineData("new TwoHeads().Predict(x, 32);", "Write Predict(image: ..., meta: ...).")]
    [InlineData("new TwoHeads().Predict(samples: x, batchSize: 32);", "Write Predict(image: ..., meta: ...).")]
    [InlineData("new TwoHeads().PredictView(x);", "Write PredictView(image: ..., meta: ...).")]
    [InlineData("new TwoHeads().Forward(x);", "Write Forward(image: ..., meta: ...).")]
    [InlineData("new TwoHeads().Backward(y);", "Write Backward(digit: ..., odd: ...).")]
    [InlineData("new TwoHeads().BackwardFrom(x);", "Write BackwardFrom(digit: ..., odd: ...).")]
    [InlineData("new TwoHeads().TrainOnBatch(x, y);", "Write TrainOnBatch(image: ..., meta: ..., digit: ..., odd: ...).")]
    [InlineData("new TwoHeads().Fit(x, y, epochs: 3);", "Write Fit(Dataset.From(inputs: [(\"image\", ...), (\"meta\", ...)], labels: ")]
    [InlineData("new TwoHeads().Evaluate(x, y);", "Write Evaluate(Dataset.From(inputs: ")]
    [InlineData("new TwoHeads().CreatePredictor().Predict(x);", "Write Predict(image: ..., meta: ...).")]
    [InlineData("new TwoHeads().CreatePredictorPool().Predict(x, 32);", "Write Predict(image: ..., meta: ...).")]
    [InlineData("new Towers().Predict(x);", "Towers has the inputs left and right. Write Predict(left: ..., right: ...).")]
    [InlineData("new Fork().Backward(y);", "Fork has the outputs code and image. Write Backward(code: ..., image: ...).")]
    [InlineData("new Coder().TrainOnBatch(x, y);", "Write TrainOnBatch(x: ..., code: ..., xLabels: ...).")]
    [InlineData("new Many().TrainOnBatch(x, y);", "Write TrainOnBatch(x: ..., xLabels: ..., Rest_: ..., Item2_: ..., Equals_: ...).")]
    [InlineData("new Fork().Predict(x, new float[4]);", "Write Predict(input_layer: ...).")]
    public void A_call_that_speaks_of_one_is_an_error(string call, string message)
    {
        CompiledModels compiled = Compile($"float[] x = []; int[] y = []; {call} return \"\";");
        Diagnostic error = Assert.Single(compiled.CompilerDiagnostics);
        Assert.Equal("CS0619", error.Id);
        Assert.Contains(message, error.GetMessage());
    }

    // Names that C# has for itself, that the members have for others, that inputs and outputs share; more inputs than fit a ref struct.
    [Fact]
    public void Any_names_and_any_number_can_be_spoken_of()
    {
        int[] sizes = [.. Enumerable.Range(1, 10)];
        CompiledModels compiled = StackCompiler.Compile(Usings + $$$"""
            {{{string.Concat(sizes.Select(i => $"[Input({i}, Name = \"n{i}\")] "))}}}
            [Concatenate({{{string.Join(", ", sizes.Select(i => $"\"n{i}\""))}}})] [Dense(3)] partial class Many;

            [Input(2, Name = "class")] [Dense(3, Name = "a")] [Input(2, Name = "batchSize")] [Dense(3)]
            [Add("a")] [Output(Name = "int")] [Dense(2)] [Output(Name = "class")] [Dense(1)] [Output(Name = "1st")]
            [Dense(1)] [Output(Name = "classWeight")] [Dense(4)] [Output(Name = "outputs")]
            partial class Odd;

            public static class Program
            {
                public static string Run()
                {
                    using var many = new Many(Device.Cpu, seed: 1);
                    float[] all = [.. Enumerable.Range(0, 55).Select(i => i / 9f)];
                    float[] At(int n) => all[(n * (n - 1) / 2)..(n * (n + 1) / 2)];
                    float[] y = many.Predict(At(1), At(2), At(3), At(4), At(5), At(6), At(7), At(8), At(9), At(10));
                    float[] kernel = many.Parameters["dense/kernel"].ToArray();
                    for (int o = 0; o < 3; o++)
                    {
                        if (Math.Abs(all.Select((x, i) => (double)x * kernel[i * 3 + o]).Sum() - y[o]) > 1e-4) { return "wrong"; }
                    }

                    using var odd = new Odd(Device.Cpu, seed: 1);
                    var named = odd.Predict(@class: new float[2], batchSize_: new float[2]);
                    odd.Forward(new float[2], new float[2]);
                    odd.Compile("sgd", "mse");
                    odd.TrainOnBatch(new float[2], new float[2], new float[3], classLabels: new float[2], _1st: new float[1],
                        classWeight: new float[1], outputs_: new float[4]);
                    return $"{named.@int.Length} {named.@class.Length} {named._1st.Length} {named.outputs_.Length}";
                }
            }
            """);
        LayerContract.AssertCompiles(compiled);
        Assert.Equal("3 2 1 4", Run(compiled));
    }

    // The finding stands alone, and not above errors about missing members.
    [Fact]
    public void A_model_that_cannot_be_compiled_has_the_same_members()
    {
        CompiledModels compiled = StackCompiler.Compile(Usings + Heads.Replace("[Dense(5, Softmax)]", "[Dense(0, Softmax)]")
            + "static class Use { static void Run(TwoHeads model) { var (digit, odd) = model.Predict(image: new float[4], "
            + "meta: new float[3]); model.Backward(digit: new int[1], odd: odd); } }");
        Assert.Empty(compiled.CompilerDiagnostics);
        Assert.Equal("MGN0103", Assert.Single(compiled.Findings).Id);
    }

    [Theory]
    [InlineData("a b", "a_b")]
    [InlineData("", "_")]
    public void A_name_that_is_none_has_its_finding_and_no_other_error(string name, string parameter)
    {
        CompiledModels compiled = StackCompiler.Compile(Usings + Heads.Replace("\"digit\"", $"\"{name}\"")
            + $"static class Use {{ static void Run(TwoHeads model) => model.Backward({parameter}: new int[1], odd: new float[1]); }}");
        Assert.Empty(compiled.CompilerDiagnostics);
        Assert.Equal("MGN0014", Assert.Single(compiled.Findings).Id);
    }

    [Fact]
    public void A_type_that_is_generated_cannot_be_declared()
    {
        CompiledModels compiled = StackCompiler.Compile(Usings + Heads.Replace("TwoHeads;", "TwoHeads { class Predictor; }"));
        Assert.Equal("MGN0010", Assert.Single(compiled.Findings).Id);
        Assert.Empty(StackCompiler.Compile(Usings + "[Input(2)] [Dense(3)] partial class Net { class Predictor; }").Findings);
    }

    private static CompiledModels Compile(string body) => StackCompiler.Compile(
        $"{Usings}{Heads}{Others}public static class Program {{ public static string Run() {{ {body} }} }}");

    private static string Run(string body)
    {
        CompiledModels compiled = Compile(body);
        LayerContract.AssertCompiles(compiled);
        return Run(compiled);
    }

    private static string Run(CompiledModels compiled) => (string)compiled.Assembly!.GetType("Program")!
        .GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null)!;
}
