using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace ModelGen.Benchmarks;

/// <summary>PyTorch's training on a GPU, in a process of its own.</summary>
internal sealed class PyTorchTrainer : IContender
{
    private static int s_next;

    private readonly int _id = s_next++;

    public PyTorchTrainer(Work work, float[][] weights, Samples samples, PeerSetting setting)
    {
        var (height, width, channels) = work.Network.Input;
        PyTorchProcess.Running.Ask(new
        {
            @do = "create",
            id = _id,
            input = new[] { height, width, channels },
            layers = work.Network.Layers.Select(layer => new
            {
                kind = layer.Kind.ToString().ToLowerInvariant(),
                height = layer.Height,
                width = layer.Width,
                channels = layer.Channels,
                units = layer.Units,
                size = layer.Size,
                padding = layer.Padding,
                relu = layer.Relu,
            }),
            inputs = Text<float>(samples.Inputs),
            labels = Text<int>(samples.Labels),
            weights = weights.Select(Text<float>),
            rate = Work.LearningRate,
            graph = setting.Option,
        });
    }

    public int StepsAtOnce => IContender.StepsOnGpu;

    public float Step() => Steps(1);

    public float Steps(int count) => Loss(PyTorchProcess.Running.Ask(new { @do = "steps", id = _id, count }));

    public TimeSpan CpuTime => PyTorchProcess.Running.CpuTime;

    public StepResults Check()
    {
        JsonNode answer = PyTorchProcess.Running.Ask(new { @do = "check", id = _id });
        return new([[Loss(answer)], .. Arrays(answer["weights"]!)], [.. Arrays(answer["gradients"]!)]);
    }

    public void Dispose() => PyTorchProcess.Running.Ask(new { @do = "dispose", id = _id });

    // Null where it is not finite, which JSON has no word for.
    private static float Loss(JsonNode answer) => answer["loss"] is { } loss ? (float)loss : float.NaN;

    private static string Text<T>(T[] values) where T : struct => Convert.ToBase64String(MemoryMarshal.AsBytes<T>(values));

    private static IEnumerable<float[]> Arrays(JsonNode texts) =>
        texts.AsArray().Select(text => MemoryMarshal.Cast<byte, float>(Convert.FromBase64String((string)text!)).ToArray());
}
