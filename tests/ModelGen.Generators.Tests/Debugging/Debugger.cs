using System.Globalization;
using System.Reflection.Metadata;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace ModelGen.Generators.Tests.Debugging;

/// <summary>
/// Sets breakpoints and steps in the generated file of a program as editors do, with the library for debuggers that comes with the runtime.
/// </summary>
internal sealed unsafe class Debugger : IDisposable
{
    // CorDebugVersion_4_0.
    private const int InterfaceVersion = 4;
    private static readonly Lazy<nint> s_create = new(Load);
    private readonly DebugEvents _events = new(Debuggee.Assembly);
    private readonly Debuggee _debuggee;
    private readonly ICorDebug _debug;
    private readonly ICorDebugProcess _process;
    private readonly ICorDebugModule _module;
    private ICorDebugThread? _thread;

    /// <summary>Attaches to a program, which stands from then on.</summary>
    public Debugger(Debuggee debuggee)
    {
        _debuggee = debuggee;
        debuggee.WaitUntilReady();
        int process = debuggee.Process.Id;
        void* created;
        Marshal.ThrowExceptionForHR(((delegate* unmanaged<int, int, nint, void**, int>)s_create.Value)(
            InterfaceVersion, process, AddressOfRuntime(process), &created));
        _debug = ComInterfaceMarshaller<ICorDebug>.ConvertToManaged(created)!;
        ComInterfaceMarshaller<ICorDebug>.Free(created);
        _debug.Initialize();
        _debug.SetManagedHandler(_events);
        _debug.DebugActiveProcess(process, isNative: 0, out _process);
        _module = Next(DebugEventKind.Loaded).Module!;
        ((ICorDebugModule2)_module).SetJMCStatus(isMyCode: 1, exceptions: 0, tokens: 0);
        foreach (TracedMethod method in Symbols.Methods.Where(method => !method.IsUserCode))
        {
            ((ICorDebugFunction2)FunctionOf(method)).SetJMCStatus(isMyCode: 0);
        }
    }

    /// <summary>What it needs.</summary>
    public const string Needs = "needs Linux and a runtime with libmscordbi.so";

    /// <summary>Whether that is here.</summary>
    public static bool IsHere => OperatingSystem.IsLinux() && File.Exists(Library);

    private static string Library => Path.Combine(Debuggee.Runtime, "libmscordbi.so");

    private Symbols Symbols => _debuggee.Symbols;

    /// <summary>Sets a breakpoint on the one line of the generated file that begins so.</summary>
    public void BreakAt(string line)
    {
        int number = Symbols.Lines.Index().Single(l => l.Item.StartsWith(line, StringComparison.Ordinal)).Index + 1;
        (TracedMethod method, SequencePoint stop) =
            Symbols.Methods.SelectMany(m => m.Stops, (m, stop) => (m, stop)).First(place => place.stop.StartLine == number);
        FunctionOf(method).GetILCode(out ICorDebugCode code);
        code.CreateBreakpoint(stop.Offset, out ICorDebugBreakpoint breakpoint);
        breakpoint.Activate(isActive: 1);
    }

    /// <summary>Goes on to the next breakpoint, and returns the line where it stops.</summary>
    public string Run()
    {
        Continue(DebugEventKind.Breakpoint);
        return Line(Here()!);
    }

    /// <summary>Steps over calls, and returns the line where it stops; null where that is outside of the generated file.</summary>
    public string? StepOver() => Step(isInto: false) is { } to ? Line(to) : null;

    /// <summary>Steps into calls of the user's code but for properties, which editors pass over unless told otherwise.</summary>
    public string? StepInto()
    {
        Place? from = Here(), to;
        do { to = Step(isInto: true); }
        while (to == from || to?.Method.Name.StartsWith("get_", StringComparison.Ordinal) == true);
        return to is null ? null : Line(to);
    }

    public void Dispose()
    {
        // Where a test fails, or the debuggee has ended, these may say no, and there is nothing left to do. Were it killed before, the
        // library would wait for it, and might take its exit from those who wait for that.
        _process.Stop(0);
        _process.Detach();
        _debug.Terminate();
    }

    private Place? Step(bool isInto)
    {
        (TracedMethod method, SequencePoint stop) = Here()!;
        int end = method.Stops.Select(s => s.Offset).Append(method.Length).First(offset => offset > stop.Offset);
        _thread!.CreateStepper(out ICorDebugStepper stepper);
        stepper.SetInterceptMask(0);
        stepper.SetUnmappedStopMask(0);
        ((ICorDebugStepper2)stepper).SetJMC(isMyCode: 1);
        stepper.StepRange(isInto ? 1 : 0, new CodeRange(stop.Offset, end), count: 1);
        Continue(DebugEventKind.Step);
        return Here();
    }

    private void Continue(DebugEventKind until)
    {
        _events.Continue();
        _thread = Next(until).Thread;
    }

    private DebugEvent Next(DebugEventKind expected)
    {
        if (!_events.Queue.TryTake(out DebugEvent? next, Debuggee.Patience)) { throw new TimeoutException($"No {expected} came."); }
        Assert.True(next.Kind == expected, $"{next.Kind} came instead of {expected}, error {next.Code:X8}");
        return next;
    }

    private ICorDebugFunction FunctionOf(TracedMethod method)
    {
        _module.GetFunctionFromToken(method.Token, out ICorDebugFunction function);
        return function;
    }

    // Where the thread is; the other file of the user's assembly is none of ours.
    private Place? Here()
    {
        _thread!.GetActiveFrame(out ICorDebugILFrame frame);
        frame.GetFunctionToken(out int token);
        frame.GetIP(out int offset, out _);
        return Symbols.Methods.FirstOrDefault(method => method.Token == token) is { } method
            ? new Place(method, method.Stops.Last(stop => stop.Offset <= offset)) : null;
    }

    private string Line(Place place) => Symbols.Lines[place.Stop.StartLine - 1];

    // On Windows the system would initialize it.
    private static nint Load()
    {
        const int ProcessAttach = 1;
        nint library = NativeLibrary.Load(Library);
        ((delegate* unmanaged<nint, int, nint, int>)NativeLibrary.GetExport(library, "DllMain"))(library, ProcessAttach, 0);
        return NativeLibrary.GetExport(library, "CoreCLRCreateCordbObject");
    }

    // A line of the list begins with where a part of a file lies; the first part is first.
    private static nint AddressOfRuntime(int process)
    {
        string line = File.ReadLines($"/proc/{process}/maps").First(l => l.EndsWith("/libcoreclr.so", StringComparison.Ordinal));
        return nint.Parse(line.AsSpan(0, line.IndexOf('-')), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private sealed record Place(TracedMethod Method, SequencePoint Stop);
}
