namespace ModelGen.Benchmarks;

/// <summary>What the child processes of the start command do: one step, one word.</summary>
internal static class StartChild
{
    public const string Command = "start-child", Ours = "ours", Torch = "torch", Train = "train", Predict = "predict", Ready = "ready";

    public static int Run(string who, string what)
    {
        if (who is not (Ours or Torch) || what is not (Train or Predict))
        {
            Console.Error.WriteLine($"Write {Command} --who {Ours}|{Torch} --what {Train}|{Predict}.");
            return 1;
        }

        Step(who, Work.All.First(work => work.Name == (what == Train ? "train-lecture-cnn" : "predict-lecture-cnn-1")));
        Console.WriteLine(Ready);
        return 0;
    }

    private static void Step(string who, Work work)
    {
        Network network = work.Network;
        var samples = Samples.Draw(network, work.Batch);
        if (who == Ours)
        {
            using ITwin ours = work.Ours(samples, new CpuDevice(Environment.ProcessorCount));
            ours.Step();
            return;
        }

        // The peer draws weights of its own: it must not pay for making our model.
        var setting = new PeerSetting(PeerKind.Torch, Environment.ProcessorCount, Option: true);
        float[][] weights = [.. network.Layers.Where(layer => layer.Kind != LayerKind.Pool).SelectMany(Weights)];
        using IContender torch = Peer.Create(work, weights, samples, setting);
        torch.Step();
    }

    private static float[][] Weights(Layer layer) =>
        [new float[layer.Units * (layer.Kind == LayerKind.Conv ? layer.Size * layer.Size * layer.Channels : layer.Inputs)],
            new float[layer.Units]];
}
