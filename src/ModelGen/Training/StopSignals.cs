using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ModelGen;

/// <summary>
/// Turns Ctrl-C into a request to stop, as long as it lives: the first one does not end the process, so that what runs can stop where
/// nothing is lost, and the next one does, as ever. <c>Fit</c> makes one where it shows its progress on a console. For loops of one's own,
/// and where nothing is shown:
/// <code>
/// using var stop = new StopSignals();
/// model.Fit(data, epochs: 10, verbose: 0, cancellationToken: stop.Token);
/// </code>
/// </summary>
public sealed class StopSignals : IDisposable
{
    private static readonly Lock s_lock = new();
    private static readonly List<StopSignals> s_listening = [];
    private static PosixSignalRegistration? s_registration;

    private readonly CancellationTokenSource _source = new();
    private readonly string? _notice;

    /// <summary>Begins to listen.</summary>
    /// <param name="notice">What the first Ctrl-C prints on standard error; null for nothing.</param>
    public StopSignals(string? notice = "Ctrl-C: training stops after this step. Another one ends the program at once.")
    {
        (_notice, Token) = (notice, _source.Token);
        lock (s_lock)
        {
            s_listening.Add(this);
            if (IsSupported)
            {
                s_registration ??= PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = Request());
            }
        }
    }

    /// <summary>Cancelled by the first Ctrl-C.</summary>
    public CancellationToken Token { get; }

    /// <summary>Whether there was one.</summary>
    public bool IsRequested => Token.IsCancellationRequested;

    /// <inheritdoc/>
    public override string ToString() => IsRequested ? "asked to stop" : "not asked to stop";

    /// <summary>Ends listening: Ctrl-C is again what it was before.</summary>
    public void Dispose()
    {
        lock (s_lock)
        {
            s_listening.Remove(this);
            if (s_listening.Count > 0) { return; }
            s_registration?.Dispose();
            s_registration = null;
        }
    }

    // Not where programs have no console of their own: there no such signal comes.
    [UnsupportedOSPlatformGuard("browser")]
    private static bool IsSupported =>
        !(OperatingSystem.IsBrowser() || OperatingSystem.IsAndroid() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS());

    /// <summary>Asks all who listen to stop; false where all have been asked before.</summary>
    internal static bool Request()
    {
        StopSignals[] asked;
        lock (s_lock) { asked = [.. s_listening.Where(listener => !listener.IsRequested)]; }
        foreach (StopSignals listener in asked) { listener._source.Cancel(); }
        foreach (string notice in asked.Select(listener => listener._notice).OfType<string>().Distinct())
        {
            Console.Error.WriteLine($"\n{notice}");
        }
        return asked.Length > 0;
    }
}
