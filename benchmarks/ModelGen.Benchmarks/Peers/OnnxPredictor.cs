using Microsoft.ML.OnnxRuntime;

namespace ModelGen.Benchmarks;

/// <summary>ONNX Runtime's prediction, with input and output bound to our arrays so that a run copies nothing.</summary>
internal sealed class OnnxPredictor : IContender
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly OrtValue _output;
    private readonly float[] _outputs;

    public OnnxPredictor(Work work, float[][] weights, Samples samples, PeerSetting setting)
    {
        Network network = work.Network;
        var (height, width, channels) = network.Input;
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = setting.Threads,
            InterOpNumThreads = 1,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", setting.Option ? "1" : "0");
        _session = new InferenceSession(OnnxModelWriter.Write(network, weights, samples.Count), options);
        _outputs = new float[samples.Count * Network.Classes];
        float[] channelsFirst = Axes.Permute(samples.Inputs, [samples.Count, height, width, channels], [0, 3, 1, 2]);
        _input = OrtValue.CreateTensorValueFromMemory(channelsFirst, OnnxModelWriter.InputShape(network, samples.Count));
        _output = OrtValue.CreateTensorValueFromMemory(_outputs, [samples.Count, Network.Classes]);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(OnnxModelWriter.InputName, _input);
        _binding.BindOutput(OnnxModelWriter.OutputName, _output);
    }

    public float Step()
    {
        _session.RunWithBinding(_options, _binding);
        return _outputs[0];
    }

    public StepResults Check()
    {
        Step();
        return new([[.. _outputs]], []);
    }

    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _output.Dispose();
        _options.Dispose();
        _session.Dispose();
    }
}
