using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Xunit;

namespace ModelGen.Tests.Contract;

// Inside the namespace, so that Dropout and the like mean the Oracle's.
using ModelGen.Oracle;

/// <summary>
/// What every layer must do, in one call: compile, have the Oracle's parameters, and on each device give the Oracle's outputs and
/// gradients, add up gradients and overwrite them when it should, work on batches of any size, give the same bits for any number
/// of threads, and allocate nothing.
/// </summary>
internal static partial class LayerContract
{
    private const int Seed = 20;

    /// <summary>
    /// Checks a stack of layers, alone and behind a dense layer, whose gradients show the gradient of the stack's inputs. In brief half of
    /// the stacks are checked alone, and half behind it: most of the time goes into compiling them.
    /// </summary>
    /// <param name="attributes">The stack, beginning with <c>[Input]</c>.</param>
    /// <param name="onGpu">Whether ILGPU's devices take part; for larger stacks its CPU accelerator takes long.</param>
    public static void Check(string attributes, bool onGpu = true)
    {
        (CompiledModels compiled, string[] names) = StackBatch.Of(Both, attributes);
        AssertCompiles(compiled);
        string probed = Probe(attributes);
        bool isOdd = attributes.Length % 2 != 0;
        if (Extent.IsFull || isOdd) { CheckOnCpu(compiled, names[0], attributes); }
        if (Extent.IsFull || !isOdd) { CheckOnCpu(compiled, names[1], probed); }
        if (!onGpu || !ContractDevices.IncludeGpu) { return; }
        foreach (Device device in ContractDevices.Gpu) { OnDevice(compiled, names[1], probed, device); }
    }

    /// <summary>The same for a stack with enough work for several threads, on the CPU alone: the others would take long.</summary>
    public static void CheckLarge(string attributes)
    {
        (CompiledModels compiled, string[] names) = StackBatch.Of(Both, attributes);
        AssertCompiles(compiled);
        CheckOnCpu(compiled, names[0], attributes);
    }

    /// <summary>The same on one device, behind a dense layer only: there compiling takes long.</summary>
    public static void CheckOn(Device device, string attributes)
    {
        (CompiledModels compiled, string[] names) = StackBatch.Of(Both, attributes);
        AssertCompiles(compiled);
        OnDevice(compiled, names[1], Probe(attributes), device);
    }

    private static string[] Both(string attributes) => [attributes, Probe(attributes)];

    /// <summary>That compiling gave a program, and nothing but findings of ours that are warnings.</summary>
    public static void AssertCompiles(CompiledModels compiled)
    {
        Assert.True(compiled.CompilerDiagnostics.IsEmpty, $"The compiler says:\n{string.Join('\n', compiled.CompilerDiagnostics)}");
        Assert.True(compiled.Assembly is not null, string.Join('\n', compiled.Findings));
    }

    /// <summary>Checks one compiled class against the Oracle on the CPU, with one thread and with more.</summary>
    public static void CheckOnCpu(CompiledModels compiled, string className, string attributes)
    {
        List<float[]> reference = OnDevice(compiled, className, attributes, ContractDevices.Cpu[0]);
        foreach (Device device in ContractDevices.Cpu[1..])
        {
            // A second caller of the workers would get none.
            List<float[]> results;
            lock (ContractDevices.SeveralThreads) { results = OnDevice(compiled, className, attributes, device, compares: false); }
            Assert.True(reference.Zip(results).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)),
                $"{attributes} gives other bits on {device} than on {ContractDevices.Cpu[0]}.");
        }
    }

    /// <summary>
    /// The same stack behind a dense layer: that layer's bias gradient is the sum of the stack's input gradients; so with each input.
    /// </summary>
    private static string Probe(string attributes)
    {
        var (inputs, _) = StackReader.Read(attributes);
        int count = 0;
        return InputAttribute().Replace(attributes, written =>
        {
            int[] input = inputs[count];
            string name = count++ == 0 ? "probe" : $"probe{count}";
            return $"[Input(3)] [Dense({Shapes.Size(input)}, Name = \"{name}\")] "
                + $"[Reshape({string.Join(", ", input)}{written.Groups[1].Value})]";
        });
    }

    /// <summary>All checks on one device; gives everything that was computed.</summary>
    private static List<float[]> OnDevice(CompiledModels compiled, string className, string attributes, Device device, bool compares = true)
    {
        using var run = new ModelRun(compiled.Create(className, device, Seed));
        OracleNetwork network = StackReader.Build(attributes);
        AssertSameParameters(run, network);
        var random = new Random(Seed);
        CopyParameters(run, network, random);
        List<float[]> results = [];
        foreach (int batch in ContractDevices.Batches(device))
        {
            results.AddRange(new BatchCheck(run, network, batch, random, $"{attributes} on {device}, batch of {batch}", compares).Run());
        }

        if (device == ContractDevices.Cpu[0]) { AssertAllocatesNothing(run, random, $"{attributes} on {device}"); }
        return results;
    }

    private static void AssertSameParameters(ModelRun run, OracleNetwork network)
    {
        Assert.Equal(network.Parameters.Select(p => $"{p.Name} ({string.Join(", ", p.Shape)}) {p.IsTrainable}"),
            run.Parameters.Select(p => $"{p} {p.Trainable}"));
        Assert.Equal(network.OutputShapes, run.Definition.Outputs.Select(output => output.Shape));
        string total = TotalParameters().Match(run.Summary).Groups[1].Value;
        Assert.Equal(network.Parameters.Sum(p => p.Values.Length),
            int.Parse(total, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
    }

    /// <summary>Gives the biases, which begin as 0, other values; then copies all parameters into the Oracle.</summary>
    private static void CopyParameters(ModelRun run, OracleNetwork network, Random random)
    {
        foreach (var (copy, parameter) in network.Parameters.Zip(run.Parameters))
        {
            if (parameter.Shape.Count == 1)
            {
                float[] values = Numbers.Random(random, parameter.Count);
                bool isVariance = parameter.Name.EndsWith("variance", StringComparison.Ordinal);
                parameter.Set(isVariance ? [.. values.Select(v => 0.5f + Math.Abs(v))] : values);
            }
            parameter.ToArray().Select(v => (double)v).ToArray().CopyTo(copy.Values, 0);
        }
    }

    // On one thread, which is this one, so that other tests may run meanwhile; LayerAllocationTests counts what all threads allocate.
    private static void AssertAllocatesNothing(ModelRun run, Random random, string where)
    {
        float[][] inputs = [.. run.Definition.Inputs.Select(input => Numbers.Random(random, 5 * input.Size))];
        float[][] gradient = [.. run.Definition.Outputs.Select(output => Numbers.Random(random, 5 * output.Size))];
        long least = long.MaxValue;
        // The first steps allocate memory that stays.
        for (int attempt = 0; attempt < 2 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10; i++) { run.TrainBlindly(inputs, gradient); }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(least == 0, $"{where}: ten steps allocate {least} bytes.");
    }

    [GeneratedRegex(@"\[Input\([^)]*?(, Name = [^)]*)?\)\]")]
    private static partial Regex InputAttribute();

    [GeneratedRegex(@"Total params: ([\d,]+)")]
    private static partial Regex TotalParameters();
}
