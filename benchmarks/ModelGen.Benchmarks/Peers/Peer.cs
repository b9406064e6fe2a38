using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime;

namespace ModelGen.Benchmarks;

/// <summary>Finds and makes the peers.</summary>
internal static class Peer
{
    /// <summary>Loads the native libraries; where that fails, throws with one line for the user and exit code 2.</summary>
    public static void Load(PeerKind kind)
    {
        try
        {
            if (kind == PeerKind.Torch) { LoadTorch(); } else { LoadOnnx(); }
        }
        catch (Exception error)
        {
            // The innermost one says why: a library that is missing or too old.
            while (error.InnerException is { } inner) { error = inner; }
            throw new UserException($"{Name(kind)} cannot be loaded: {error.Message.ReplaceLineEndings(" ")}", 2);
        }
    }

    public static IContender Create(Work work, Model twin, Samples samples, PeerSetting setting) => (setting.Kind, work.Trains) switch
    {
        (PeerKind.Torch, true) => new TorchTrainer(work, twin, samples, setting),
        (PeerKind.Torch, false) => new TorchPredictor(work, twin, samples, setting),
        (PeerKind.Onnx, false) => new OnnxPredictor(work, twin, samples, setting),
        _ => throw new UserException($"{work.Name} trains, and ONNX Runtime only predicts. Compare it with --peer torch.", 1),
    };

    private static string Name(PeerKind kind) => kind == PeerKind.Torch ? "libtorch (TorchSharp)" : "ONNX Runtime";

    // Methods of their own, so that a missing assembly is found when they are called and not before.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadTorch()
    {
        TorchSharp.torch.InitializeDeviceType(TorchSharp.DeviceType.CPU);
        TorchSharp.torch.set_num_interop_threads(1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadOnnx() => OrtEnv.Instance();
}
