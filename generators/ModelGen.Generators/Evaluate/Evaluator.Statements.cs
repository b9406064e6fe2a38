using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Evaluate;

/// <summary>Statements.</summary>
internal sealed partial class Evaluator
{
    private Value _returned;

    private Flow Execute(IEnumerable<IOperation> statements)
    {
        foreach (IOperation statement in statements)
        {
            if (Execute(statement) is not Flow.Next and var flow) { return flow; }
        }

        return Flow.Next;
    }

    private Flow Execute(IOperation statement)
    {
        Step(statement.Syntax);
        switch (statement)
        {
            case IBlockOperation block: return Execute(block.Operations);
            case IVariableDeclarationGroupOperation group: return Declare(group);
            case IExpressionStatementOperation expression:
                Evaluate(expression.Operation);
                return Flow.Next;
            case IReturnOperation { Kind: OperationKind.Return } result:
                HasReturned = true;
                _returned = result.ReturnedValue is { } value ? Equality.Copy(Evaluate(value)) : default;
                return Flow.Return;
            case IConditionalOperation choice:
                return IsTrue(choice.Condition) ? Execute(choice.WhenTrue) : choice.WhenFalse is { } other ? Execute(other) : Flow.Next;
            case ISwitchOperation choice: return Choose(choice, Evaluate(choice.Value));
            case IForEachLoopOperation loop: return Run(loop);
            case IForLoopOperation loop: return Run(loop);
            case IWhileLoopOperation loop: return Run(loop);
            case IBranchOperation { BranchKind: BranchKind.Break }: return Flow.Break;
            case IBranchOperation { BranchKind: BranchKind.Continue }: return Flow.Continue;
            case IEmptyOperation or ILocalFunctionOperation: return Flow.Next;
            case IThrowOperation thrown:
                Throw(thrown);
                return Flow.Next;
            case IInvalidOperation: throw new KnownException(isCompilers: true);
            default: throw Refused(statement);
        }
    }

    private Flow Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclaratorOperation variable in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            if (variable.Symbol.IsRef) { throw Refuse(variable, "a variable that refers to another", "Assign to the other one itself"); }
            Value value = variable.GetVariableInitializer() is { } initializer ? Equality.Copy(Evaluate(initializer.Value)) : default;
            _frame.Declare(variable.Symbol, value);
            NoteShape(variable.Syntax, value);
        }

        return Flow.Next;
    }

    // Of a reached throw the user says what is wrong.
    private void Throw(IThrowOperation thrown)
    {
        Value exception = thrown.Exception is { } operation ? MadeException(operation) : new("an exception");
        throw Stop(RuleIds.OwnFinding, thrown.Syntax, exception.Data as string ?? "an exception");
    }

    private Value MadeException(IOperation operation)
    {
        while (operation is IConversionOperation conversion) { operation = conversion.Operand; }
        if (operation is not IObjectCreationOperation { Arguments: var arguments, Type: { } type }) { return new(operation.Type?.Name); }
        IArgumentOperation? message = arguments.FirstOrDefault(argument => argument.Parameter?.Name == "message")
            ?? arguments.FirstOrDefault(argument => argument is { ArgumentKind: ArgumentKind.Explicit,
                Value.Type.SpecialType: SpecialType.System_String });
        return new(message is not null && Evaluate(message.Value).Data is string { Length: > 0 } words ? words
            : $"Forward throws {type.Name}");
    }

    private Flow Run(IForEachLoopOperation loop)
    {
        if (loop.IsAsynchronous) { throw Refuse(loop, "await", "Compute without it"); }
        IEnumerable<Value> items = Items(Evaluate(loop.Collection), loop.Collection);
        return Run(loop, round =>
        {
            foreach (Value item in items)
            {
                Bind(loop.LoopControlVariable, item);
                if (round(loop.Body) is not Flow.Next and var flow) { return flow; }
            }

            return Flow.Next;
        });
    }

    private Flow Run(IForLoopOperation loop)
    {
        Execute(loop.Before);
        return Run(loop, round =>
        {
            while (loop.Condition is null || IsTrue(loop.Condition))
            {
                if (round(loop.Body) is not Flow.Next and var flow) { return flow; }
                Execute(loop.AtLoopBottom);
            }

            return Flow.Next;
        });
    }

    private Flow Run(IWhileLoopOperation loop) => Run(loop, round =>
    {
        while (!loop.ConditionIsTop || IsTrue(loop.Condition!) != loop.ConditionIsUntil)
        {
            if (round(loop.Body) is not Flow.Next and var flow) { return flow; }
            if (!loop.ConditionIsTop && IsTrue(loop.Condition!) == loop.ConditionIsUntil) { break; }
        }

        return Flow.Next;
    });

    // A round ends with Break where the loop ends, with Return where the method does.
    private Flow Run(ILoopOperation loop, Func<Func<IOperation, Flow>, Flow> rounds)
    {
        var running = new RunningLoop(HeadOf(loop.Syntax));
        _loops.Add(running);
        Flow flow = rounds(body =>
        {
            running.Rounds++;
            Step(loop.Syntax);
            Flow end = Execute(body);
            return end == Flow.Continue ? Flow.Next : end;
        });
        _loops.Remove(running);
        return flow == Flow.Return ? flow : Flow.Next;
    }

    private static SyntaxNode HeadOf(SyntaxNode loop) => loop switch
    {
        ForEachStatementSyntax each => each.Expression,
        ForStatementSyntax { Condition: { } condition } => condition,
        WhileStatementSyntax until => until.Condition,
        DoStatementSyntax until => until.Condition,
        _ => loop,
    };
}
