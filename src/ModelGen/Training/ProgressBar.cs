using System.Diagnostics;
using System.Text;

namespace ModelGen;

/// <summary>
/// What <c>Fit</c> prints, in Keras 3's format: in a terminal a line with a bar that is drawn again at most every 0.05 s;
/// elsewhere, and at verbose 2, one line for each epoch.
/// </summary>
internal sealed class ProgressBar(TextWriter writer, bool dynamic, int epochs, int steps)
{
    private const int Width = 20;
    private static readonly long Interval = Stopwatch.Frequency / 20;

    private readonly StringBuilder _line = new();
    private long _begun;
    private long _firstStepEnded;
    private int _doneBefore;
    private long _drawn;
    private int _visible;

    /// <summary>One that prints to the console what <paramref name="verbose"/> asks for; null for nothing.</summary>
    public static ProgressBar? For(int verbose, int epochs, int steps) =>
        verbose == 0 ? null : new ProgressBar(Console.Out, dynamic: verbose == 1 && !Console.IsOutputRedirected, epochs, steps);

    /// <summary>Prints <c>Epoch 1/10</c> where there are several.</summary>
    /// <param name="epoch">Its number, from 0.</param>
    /// <param name="now">The time, in ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="done">Steps that were done before training went on from a file.</param>
    public void BeginEpoch(int epoch, long now, int done = 0)
    {
        if (epochs > 1) { writer.Write(FormattableString.Invariant($"Epoch {epoch + 1}/{epochs}\n")); }
        (_begun, _doneBefore, _firstStepEnded, _drawn, _visible) = (now, done, now, 0, 0);
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
        string seconds = FormattableString.Invariant($"{Math.Round(elapsed):F0}s");
        if (dynamic)
        {
            Draw(done, seconds, PerStep(done, now), logs);
            writer.Write('\n');
        }
        else
        {
            string perStep = ProgressText.PerStep(PerStep(done, now));
            writer.Write(FormattableString.Invariant(
                $"{done}/{steps} - {seconds} - {perStep}{ProgressText.Behind(logs, ProgressText.LineValue)}\n"));
        }

        writer.Flush();
    }

    /// <summary>Ends the line of an epoch that was broken off.</summary>
    public void BreakOff()
    {
        if (_visible == 0) { return; }
        writer.Write('\n');
        writer.Flush();
    }

    // The first step warms up, so it counts only while there is no other.
    private double PerStep(int done, long now)
    {
        int steps = done - _doneBefore;
        return (double)(steps > 1 ? (now - _firstStepEnded) / (steps - 1) : now - _begun) / Stopwatch.Frequency;
    }

    private void Draw(int done, string time, double perStep, Logs logs)
    {
        string counter = FormattableString.Invariant($"{done}/{steps}").PadLeft(2 * FormattableString.Invariant($"{steps}").Length + 1);
        int filled = (int)((long)Width * done / steps);
        string rest = $" {ProgressText.PerStep(perStep)}{ProgressText.Behind(logs, ProgressText.Value)}";
        int visible = counter.Length + 1 + Width + 1 + time.Length + rest.Length;

        _line.Clear().Append('\b', _visible).Append('\r');
        _line.Append("\e[1m").Append(counter).Append("\e[0m ");
        _line.Append("\e[32m").Append('━', filled).Append("\e[0m\e[37m").Append('━', Width - filled).Append("\e[0m ");
        _line.Append("\e[1m").Append(time).Append("\e[0m").Append(rest);
        if (_visible > visible) { _line.Append(' ', _visible - visible); }
        _visible = visible;
        writer.Write(_line);
        writer.Flush();
    }
}
