namespace ModelGen.Benchmarks;

/// <summary>A number as a type, so that the JIT folds it in a kernel's sizes as it does in generated code.</summary>
internal interface IConstant
{
    static abstract int Value { get; }
}
