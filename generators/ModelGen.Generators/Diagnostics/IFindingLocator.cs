using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Diagnostics;

/// <summary>From findings to places.</summary>
internal interface IFindingLocator
{
    /// <summary>Where a finding lies: what is wrong, and where else that was written.</summary>
    IEnumerable<Location> Locate(Finding finding);

    /// <summary>What else has to do with it.</summary>
    IEnumerable<Location>? LocateSource(Finding finding);
}
