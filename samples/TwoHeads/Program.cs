using System.CommandLine;
using System.Diagnostics;
using ModelGen;
using ModelGen.Data;
using ModelGen.Samples;

return CommandLine.Run(
    "Trains one network to say which digit an image shows and whether it is odd, from the image and from how much ink its rows have.", args,
    [Digits.Data, Settings.Epochs, Settings.BatchSize, Settings.OddWeight, Settings.By,
        Machine.Device, Machine.Threads, Machine.Seed], Train);

static void Train(ParseResult arguments)
{
    (int epochs, int batchSize) = (arguments.GetValue(Settings.Epochs), arguments.GetValue(Settings.BatchSize));
    Device device = Machine.Open(arguments);
    var (train, test) = Digits.Load(arguments);
    (train, test) = (DigitTable.Of(train), DigitTable.Of(test));

    int seed = arguments.GetValue(Machine.Seed);
    using Model model = arguments.GetValue(Settings.By) == "method" ? new TwoHeadsByMethod(device, seed) : new TwoHeads(device, seed);
    Console.WriteLine(model.GetSummary(SummaryStyle.Keras3));
    Console.WriteLine();

    model.Compile(
        new Adam(),
        losses: new() { ["digit"] = "sparse_categorical_crossentropy", ["odd"] = "binary_crossentropy" },
        lossWeights: new() { ["odd"] = arguments.GetValue(Settings.OddWeight) },
        metrics: ["accuracy"]);
    var clock = Stopwatch.StartNew();
    model.Fit(train, epochs, batchSize, validationData: test);

    Evaluation result = model.Evaluate(test, batchSize: 100);
    Console.WriteLine();
    Console.WriteLine(
        $"test digit accuracy {result["digit_accuracy"]:F4}  odd accuracy {result["odd_accuracy"]:F4}  loss {result.Loss:F4}  "
            + $"({CommandLine.Epochs(model.History.Epochs)}, {clock.Elapsed.TotalSeconds:F1} s, {device})");

    ReadOnlyMemory<float> image = test.Sample("image", 0).ToArray(), meta = test.Sample("meta", 0).ToArray();
    var (digit, odd) = model switch
    {
        TwoHeadsByMethod byMethod => byMethod.Predict(image: image.Span, meta: meta.Span),
        _ => ((TwoHeads)model).Predict(image: image.Span, meta: meta.Span),
    };
    int likeliest = Array.IndexOf(digit, digit.Max());
    Console.WriteLine(
        $"The first test digit is a {test.LabelsOf("digit").Classes.Span[0]}; the model says {likeliest} ({digit[likeliest]:P0}), and odd "
            + $"({odd[0]:P0}).");
}
