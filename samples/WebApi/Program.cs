using System.CommandLine;
using ModelGen;
using ModelGen.Data;
using ModelGen.Samples;

return CommandLine.Run(
    "Serves a network that recognizes handwritten digits: POST the 784 pixels of one as a JSON array to /predict.", args,
    [Settings.Urls, Settings.Weights, Digits.Data, Settings.Epochs, Machine.Device, Machine.Threads, Machine.Seed], Serve);

static void Serve(ParseResult arguments)
{
    var (train, test) = Digits.Load(arguments);
    using var model = new MnistCnn(Machine.Open(arguments), arguments.GetValue(Machine.Seed));
    string? weights = arguments.GetValue(Settings.Weights);
    if (weights is not null && File.Exists(weights)) { model.LoadWeights(weights); }
    else { Learn(model, train, arguments.GetValue(Settings.Epochs), weights); }

    // One line makes the model safe for all requests; app.Run returns when the service is told to stop and no request is left.
    using PredictorPool pool = model.CreatePredictorPool();
    WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
    builder.WebHost.UseUrls(arguments.GetValue(Settings.Urls)!);
    WebApplication app = builder.Build();
    app.MapDigits(pool, test);
    app.Run();
}

static void Learn(MnistCnn model, Dataset train, int epochs, string? weights)
{
    model.Compile(new Adam(), Loss.CategoricalCrossentropy, Metric.Accuracy);
    model.Fit(train, epochs, batchSize: 100, verbose: 2);
    if (weights is not null) { model.SaveWeights(weights); }
}
