using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.CodeFixes;

/// <summary>What all fixes share: find the place of the finding, offer changes of the text, and be applied to many at once.</summary>
public abstract class ModelCodeFix : CodeFixProvider
{
    /// <summary>The findings this fix is for.</summary>
    private protected abstract string[] Ids { get; }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(Ids);

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new FixAllOfDocument(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SourceText text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        // dotnet format asks every fix about the first finding of all.
        foreach (Diagnostic finding in context.Diagnostics.Where(finding => Ids.Contains(finding.Id)))
        {
            foreach (Offer offer in await OffersAsync(context.Document, finding, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(CodeAction.Create(offer.Title, _ => Task.FromResult(Apply(offer)), KeyOf(finding, offer)), finding);
            }
        }

        Document Apply(Offer offer)
        {
            var edits = new SourceEdits(text);
            offer.Change(edits);
            return context.Document.WithText(edits.Apply());
        }
    }

    /// <summary>
    /// The changes to offer, the best first. Those of one key do the same, and the first has the same key for every finding of a rule.
    /// </summary>
    private protected abstract IEnumerable<Offer> Offers(Place place);

    /// <summary>The same for the call of a layer in a method.</summary>
    private protected virtual IEnumerable<Offer> OffersInCode(LayerCall call) => [];

    private IEnumerable<Offer> OffersAt(Place place) => IsUnfinished(place.Node) ? []
        : LayerCall.Find(place) is { } call ? OffersInCode(call) : Offers(place);

    // While an argument is missing, or a comma, whatever is written into the list may be read as something else.
    private static bool IsUnfinished(SyntaxNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(n => n is AttributeSyntax or ParameterListSyntax or InvocationExpressionSyntax)
            is { ContainsDiagnostics: true } written && written.GetDiagnostics().Any(found => found.Severity == DiagnosticSeverity.Error);

    private static string KeyOf(Diagnostic finding, Offer offer) => $"{finding.Id}.{offer.Key}";

    /// <summary>
    /// The offer that was chosen for all findings of a rule; the best where none of the rule's was: dotnet format knows the key of the
    /// first finding only, whichever rule that is of.
    /// </summary>
    private static Offer? Chosen(Offer[] offers, Diagnostic finding, string? key) =>
        key?.StartsWith($"{finding.Id}.", StringComparison.Ordinal) == true
            ? offers.FirstOrDefault(offer => KeyOf(finding, offer) == key)
            : offers.FirstOrDefault();

    private async Task<Offer[]> OffersAsync(Document document, Diagnostic finding, CancellationToken cancellation)
    {
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root
            && await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            ? [.. OffersAt(new Place(text, root, model, finding))]
            : [];
    }

    // All findings are about one text, so all changes go into it at once.
    private sealed class FixAllOfDocument(ModelCodeFix fix) : DocumentBasedFixAllProvider
    {
        protected override async Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> findings)
        {
            var edits = new SourceEdits(await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false));
            foreach (Diagnostic finding in findings.OrderBy(finding => finding.Location.SourceSpan.Start))
            {
                Offer[] offers = await fix.OffersAsync(document, finding, context.CancellationToken).ConfigureAwait(false);
                Chosen(offers, finding, context.CodeActionEquivalenceKey)?.Change(edits);
            }

            return document.WithText(edits.Apply());
        }
    }
}
