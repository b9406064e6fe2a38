using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace ModelGen.Generators.Tests.Debugging;

/// <summary>What a debugger is told.</summary>
[GeneratedComInterface, Guid("3d6f5f60-7538-11d3-8d5b-00104b35e7ef")]
internal partial interface ICorDebugManagedCallback
{
    void Breakpoint(nint domain, ICorDebugThread thread, nint breakpoint);
    void StepComplete(nint domain, ICorDebugThread thread, nint stepper, int reason);
    void Break(nint domain, nint thread);
    void Exception(nint domain, nint thread, int isUnhandled);
    void EvalComplete(nint domain, nint thread, nint evaluation);
    void EvalException(nint domain, nint thread, nint evaluation);
    void CreateProcess(ICorDebugProcess process);
    void ExitProcess(nint process);
    void CreateThread(nint domain, nint thread);
    void ExitThread(nint domain, nint thread);
    void LoadModule(nint domain, ICorDebugModule module);
    void UnloadModule(nint domain, nint module);
    void LoadClass(nint domain, nint type);
    void UnloadClass(nint domain, nint type);
    void DebuggerError(nint process, int error, int code);
    void LogMessage(nint domain, nint thread, int level, nint name, nint message);
    void LogSwitch(nint domain, nint thread, int level, int reason, nint name, nint parent);
    void CreateAppDomain(nint process, nint domain);
    void ExitAppDomain(nint process, nint domain);
    void LoadAssembly(nint domain, nint assembly);
    void UnloadAssembly(nint domain, nint assembly);
    void ControlCTrap(nint process);
    void NameChange(nint domain, nint thread);
    void UpdateModuleSymbols(nint domain, nint module, nint stream);
    void EditAndContinueRemap(nint domain, nint thread, nint function, int isAccurate);
    void BreakpointSetError(nint domain, nint thread, nint breakpoint, int error);
}

/// <summary>More that it is told.</summary>
[GeneratedComInterface, Guid("250E5EEA-DB5C-4C76-B6F3-8C46F12E3203")]
internal partial interface ICorDebugManagedCallback2
{
    void FunctionRemapOpportunity(nint domain, nint thread, nint before, nint after, int offset);
    void CreateConnection(nint process, int id, nint name);
    void ChangeConnection(nint process, int id);
    void DestroyConnection(nint process, int id);
    void Exception(nint domain, nint thread, nint frame, int offset, int kind, int flags);
    void ExceptionUnwind(nint domain, nint thread, int kind, int flags);
    void FunctionRemapComplete(nint domain, nint thread, nint function);
    void MDANotification(nint controller, nint thread, nint assistant);
}

/// <summary>More that it is told.</summary>
[GeneratedComInterface, Guid("264EA0FC-2591-49AA-868E-835E6515323F")]
internal partial interface ICorDebugManagedCallback3
{
    void CustomNotification(nint thread, nint domain);
}

/// <summary>More that it is told.</summary>
[GeneratedComInterface, Guid("322911AE-16A5-49BA-84A3-ED69678138A3")]
internal partial interface ICorDebugManagedCallback4
{
    void BeforeGarbageCollection(nint process);
    void AfterGarbageCollection(nint process);
    void DataBreakpoint(nint process, nint thread, nint context, int size);
}
