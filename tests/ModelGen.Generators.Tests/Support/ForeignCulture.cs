using System.Globalization;
using System.Runtime.CompilerServices;
using ModelGen.Tests;

namespace ModelGen.Generators.Tests;

/// <summary>All tests here run in a foreign culture: what is generated and said must not depend on that of the user.</summary>
internal static class ForeignCulture
{
    [ModuleInitializer]
    internal static void Set() => CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = Cultures.Foreign;
}
