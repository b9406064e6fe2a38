namespace ModelGen.Benchmarks;

/// <summary>Something that both sides do.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Model">The network.</param>
/// <param name="Trains">Whether a step trains; else it predicts.</param>
/// <param name="Batch">Samples in a step.</param>
/// <param name="Goal">How many times faster than the peer ours should be.</param>
/// <param name="MostThreads">What both sides are held to, whatever is asked.</param>
/// <param name="Tolerance">How far below the goal still passes: the noise of a tie.</param>
/// <param name="Slack">How many times farther than usual results may be apart: of the 24 million values that ReLU cuts in a batch of the
/// ResNet some lie so near 0 that rounding puts them on the other side, and each moves gradients and weights.</param>
/// <param name="Frozen">Names of the layers that training leaves as they are, in patterns: all convolutions and normalizations. Null: none.
/// </param>
internal sealed record Work(string Name, Type Model, bool Trains, int Batch, double Goal, int MostThreads = int.MaxValue,
    double Tolerance = 0, double Slack = 1, string[]? Frozen = null)
{
    public const double LearningRate = 0.01;

    public static readonly Work[] All =
    [
        new("train-lecture-cnn", typeof(LectureCnn), Trains: true, Batch: 100, Goal: 10),
        new("train-two-conv-cnn", typeof(TwoConvCnn), Trains: true, Batch: 100, Goal: 3),
        new("train-mlp", typeof(Mlp), Trains: true, Batch: 100, Goal: 1.4),
        new("train-vgg", typeof(Vgg), Trains: true, Batch: 64, Goal: 1.4),
        new("train-resnet20", typeof(ResNet20), Trains: true, Batch: 128, Goal: 1.5, Slack: 4),
        new("train-vgg-frozen", typeof(Vgg), Trains: true, Batch: 64, Goal: 1, Frozen: ["conv2d*"]),
        new("train-resnet20-frozen", typeof(ResNet20), Trains: true, Batch: 128, Goal: 1, Frozen: ["c*", "n*"]),
        new("predict-lecture-cnn-1", typeof(LectureCnn), Trains: false, Batch: 1, Goal: 1.6, MostThreads: 1),
        new("predict-lecture-cnn-100", typeof(LectureCnn), Trains: false, Batch: 100, Goal: 2.5),
        new("predict-mlp-1-thread", typeof(Mlp), Trains: false, Batch: 1, Goal: 0.95, MostThreads: 1),
        new("predict-mlp-2-threads", typeof(Mlp), Trains: false, Batch: 1, Goal: 1.5),
        new("predict-vgg-1", typeof(Vgg), Trains: false, Batch: 1, Goal: 1, Tolerance: 0.03),
        new("predict-vgg-32", typeof(Vgg), Trains: false, Batch: 32, Goal: 1, Tolerance: 0.03),
        new("predict-resnet20-1", typeof(ResNet20), Trains: false, Batch: 1, Goal: 1.3),
        new("predict-resnet20-100", typeof(ResNet20), Trains: false, Batch: 100, Goal: 1.3),
    ];

    /// <summary>The networks that are trained, each once, and that all peers build.</summary>
    public static IEnumerable<Work> Training => All.Where(work => work.Trains && work.Network.IsPlain && work.Frozen is null);

    public PeerKind UsualPeer => Trains ? PeerKind.Torch : PeerKind.Onnx;

    public Network Network => Network.Of(Model);

    /// <summary>Operations of one sample.</summary>
    public long Operations => Trains ? Network.TrainingOperations : Network.ForwardOperations;

    /// <summary>The works with these names, or all where there are none. An unknown name throws with a message for the user.</summary>
    public static Work[] Named(IEnumerable<string> names)
    {
        string[] wanted = [
            .. names.SelectMany(name => name.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        if (wanted.FirstOrDefault(name => All.All(work => work.Name != name)) is { } unknown)
        {
            throw new UserException($"There is no work {unknown}. There are: {string.Join(", ", All.Select(work => work.Name))}.", 1);
        }

        return wanted.Length == 0 ? All : [.. All.Where(work => wanted.Contains(work.Name))];
    }

    /// <summary>Our side of this work.</summary>
    public ITwin Ours(Samples samples, Device device) =>
        Trains ? new ModelGenTrainer(this, samples, device) : new ModelGenPredictor(this, samples, device);
}
