using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace ModelGen.Generators.Tests.Debugging;

// The runtime's debugging interface as its cordebug.idl lays it out, as far as the last method that is called here: methods are found by
// their place. Those that nobody calls stand for their place only.

/// <summary>What attaches to processes.</summary>
[GeneratedComInterface, Guid("3d6f5f61-7538-11d3-8d5b-00104b35e7ef")]
internal partial interface ICorDebug
{
    void Initialize();

    /// <summary>Ends it, after it has left all processes.</summary>
    [PreserveSig]
    int Terminate();

    void SetManagedHandler(ICorDebugManagedCallback handler);
    void SetUnmanagedHandler();
    void CreateProcess();
    void DebugActiveProcess(int id, int isNative, out ICorDebugProcess process);
}

/// <summary>A process, of which only what all controllers have is used.</summary>
[GeneratedComInterface, Guid("3d6f5f64-7538-11d3-8d5b-00104b35e7ef")]
internal partial interface ICorDebugProcess
{
    [PreserveSig]
    int Stop(int timeout);

    void Continue(int isOutOfBand);
    void IsRunning();
    void HasQueuedCallbacks();
    void EnumerateThreads();
    void SetAllThreadsDebugState();

    /// <summary>Leaves it to itself, where it stands.</summary>
    [PreserveSig]
    int Detach();
}

/// <summary>An assembly.</summary>
[GeneratedComInterface, Guid("dba2d8c1-e5c5-4069-8c13-10a7c6abf43d")]
internal partial interface ICorDebugModule
{
    void GetProcess();
    void GetBaseAddress();
    void GetAssembly();

    /// <summary>Its path; both lengths count the zero at its end.</summary>
    unsafe void GetName(int capacity, out int length, char* name);

    void EnableJITDebugging();
    void EnableClassLoadCallbacks();
    void GetFunctionFromToken(int token, out ICorDebugFunction function);
}

/// <summary>An assembly again.</summary>
[GeneratedComInterface, Guid("7FCC5FB5-49C0-41de-9938-3B88B5B9ADD7")]
internal partial interface ICorDebugModule2
{
    /// <summary>Says whether all its code is the user's.</summary>
    void SetJMCStatus(int isMyCode, int exceptions, nint tokens);
}

/// <summary>A method.</summary>
[GeneratedComInterface, Guid("CC7BCAF3-8A68-11d2-983C-0000F808342D")]
internal partial interface ICorDebugFunction
{
    void GetModule();
    void GetClass();
    void GetToken();
    void GetILCode(out ICorDebugCode code);
}

/// <summary>A method again.</summary>
[GeneratedComInterface, Guid("EF0C490B-94C3-4e4d-B629-DDC134C532D8")]
internal partial interface ICorDebugFunction2
{
    /// <summary>Says whether it is the user's.</summary>
    void SetJMCStatus(int isMyCode);
}

/// <summary>The IL of a method.</summary>
[GeneratedComInterface, Guid("CC7BCAF4-8A68-11d2-983C-0000F808342D")]
internal partial interface ICorDebugCode
{
    void IsIL();
    void GetFunction();
    void GetAddress();
    void GetSize();
    void CreateBreakpoint(int offset, out ICorDebugBreakpoint breakpoint);
}

/// <summary>A breakpoint.</summary>
[GeneratedComInterface, Guid("CC7BCAE8-8A68-11d2-983C-0000F808342D")]
internal partial interface ICorDebugBreakpoint
{
    void Activate(int isActive);
}
