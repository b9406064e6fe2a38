using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generators.Layers;
using ModelGen.Generators.Read;

namespace ModelGen.Generators.Use;

/// <summary>
/// Calls that need another one before them, of a model that a method makes, keeps in one variable and hands to nobody: what happens to it
/// can all be seen.
/// </summary>
internal static class OrderRules
{
    private static readonly string[] s_forward = ["Forward", "TrainOnBatch", "Fit"];

    /// <summary>Checks a call.</summary>
    public static void Check(IInvocationOperation call, UseContext context)
    {
        if (call.Instance is not ILocalReferenceOperation { Local: var local }
            || Uses.Of(local, call.Instance.Syntax, context) is not { } uses)
        {
            return;
        }

        string name = call.TargetMethod.Name, type = local.Type.Name;
        SyntaxNode place = call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name
            : call.Syntax;
        bool needsLoss = name is "Fit" or "Evaluate" or "TrainOnBatch" || (name == "Backward" && UseCall.Argument(call, "loss") is null);
        if (needsLoss && !uses.Calls.Any(use => use.Name == "Compile") && !uses.MayBeCompiled)
        {
            string compile = $"{local.Name}.Compile(new Adam(), {UsualLoss(local, context)})";
            StatementSyntax? statement = Statement(place);
            string indentation = new(' ', statement?.GetLocation().GetLineSpan().StartLinePosition.Character ?? 0);
            context.Report(RuleIds.CallMissing, place,
                [$"{name} needs a loss, and nothing compiles {local.Name}", $"Write {compile} before it"],
                statement is null ? [] : [Location.Create(statement.SyntaxTree, new TextSpan(statement.SpanStart, 0))],
                statement is null ? [] : [new Repair($"Write {compile}", $"{compile};\n{indentation}", Place: 0, Key: "Compile")]);
        }

        if (name == "Backward" && !uses.Calls.Any(use => s_forward.Contains(use.Name) && use.Position < place.SpanStart))
        {
            context.Report(RuleIds.CallMissing, place,
                [$"Backward goes back through the last Forward, and none of {local.Name} comes before it",
                    $"Write {local.Name}.Forward(inputs) before it"]);
        }

        if (uses.Disposal is { } disposal && disposal.Span.End < place.SpanStart && Block(disposal) == Block(Statement(place)))
        {
            context.Report(RuleIds.UsedAfterDispose, place, [name, local.Name, type], [disposal.GetLocation()]);
        }
    }

    /// <summary>Checks a variable of a model that nobody disposes of.</summary>
    public static void Check(LocalDeclarationStatementSyntax declaration, UseContext context)
    {
        if (!declaration.UsingKeyword.IsKind(SyntaxKind.None) || declaration.Declaration.Variables.Count != 1) { return; }
        VariableDeclaratorSyntax variable = declaration.Declaration.Variables[0];
        if (variable.Initializer?.Value is not BaseObjectCreationExpressionSyntax
            || context.Semantics.GetDeclaredSymbol(variable, context.Cancellation) is not ILocalSymbol local
            || context.ModelOf(local.Type) is null || Uses.Of(local, declaration, context) is not { Disposal: null } uses
            || uses.Calls.Any(use => use.Name == "Dispose")) { return; }
        string written = declaration.Declaration.Type + " " + variable.Identifier.ValueText;
        context.Report(RuleIds.NotDisposed, variable, [variable.Identifier.ValueText, $"using {written}"],
            [Location.Create(declaration.SyntaxTree, declaration.Declaration.Type.Span)],
            [new Repair($"Write using {written}", $"using {declaration.Declaration.Type}", Place: 0, Key: "Using")]);
    }

    private static string UsualLoss(ILocalSymbol local, UseContext context) =>
        context.ModelOf(local.Type) is { } model && local.Type is INamedTypeSymbol type
            && OutputFacts.Of(model, type, context.Cancellation) is { Count: > 0 } outputs
            ? outputs[0] is { Columns: > 1, Activation: "Softmax" } ? "Loss.CategoricalCrossentropy"
                : outputs[0].Activation == "Sigmoid" ? "Loss.BinaryCrossentropy" : "Loss.MeanSquaredError"
            : "Loss.MeanSquaredError";

    // Each top-level statement lies in a member of its own.
    private static SyntaxNode? Block(StatementSyntax? statement) =>
        statement?.Parent is GlobalStatementSyntax { Parent: var program } ? program : statement?.Parent;

    private static StatementSyntax? Statement(SyntaxNode node) => node.FirstAncestorOrSelf<StatementSyntax>();

    /// <summary>All that a method does with a model.</summary>
    /// <param name="Calls">The members that are called on it, each with its place.</param>
    /// <param name="Disposal">The only statement that disposes of it.</param>
    /// <param name="MayBeCompiled">Whether its class may compile it by itself: by [Compile], or in a constructor of a person.</param>
    private sealed record Uses(IReadOnlyList<(string Name, int Position)> Calls, StatementSyntax? Disposal, bool MayBeCompiled)
    {
        /// <summary>They; null where somebody else may do something with it.</summary>
        public static Uses? Of(ILocalSymbol local, SyntaxNode place, UseContext context)
        {
            if (Follow.Declaration(local) is not { Initializer.Value: BaseObjectCreationExpressionSyntax } declarator
                || declarator.SyntaxTree != place.SyntaxTree) { return null; }
            SyntaxNode body = Follow.Body(declarator);
            var calls = new List<(string, int)>();
            var disposals = new List<StatementSyntax>();
            foreach (IdentifierNameSyntax use in Follow.Named(body, local.Name))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                if (use.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } access
                    || access.Expression != use
                    || use.Ancestors().TakeWhile(node => node != body).Any(IsLater)) { return null; }
                calls.Add((member, use.SpanStart));
                bool isDisposal = member == "Dispose" && access.Parent is InvocationExpressionSyntax { Parent: ExpressionStatementSyntax };
                if (isDisposal) { disposals.Add(Statement(use)!); }
            }

            return new Uses(calls, disposals.Count == 1 ? disposals[0] : null,
                local.Type is INamedTypeSymbol type && IsSetUp(type));
        }

        private static bool IsSetUp(INamedTypeSymbol type) =>
            type.GetAttributes().Any(a => AttributeReader.IsOurs(a) && AttributeReader.ShortName(a) == SetupSpec.Attribute)
            || type.InstanceConstructors.Any(constructor => constructor.DeclaringSyntaxReferences
                .Any(reference => !ModelReader.IsGenerated(reference.SyntaxTree)));

        // What runs at another time.
        private static bool IsLater(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;
    }
}
