using System.Diagnostics;

namespace ModelGen;

/// <summary>
/// What <c>Fit</c> prints, in Keras 3's format: in a terminal a line with a bar that is drawn again at most every 0.05 s and never takes
/// more than one row; elsewhere one line for each epoch.
/// </summary>
/// <param name="writer">Where to.</param>
/// <param name="dynamic">Whether a bar is drawn.</param>
/// <param name="epochs">The epoch at which training ends.</param>
/// <param name="steps">Batches in an epoch.</param>
/// <param name="columns">How wide the terminal is at the moment; null where no row ends.</param>
internal sealed class ProgressBar(TextWriter writer, bool dynamic, int epochs, int steps, Func<int>? columns = null)
{
    private const int Width = 20, Narrowest = 5;
    private static readonly long Interval = Stopwatch.Frequency / 20;

    private readonly TerminalRow _row = new();
    private long _begun;
    private long _firstStepEnded;
    private int _doneBefore;
    private long _drawn;
    private string _head = "";

    /// <summary>Whether somebody may be sitting before it.</summary>
    public bool IsOnConsole { get; private init; }

    /// <summary>Whether <c>Epoch 1/10</c> has a line of its own, as Keras has it.</summary>
    public bool HeadsEpochs { get; init; } = true;

    /// <summary>One that prints to the console what <paramref name="verbose"/> asks for; null for nothing.</summary>
    public static ProgressBar? For(int verbose, int epochs, int steps)
    {
        if (verbose == 0) { return null; }
        // A browser's console takes whole lines and draws nothing over them.
        bool isOnConsole = !OperatingSystem.IsBrowser() && !Console.IsOutputRedirected;
        bool bar = verbose == 1 && isOnConsole && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new ProgressBar(Console.Out, bar, epochs, steps, bar ? ConsoleColumns : null)
        {
            IsOnConsole = isOnConsole,
            HeadsEpochs = bar || verbose == 2,
        };
    }

    /// <summary>Prints <c>Epoch 1/10</c> where there are several.</summary>
    /// <param name="epoch">Its number, from 0.</param>
    /// <param name="now">The time, in ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="done">Steps that were done before training went on from a file.</param>
    public void BeginEpoch(int epoch, long now, int done = 0)
    {
        string head = epochs > 1 ? $"Epoch {epoch + 1}/{epochs}" : "";
        if (HeadsEpochs && head != "") { writer.Write($"{head}\n"); }
        _head = HeadsEpochs || head == "" ? "" : $"{head} - ";
        (_begun, _doneBefore, _firstStepEnded, _drawn) = (now, done, now, 0);
        _row.Leave();
    }

    /// <summary>Draws the bar again where it is time to.</summary>
    /// <param name="done">Steps done in this epoch.</param>
    /// <param name="logs">The means so far.</param>
    /// <param name="now">The time, in ticks of <see cref="Stopwatch"/>.</param>
    public void EndStep(int done, Logs logs, long now)
    {
        if (done == _doneBefore + 1) { _firstStepEnded = now; }
        if (!dynamic || done == steps || now - _drawn < Interval) { return; }
        _drawn = now;
        double left = PerStep(done, now) * (steps - done);
        Draw(done, ProgressText.TimeLeft(left), PerStep(done, now), logs);
    }

    /// <summary>Draws the full bar, or prints the epoch's line.</summary>
    public void EndEpoch(int done, Logs logs, long now)
    {
        double elapsed = (double)(now - _begun) / Stopwatch.Frequency;
        string seconds = $"{Math.Round(elapsed):F0}s";
        if (dynamic)
        {
            Draw(done, seconds, PerStep(done, now), logs);
            writer.Write('\n');
        }
        else
        {
            string values = string.Concat(ProgressText.Behind(logs, ProgressText.LineValue));
            writer.Write($"{_head}{done}/{steps} - {seconds} - {ProgressText.PerStep(PerStep(done, now))}{values}\n");
        }

        _row.Leave();
        writer.Flush();
    }

    /// <summary>Ends the line of an epoch that was broken off, or that a message would be written into.</summary>
    public void BreakOff()
    {
        if (_row.Columns == 0) { return; }
        writer.Write('\n');
        writer.Flush();
        _row.Leave();
    }

    private static int ConsoleColumns()
    {
        const int usual = 80;
        try { return !OperatingSystem.IsBrowser() && Console.WindowWidth is > 0 and var width ? width : usual; }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException) { return usual; }
    }

    // The first step warms up, so it counts only while there is no other.
    private double PerStep(int done, long now)
    {
        int steps = done - _doneBefore;
        return (double)(steps > 1 ? (now - _firstStepEnded) / (steps - 1) : now - _begun) / Stopwatch.Frequency;
    }

    private void Draw(int done, string time, double perStep, Logs logs)
    {
        // The last column stays free: some terminals begin a new row when it is written to.
        int room = columns is null ? int.MaxValue : Math.Max(columns() - 1, 1);
        string counter = $"{done}/{steps}".PadLeft((2 * $"{steps}".Length) + 1);
        string step = $" {ProgressText.PerStep(perStep)}";
        string[] values = [.. ProgressText.Behind(logs, ProgressText.Value)];

        // Where not all has room the bar becomes shorter, then it goes, then the time of a step, then the last values.
        int others = counter.Length + 1 + time.Length + values.Sum(TerminalRow.ColumnsOf);
        int bar = Math.Min(room - others - step.Length - 1, Width);
        if (bar < Narrowest) { bar = 0; }
        if (others + step.Length > room) { step = ""; }

        _row.Begin(room);
        _row.Add(counter, "\e[1m");
        _row.Add(" ");
        if (bar > 0)
        {
            int filled = (int)((long)bar * done / steps);
            _row.Add(new string('━', filled), "\e[32m");
            _row.Add(new string('━', bar - filled), "\e[37m");
            _row.Add(" ");
        }

        _row.Add(time, "\e[1m");
        _row.Add(step);
        _row.AddWhole(values);
        writer.Write(_row.End());
        writer.Flush();
    }
}
