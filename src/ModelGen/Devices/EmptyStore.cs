using ModelGen.Kernels;

namespace ModelGen;

/// <summary>A store without parameters, for losses and metrics that are computed without a model: a step belongs to a store.</summary>
internal sealed class EmptyStore() : ParameterStore(Device.Cpu, parameterValues: 0, seed: 0)
{
    internal override IReadOnlyList<StoredParameter> Contents => [];
}
