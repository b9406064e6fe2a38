using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generators.Evaluate;

namespace ModelGen.Generators.Diagnostics;

/// <summary>
/// Where a finding about a method lies: on the argument of the call, and on the constant that its value came from where that was passed in.
/// The calls on the way there are what else has to do with it.
/// </summary>
internal sealed class SiteLocator(INamedTypeSymbol type, Evaluation evaluation, CancellationToken cancellation) : IFindingLocator
{
    private const int MostCalls = 10;

    private readonly DeclarationLocator _declaration = new(type, cancellation);

    public IEnumerable<Location> Locate(Finding finding)
    {
        if (finding.Layer < 0) { return [_declaration.Locate(finding)]; }
        Site site = evaluation.Sites[finding.Layer];
        if (finding.Argument is null) { return [Location(site)]; }
        if (site.Attribute is { } attribute)
        {
            return WrittenArgument.Locate(attribute, site.Constructor, finding.Argument) is { } span
                ? [Microsoft.CodeAnalysis.Location.Create(attribute.SyntaxTree, span)] : [Location(site)];
        }

        if (site.Find(finding.Argument) is not { } found) { return [Location(site)]; }
        return found.Origin is { } origin ? [found.Written.GetLocation(), origin.GetLocation()] : [found.Written.GetLocation()];
    }

    public IEnumerable<Location>? LocateSource(Finding finding)
    {
        if (finding.Layer < 0) { return null; }
        IEnumerable<Location> calls = Calls(evaluation.Sites[finding.Layer].Call).Select(call => call.Syntax.GetLocation());
        IEnumerable<Location> sources = finding.OtherSources.Prepend(finding.Source).Where(source => source >= 0).Distinct()
            .Select(source => Location(evaluation.Sites[source]));
        return calls.Take(MostCalls).Concat(sources).Distinct();
    }

    private static IEnumerable<CallPlace> Calls(CallPlace? call)
    {
        for (; call is not null; call = call.Outer) { yield return call; }
    }

    private static Location Location(Site site) => site.Name.GetLocation() ?? site.Node.GetLocation();
}
