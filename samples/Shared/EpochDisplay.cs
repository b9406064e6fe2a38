using System.Diagnostics;
using Spectre.Console;

namespace ModelGen.Samples;

/// <summary>Shows how training goes on: a bar for each epoch in a terminal, a line for each epoch elsewhere.</summary>
internal sealed class EpochDisplay(int epochs, int steps, ProgressContext? bars) : Callback
{
    private readonly Stopwatch _clock = new();
    private ProgressTask? _bar;

    /// <summary>For <c>Fit</c>: cancelled by Ctrl-C.</summary>
    public CancellationToken Stop { get; private init; }

    /// <summary>Runs <paramref name="train"/> with a display for it.</summary>
    public static void Show(int epochs, int steps, Action<EpochDisplay> train)
    {
        if (Console.IsOutputRedirected)
        {
            train(new EpochDisplay(epochs, steps, null));
            return;
        }

        // Ctrl-C ends the training, and what it has learnt is measured all the same.
        using var stop = new StopSignals();
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn())
            .Start(context => train(new EpochDisplay(epochs, steps, context) { Stop = stop.Token }));
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        _clock.Restart();
        _bar = bars?.AddTask(Describe(epoch), maxValue: steps);
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(int batch, Logs logs)
    {
        if (_bar is null) { return; }
        _bar.Value = batch + 1;
        _bar.Description = $"{_bar.Description[..Describe(0, epochs).Length]}  loss {logs["loss"]:F4}  accuracy {logs["accuracy"]:F4}";
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        string line = $"{Describe(epoch)}  loss {logs["loss"]:F4}  accuracy {logs["accuracy"]:F4}  test accuracy {logs["val_accuracy"]:F4}";
        if (_bar is null) { Console.WriteLine($"{line}  {_clock.Elapsed.TotalSeconds:F1} s"); }
        else { _bar.Description = line; }
    }

    private string Describe(int epoch) => Describe(epoch, epochs);

    // The same width for every epoch.
    private static string Describe(int epoch, int epochs) => $"epoch {$"{epoch + 1}".PadLeft($"{epochs}".Length)}/{epochs}";
}
