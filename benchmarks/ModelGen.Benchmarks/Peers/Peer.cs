using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
            switch (kind)
            {
                case PeerKind.Onnx: LoadOnnx(); break;
                case PeerKind.PyTorch: _ = PyTorchProcess.Running; break;
                default: LoadTorch(); break;
            }
        }
        catch (Exception error) when (error is not UserException)
        {
            // The innermost one says why: a library that is missing or too old.
            while (error.InnerException is { } inner) { error = inner; }
            throw new UserException($"{Name(kind)} cannot be loaded: {Reason(error)}", 2);
        }
    }

    /// <summary>Makes a peer.</summary>
    /// <param name="work">What it does.</param>
    /// <param name="weights">Kernel and bias of each layer that has them, in Keras's layout.</param>
    /// <param name="samples">What it works on.</param>
    /// <param name="setting">How it is set.</param>
    public static IContender Create(Work work, float[][] weights, Samples samples, PeerSetting setting) =>
        (setting.Kind, work.Trains) switch
    {
        (PeerKind.Torch, true) => new TorchTrainer(work, weights, samples, setting),
        (PeerKind.Torch, false) => new TorchPredictor(work, weights, samples, setting),
        (PeerKind.Modules, true) => new TorchModulesTrainer(work, weights, samples, setting),
        (PeerKind.Modules, false) =>
            throw new UserException($"{work.Name} predicts, and --peer modules only trains. Compare it with --peer torch or onnx.", 1),
        (PeerKind.PyTorch, _) => new PyTorchTrainer(work, weights, samples, setting), // the options let it only train
        (PeerKind.Onnx, false) => new OnnxPredictor(work, weights, samples, setting),
        _ => throw new UserException($"{work.Name} trains, and ONNX Runtime only predicts. Compare it with --peer torch.", 1),
    };

    // Where the system says why, it does so in the last line.
    private static string Reason(Exception error) =>
        error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, .. var rest]
            && rest.Length > 0 && error is DllNotFoundException ? rest[^1] : error.Message.ReplaceLineEndings(" ");

    private static string Name(PeerKind kind) =>
        kind switch { PeerKind.Onnx => "ONNX Runtime", PeerKind.PyTorch => "PyTorch", _ => "libtorch (TorchSharp)" };

    // Methods of their own, so that a missing assembly is found when they are called and not before.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadTorch()
    {
        // The system's own words are one line; TorchSharp's are thirty, after copying half a gigabyte.
        string library = Path.Combine(AppContext.BaseDirectory,
            OperatingSystem.IsWindows() ? "LibTorchSharp.dll" : OperatingSystem.IsMacOS()
                ? "libLibTorchSharp.dylib" : "libLibTorchSharp.so");
        if (File.Exists(library)) { NativeLibrary.Load(library); }
        TorchSharp.torch.InitializeDeviceType(TorchSharp.DeviceType.CPU);
        TorchSharp.torch.set_num_interop_threads(1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadOnnx() => OrtEnv.Instance();
}
