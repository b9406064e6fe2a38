using System.Runtime.InteropServices;
using ModelGen.Data;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>
/// On a CPU, predictions and <c>TrainOnBatch</c> read their inputs where they are: not one value behind them, and nothing after the call.
/// </summary>
public sealed unsafe partial class InputsInPlaceTests
{
    [Theory]
    [InlineData("[Input(28, 28, 1)] [Conv2D(32, 5, Activation.ReLU)] [MaxPool(2)] [Flatten] [Dense(10, Activation.Softmax)]")]
    [InlineData("[Input(9, 7, 3)] [Conv2D(16, 3, Activation.ReLU, Padding = Padding.Same)] [AveragePool(2, Truncate = true)] [Flatten] "
        + "[Dense(3)]")]
    [InlineData("[Input(11, 11, 1)] [Conv2D(16, 2, Activation.ReLU)] [MaxPool(2)] [Flatten] [Dense(3)]")]
    [InlineData("[Input(10, 10, 32)] [Conv2D(32, 3, Activation.ReLU)] [MaxPool(2)] [Flatten] [Dense(3)]")]
    [InlineData("[Input(9, 9, 17)] [MaxPool(3, Strides = 2)] [Conv2D(5, 2, Strides = 2)] [GlobalAveragePool]")]
    [InlineData("[Input(37)] [Dense(40, Activation.ReLU)] [Dense(11)]")]
    [InlineData("[Input(500)] [Dense(10)]")]
    [InlineData("[Input(5, 7)] [Dense(70)] [Dense(2)] [Flatten]")]
    [InlineData("[Input(21)] [Dropout(0.5)] [Activation(Activation.Tanh)] [Dense(64)]")]
    [InlineData("[Input(21)] [Flatten]")] // the output is the input
    public void Nothing_is_read_behind_them(string stack)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The test asks Linux for memory that must not be read.");
        CompiledModels compiled = StackCompiler.CompileStacks(stack);
        LayerContract.AssertCompiles(compiled);
        foreach (int batch in new[] { 1, 2, 7, 40 })
        {
            foreach (int threads in new[] { 1, 2 }) { Check(compiled, batch, threads); }
        }
    }

    [Fact]
    public void Nothing_is_read_behind_several_of_them()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The test asks Linux for memory that must not be read.");
        foreach (int batch in new[] { 1, 7, 40 })
        {
            using Model model = TwoHeads.Make(0, new CpuDevice(2)), other = TwoHeads.Make(0, new CpuDevice(1));
            model.Compile(oddWeight: 0.5);
            other.Compile(oddWeight: 0.5);
            Batch data = TwoHeads.Data(batch).Batches(batch).First();
            float[][] predicted;
            using (LastPage images = new(batch * 8), table = new(batch * 5))
            {
                data.InputsOf("image").CopyTo(images.Values);
                data.InputsOf("meta").CopyTo(table.Values);
                predicted = model.PredictOutputs(new(images.Values, table.Values), batch);
                model.TrainOnInputs(new(images.Values, table.Values), data.Labels(), default);
            }

            Assert.Equal(other.PredictOutputs(data.Inputs(), batch), predicted);
            other.ForwardInputs(data.Inputs());
            other.BackwardOutputs(data.Labels(), default, new Loss?[2]);
            other.Optimizer.Step(other);
            Assert.Equal(other.Values(), model.Values());
            Assert.Equal(other.PredictOutputs(data.Inputs(), batch), model.PredictOutputs(data.Inputs(), batch)); // the memory is gone
        }
    }

    private static void Check(CompiledModels compiled, int batch, int threads)
    {
        using Model model = compiled.Create("Model0", new CpuDevice(threads), seed: 3),
            other = compiled.Create("Model0", new CpuDevice(threads), seed: 3);
        model.Compile(new SGD(0.01), Loss.MeanSquaredError);
        float[] x = Numbers.Random(new Random(5), batch * model.Definition.Inputs[0].Size),
            targets = Numbers.Random(new Random(6), batch * model.Definition.Outputs[0].Size);
        float[] predicted;
        using (var memory = new LastPage(x.Length))
        {
            x.CopyTo(memory.Values);
            predicted = model.Predict(memory.Values, batch);
            model.TrainOnBatch(memory.Values, targets);
            Assert.Equal(x, memory.Values);
        }

        // A pass by hand keeps a copy.
        var optimizer = new SGD(0.01);
        other.Forward(x);
        other.Backward(targets, Loss.MeanSquaredError);
        optimizer.Step(other);
        Assert.Equal(other.Parameters.SelectMany(p => p.ToArray()), model.Parameters.SelectMany(p => p.ToArray()));

        // The memory is gone, and is not missed.
        Assert.Equal(other.Predict(x, batch), model.Predict(x, batch));
        Assert.Equal(other.Forward(x).ToArray(), model.Forward(x).ToArray());
        if (model.Parameters.Count == 0) { Assert.Equal(x, predicted); }
    }

    /// <summary>Floats before a page that the system lets nobody read.</summary>
    private sealed partial class LastPage : IDisposable
    {
        private const int Page = 4_096, NoAccess = 0, ReadAndWrite = 3, PrivateAndAnonymous = 0x22;

        private readonly byte* _memory;
        private readonly int _length, _bytes;

        public LastPage(int length)
        {
            _length = length;
            _bytes = ((length * sizeof(float) / Page) + 1) * Page;
            _memory = (byte*)Map(null, (nuint)(_bytes + Page), ReadAndWrite, PrivateAndAnonymous, -1, 0);
            Assert.Equal(0, Protect(_memory + _bytes, Page, NoAccess));
        }

        public Span<float> Values => new(_memory + _bytes - (_length * sizeof(float)), _length);

        public void Dispose() => Assert.Equal(0, Unmap(_memory, (nuint)(_bytes + Page)));

        [LibraryImport("libc", EntryPoint = "mmap")]
        private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

        [LibraryImport("libc", EntryPoint = "mprotect")]
        private static partial int Protect(void* address, nuint length, int protection);

        [LibraryImport("libc", EntryPoint = "munmap")]
        private static partial int Unmap(void* address, nuint length);
    }
}
