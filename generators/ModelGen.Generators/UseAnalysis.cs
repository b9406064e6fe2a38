using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Evaluate;
using ModelGen.Generators.Read;
using ModelGen.Generators.Use;

namespace ModelGen.Generators;

/// <summary>
/// Looks at how a program uses its models: at calls and constructors whose names are the package's. What is asked of the compiler is asked
/// for these alone.
/// </summary>
internal sealed class UseAnalysis(KnownModels models, string pages)
{
    /// <summary>Hears of failures, which users do not: nothing of what is said here is needed to compile a model.</summary>
    internal static event Action<Exception>? Failed;

    /// <summary>Has a program's files looked at as they are compiled.</summary>
    public static void Register(CompilationStartAnalysisContext start, EvaluationMemory memory, BuildOptions options)
    {
        if (start.Compilation.GetTypeByMetadataName("ModelGen.Model") is null) { return; }
        var analysis = new UseAnalysis(new KnownModels(start.Compilation, memory), options.Pages);
        start.RegisterSyntaxNodeAction(analysis.Analyze, SyntaxKind.InvocationExpression, SyntaxKind.ObjectCreationExpression,
            SyntaxKind.ImplicitObjectCreationExpression, SyntaxKind.StringLiteralExpression, SyntaxKind.Attribute,
            SyntaxKind.ElementAccessExpression, SyntaxKind.LocalDeclarationStatement);
    }

    private void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (ModelReader.IsGenerated(context.Node.SyntaxTree) || !MayMatter(context.Node)) { return; }
        try
        {
            Analyze(context.Node, new UseContext(context.SemanticModel, models, pages, context.ReportDiagnostic,
                context.CancellationToken));
        }
        catch (Exception e) when (Faults.IsOurs(e))
        {
            if (!Faults.IsOfCompiler(e)) { Failed?.Invoke(e); }
        }
    }

    private static void Analyze(SyntaxNode node, UseContext context)
    {
        if (node is LiteralExpressionSyntax literal)
        {
            NameRules.Check(literal, context);
            return;
        }

        if (node is LocalDeclarationStatementSyntax declaration)
        {
            OrderRules.Check(declaration, context);
            return;
        }

        if (node is AttributeSyntax attribute)
        {
            AttributeRules.Check(attribute, context);
            switch (LayerSyntax.NameOf(attribute))
            {
                case BudgetRules.Attribute: BudgetRules.Check(attribute, context); break;
                case ClassesSpec.Attribute: ClassesRules.Check(attribute, context); break;
                case SetupSpec.Attribute: SetupRules.Check(attribute, context); break;
            }

            return;
        }

        if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } invocation
            && !UseCall.Names.Contains(member.Name.Identifier.ValueText))
        {
            TensorRules.Check(invocation, member, context);
            return;
        }

        switch (context.Semantics.GetOperation(node, context.Cancellation))
        {
            case IPropertyReferenceOperation access: ParameterRules.Check(access, context); break;
            case IInvocationOperation call when UseCall.IsOurs(call.TargetMethod): UseCall.Check(call, context); break;
            case IObjectCreationOperation { Constructor: { } constructor } creation when UseCall.IsOurs(constructor):
                RangeRules.Check(creation.Arguments, constructor.ContainingType.Name, context);
                ParameterRules.CheckFile(creation.Arguments.FirstOrDefault(a => a.Parameter?.Name == "filepath")?.Value, context);
                if (creation.Initializer is { } initializer) { RangeRules.Check(initializer, constructor.ContainingType.Name, context); }
                break;
        }
    }

    // By its syntax alone.
    private static bool MayMatter(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } =>
            UseCall.Names.Contains(name) || LayerWords.MayBeLayer(name),
        ElementAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Parameters" } } => true,
        LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } =>
            variables[0].Initializer?.Value is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: <= 2 },
        AttributeSyntax attribute => LayerSyntax.NameOf(attribute) is BudgetRules.Attribute or SetupSpec.Attribute or ClassesSpec.Attribute
            || AttributeRules.MayBeLayer(attribute),
        LiteralExpressionSyntax literal => NameRules.MayBeName(literal),
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } => false,
        ObjectCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax => true,
        _ => false,
    };
}
