using Microsoft.CodeAnalysis;

namespace ModelGen.Generators.Evaluate;

/// <summary>A call of one of the framework's members.</summary>
/// <param name="Evaluator">Who calls.</param>
/// <param name="Method">The member.</param>
/// <param name="Receiver">Whose member it is.</param>
/// <param name="Arguments">What it is given, in the order of its parameters.</param>
/// <param name="References">The variables that are passed by reference.</param>
/// <param name="Place">Where it is called.</param>
internal sealed record MemberCall(
    Evaluator Evaluator, IMethodSymbol Method, Value Receiver, Value[] Arguments, Variable?[] References, SyntaxNode Place)
{
    public int Count => Arguments.Length;

    public object? this[int argument] => Arguments[argument].Data;

    public int Int(int argument) => Arguments[argument].Data is int number ? number : throw Null();

    public double Double(int argument) => (double)(Numbers.Convert(Arguments[argument].Data, SpecialType.System_Double, false)
        ?? throw Null());

    public string String(int argument) => Arguments[argument].Data switch { string text => text, char c => c.ToString(), _ =>
        throw Null() };

    public bool Has(int argument) => argument < Arguments.Length && Arguments[argument].Data is not null;

    /// <summary>What a parameter's type has where nothing else is there.</summary>
    public Value Default(int parameter) => Evaluator.DefaultOf(Method.Parameters[parameter].Type);

    /// <summary>The elements of an argument.</summary>
    public IEnumerable<Value> Items(int argument) => Evaluator.Items(Arguments[argument], null);

    /// <summary>The list whose member it is.</summary>
    public ListValue List => Receiver.Data as ListValue ?? throw Null();

    public MapValue Map => Receiver.Data as MapValue ?? throw Null();

    public string Text => Receiver.Data as string ?? throw Null();

    /// <summary>Calls the lambda that an argument is.</summary>
    public Value Invoke(int argument, params Value[] arguments) => Evaluator.Invoke(
        Arguments[argument].Data as FunctionValue ?? throw Null(),
        [.. arguments.Take((Arguments[argument].Data as FunctionValue)?.Method.Parameters.Length ?? 0)], Place);

    public bool Asks(int argument, Value value) => Invoke(argument, value).Data is true;

    /// <summary>A number as the member's result has it.</summary>
    public Value Result(object? number) => new(Numbers.Convert(number, Method.ReturnType.SpecialType, false) ?? number);

    public static ThrownException Null() => new("ArgumentNullException: an argument is null");
}
