using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ModelGen.Tests.Consoles;

/// <summary>A program that runs in a terminal, as it does before a person. Linux only.</summary>
internal sealed partial class Terminal : IDisposable
{
    private const int ReadWrite = 2, NoControllingTerminal = 0x100, Interrupt = 2;
    private const nuint SetWindowSize = 0x5414;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private readonly Thread _reader;

    /// <summary>Starts a program.</summary>
    /// <param name="columns">How wide the terminal is.</param>
    /// <param name="environment">Variables that are set for the program.</param>
    /// <param name="command">The program and its arguments.</param>
    public Terminal(ushort columns, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        int master = OpenTerminal(ReadWrite | NoControllingTerminal);
        Check(master >= 0 && Grant(master) == 0 && Unlock(master) == 0 && Resize(master, SetWindowSize, [24, columns, 0, 0]) == 0);
        var name = new byte[100];
        Check(NameOf(master, name, (nuint)name.Length) == 0);
        string terminal = Encoding.ASCII.GetString(name.AsSpan(0, name.AsSpan().IndexOf((byte)0)));
        var start = new ProcessStartInfo("sh",
            ["-c", "terminal=$1; shift; exec \"$@\" < \"$terminal\" > \"$terminal\" 2>&1", "sh", terminal, .. command]);
        foreach ((string variable, string value) in environment) { start.Environment[variable] = value; }
        start.Environment["TERM"] = "xterm-256color";
        _process = Process.Start(start)!;
        var stream = new FileStream(new SafeFileHandle(master, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        _reader = new Thread(() => Read(stream)) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>Whether such tests can run: a process that was told to ignore Ctrl-C hands that on to its children.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux()
        && (Convert.ToInt64(
            File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim(), 16)
            & (1 << (Interrupt - 1))) == 0;

    /// <summary>All that the program has written.</summary>
    public string Shown
    {
        get
        {
            lock (_shown) { return _shown.ToString(); }
        }
    }

    /// <summary>Waits until the program has written a text.</summary>
    public void WaitFor(string text)
    {
        var clock = Stopwatch.StartNew();
        while (!Shown.Contains(text, StringComparison.Ordinal))
        {
            if (clock.Elapsed > s_patience || (_process.HasExited && !_reader.IsAlive))
            {
                throw new TimeoutException($"The program did not write \"{text}\", but:\n{Shown}");
            }
            Thread.Sleep(5);
        }
    }

    /// <summary>Presses Ctrl-C.</summary>
    public void PressCtrlC() => PressCtrlC(_process);

    /// <summary>The same before a program that has no terminal.</summary>
    public static void PressCtrlC(Process process) => Check(Signal(process.Id, Interrupt) == 0);

    /// <summary>Waits until the program ends, and gives its exit code: 130 where a Ctrl-C has ended it.</summary>
    public int WaitForExit()
    {
        if (!_process.WaitForExit(s_patience)) { throw new TimeoutException($"The program did not end. It wrote:\n{Shown}"); }
        _reader.Join(s_patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) { _process.Kill(); }
        _process.Dispose();
    }

    private void Read(FileStream stream)
    {
        var bytes = new byte[4096];
        Decoder decoder = Encoding.UTF8.GetDecoder();
        var text = new char[4096];
        try
        {
            while (stream.Read(bytes) is > 0 and var count)
            {
                int length = decoder.GetChars(bytes.AsSpan(0, count), text, flush: false);
                lock (_shown) { _shown.Append(text.AsSpan(0, length)); }
            }
        }
        catch (IOException) { } // the last program that had it open has ended
        stream.Dispose();
    }

    private static void Check(bool done)
    {
        if (!done) { throw new IOException($"The system returns error {Marshal.GetLastPInvokeError()}."); }
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenTerminal(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grant(int master);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlock(int master);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int NameOf(int master, [Out] byte[] name, nuint length);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Resize(int master, nuint request, ushort[] size);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}
