using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
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
        foreach (Diagnostic finding in context.Diagnostics)
        {
            foreach (Offer offer in await OffersAsync(context.Document, finding, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(CodeAction.Create(offer.Title, _ => Task.FromResult(Apply(offer)), KeyOf(offer)), finding);
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

    private string KeyOf(Offer offer) => $"{GetType().Name}.{offer.Key}";

    private async Task<Offer[]> OffersAsync(Document document, Diagnostic finding, CancellationToken cancellation)
    {
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root
            && await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            ? [.. Offers(new Place(text, root, model, finding))]
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
                offers.FirstOrDefault(offer => fix.KeyOf(offer) == context.CodeActionEquivalenceKey)?.Change(edits);
            }

            return document.WithText(edits.Apply());
        }
    }
}
