namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs to see for records in netstandard2.0.</summary>
internal static class IsExternalInit;
