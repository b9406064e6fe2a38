using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace ModelGen.Generators.Tests.Debugging;

/// <summary>A thread.</summary>
[GeneratedComInterface, Guid("938c6d66-7fb6-4f69-b389-425b8987329b")]
internal partial interface ICorDebugThread
{
    void GetProcess();
    void GetID();
    void GetHandle();
    void GetAppDomain();
    void SetDebugState();
    void GetDebugState();
    void GetUserState();
    void GetCurrentException();
    void ClearCurrentException();
    void CreateStepper(out ICorDebugStepper stepper);
    void EnumerateChains();
    void GetActiveChain();
    void GetActiveFrame(out ICorDebugILFrame frame);
}

/// <summary>A call of a method that runs.</summary>
[GeneratedComInterface, Guid("03E26311-4F76-11d3-88C6-006097945418")]
internal partial interface ICorDebugILFrame
{
    void GetChain();
    void GetCode();
    void GetFunction();
    void GetFunctionToken(out int token);
    void GetStackRange();
    void GetCaller();
    void GetCallee();
    void CreateStepper();

    /// <summary>Which IL it runs next.</summary>
    void GetIP(out int offset, out int mapping);
}

/// <summary>A step of a thread.</summary>
[GeneratedComInterface, Guid("CC7BCAEC-8A68-11d2-983C-0000F808342D")]
internal partial interface ICorDebugStepper
{
    void IsActive();
    void Deactivate();
    void SetInterceptMask(int mask);
    void SetUnmappedStopMask(int mask);
    void Step(int isInto);

    /// <summary>Steps until other code of the method is reached, into the calls or over them.</summary>
    void StepRange(int isInto, in CodeRange range, int count);
}

/// <summary>A step of a thread again.</summary>
[GeneratedComInterface, Guid("C5B6E9C3-E7D1-4a8e-873B-7F047F0706F7")]
internal partial interface ICorDebugStepper2
{
    /// <summary>Says whether it stops in the user's code only.</summary>
    void SetJMC(int isMyCode);
}

/// <summary>A range of a method's IL, less its end.</summary>
internal readonly record struct CodeRange(int Start, int End);
