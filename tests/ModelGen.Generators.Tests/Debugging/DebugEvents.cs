using System.Collections.Concurrent;
using System.Runtime.InteropServices.Marshalling;

namespace ModelGen.Generators.Tests.Debugging;

/// <summary>
/// Lets the debuggee go on after all that it tells but an assembly that was waited for, breakpoints, steps, errors and its end: they queue.
/// </summary>
[GeneratedComClass]
internal sealed partial class DebugEvents(string assembly)
    : ICorDebugManagedCallback, ICorDebugManagedCallback2, ICorDebugManagedCallback3, ICorDebugManagedCallback4
{
    private const int PathLength = 4096;
    private ICorDebugProcess? _process;

    /// <summary>What has happened; until somebody lets it go on the debuggee stands.</summary>
    public BlockingCollection<DebugEvent> Queue { get; } = [];

    public void Continue() => _process!.Continue(0);

    public void CreateProcess(ICorDebugProcess process)
    {
        _process = process;
        Continue();
    }

    public unsafe void LoadModule(nint domain, ICorDebugModule module)
    {
        char* path = stackalloc char[PathLength];
        module.GetName(PathLength, out int length, path);
        if (Path.GetFileName(new ReadOnlySpan<char>(path, length - 1)).SequenceEqual(assembly))
        {
            Queue.Add(new(DebugEventKind.Loaded, module));
            return;
        }

        Continue();
    }

    public void Breakpoint(nint domain, ICorDebugThread thread, nint breakpoint) =>
        Queue.Add(new(DebugEventKind.Breakpoint, Thread: thread));

    public void StepComplete(nint domain, ICorDebugThread thread, nint stepper, int reason) =>
        Queue.Add(new(DebugEventKind.Step, Thread: thread));

    public void ExitProcess(nint process) => Queue.Add(new(DebugEventKind.Exit));

    public void DebuggerError(nint process, int error, int code) => Queue.Add(new(DebugEventKind.Error, Code: error));

    public void BreakpointSetError(nint domain, nint thread, nint breakpoint, int error) =>
        Queue.Add(new(DebugEventKind.Error, Code: error));

    public void Break(nint domain, nint thread) => Continue();
    public void Exception(nint domain, nint thread, int isUnhandled) => Continue();
    public void EvalComplete(nint domain, nint thread, nint evaluation) => Continue();
    public void EvalException(nint domain, nint thread, nint evaluation) => Continue();
    public void CreateThread(nint domain, nint thread) => Continue();
    public void ExitThread(nint domain, nint thread) => Continue();
    public void UnloadModule(nint domain, nint module) => Continue();
    public void LoadClass(nint domain, nint type) => Continue();
    public void UnloadClass(nint domain, nint type) => Continue();
    public void LogMessage(nint domain, nint thread, int level, nint name, nint message) => Continue();
    public void LogSwitch(nint domain, nint thread, int level, int reason, nint name, nint parent) => Continue();
    public void CreateAppDomain(nint process, nint domain) => Continue();
    public void ExitAppDomain(nint process, nint domain) => Continue();
    public void LoadAssembly(nint domain, nint assembly) => Continue();
    public void UnloadAssembly(nint domain, nint assembly) => Continue();
    public void ControlCTrap(nint process) => Continue();
    public void NameChange(nint domain, nint thread) => Continue();
    public void UpdateModuleSymbols(nint domain, nint module, nint stream) => Continue();
    public void EditAndContinueRemap(nint domain, nint thread, nint function, int isAccurate) => Continue();
    public void FunctionRemapOpportunity(nint domain, nint thread, nint before, nint after, int offset) => Continue();
    public void CreateConnection(nint process, int id, nint name) => Continue();
    public void ChangeConnection(nint process, int id) => Continue();
    public void DestroyConnection(nint process, int id) => Continue();
    public void Exception(nint domain, nint thread, nint frame, int offset, int kind, int flags) => Continue();
    public void ExceptionUnwind(nint domain, nint thread, int kind, int flags) => Continue();
    public void FunctionRemapComplete(nint domain, nint thread, nint function) => Continue();
    public void MDANotification(nint controller, nint thread, nint assistant) => Continue();
    public void CustomNotification(nint thread, nint domain) => Continue();
    public void BeforeGarbageCollection(nint process) => Continue();
    public void AfterGarbageCollection(nint process) => Continue();
    public void DataBreakpoint(nint process, nint thread, nint context, int size) => Continue();
}

/// <summary>What can happen.</summary>
internal enum DebugEventKind
{
    /// <summary>The user's assembly is there.</summary>
    Loaded,

    /// <summary>A thread has come to a breakpoint.</summary>
    Breakpoint,

    /// <summary>A step is done.</summary>
    Step,

    /// <summary>The debuggee has ended.</summary>
    Exit,

    /// <summary>The runtime cannot go on debugging.</summary>
    Error,
}

/// <summary>What has happened.</summary>
internal sealed record DebugEvent(DebugEventKind Kind, ICorDebugModule? Module = null, ICorDebugThread? Thread = null, int Code = 0);
