using Xunit;

namespace ModelGen.Tests.Contract;

/// <summary>Contract tests run alone: they count what all threads allocate, and a second caller of the workers would get none.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class ContractCollection
{
    public const string Name = "Contract";
}
