using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;

namespace ModelGen.CodeFixes;

/// <summary>What all fixes share: find the node of the finding, offer changes of the syntax, and be applied to many at once.</summary>
public abstract class ModelCodeFix : CodeFixProvider
{
    /// <summary>The findings this fix is for.</summary>
    protected abstract string[] Ids { get; }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(Ids);

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) { return; }
        foreach (Diagnostic finding in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(finding.Location.SourceSpan, getInnermostNodeForTie: true);
            foreach ((string title, Func<SyntaxNode> change) in Changes(root, node, finding))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(change())), $"{GetType().Name}: {title}"),
                    finding);
            }
        }
    }

    /// <summary>The changes to offer: a title that says what will stand there, and the new root.</summary>
    protected abstract IEnumerable<(string Title, Func<SyntaxNode> Change)> Changes(SyntaxNode root, SyntaxNode node, Diagnostic finding);

    /// <summary>One of the values of the finding's message.</summary>
    protected static string Value(Diagnostic finding, int number) =>
        finding.Properties.TryGetValue(number.ToString(System.Globalization.CultureInfo.InvariantCulture), out string? value)
            ? value ?? "" : "";

    /// <summary>Lets the formatter lay out what was added.</summary>
    protected static T Formatted<T>(T node) where T : SyntaxNode => node.WithAdditionalAnnotations(Formatter.Annotation);
}
