using System.Reflection;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Tests;

/// <summary>Layers are methods of Tensor with the names, defaults and order of their attributes.</summary>
public class TensorMethodTests
{
    public static TheoryData<string> Attributes => [.. typeof(LayerAttribute).Assembly.GetExportedTypes()
        .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract && type != typeof(InputAttribute))
            .Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void A_layer_has_a_method_for_each_constructor_of_its_attribute(string attribute)
    {
        Type type = typeof(LayerAttribute).Assembly.GetType($"ModelGen.{attribute}")!;
        string name = attribute[..^"Attribute".Length];
        Assert.NotNull(LayerCatalog.Find(name));
        MethodInfo[] methods = [.. typeof(Tensor).GetMethods().Where(method => method.Name == name)];
        Assert.All(methods, method => Assert.Equal(typeof(Tensor), method.ReturnType));
        foreach (ConstructorInfo constructor in type.GetConstructors())
        {
            bool merges = type.IsSubclassOf(typeof(MergeAttribute)), isOpen = constructor.GetParameters().Any(p => p.ParameterType.IsArray)
                && !merges;
            string[] own = merges ? ["Tensor first", "Tensor second"] : [.. constructor.GetParameters().Select(Describe)];
            string[] properties = [.. Settable(type).Select(property => Describe(type, property))];

            // After an array one argument alone has no default: what it is called by.
            string[] wanted = [.. own, .. isOpen && properties.Length == 1 ? [properties[0].Replace(" = ", "")] : properties];
            Assert.Contains(methods, method => method.GetParameters().Select(Describe).SequenceEqual(wanted));
            if (isOpen) { Assert.Contains(methods, method => method.GetParameters().Select(Describe).SequenceEqual(own)); }
        }
    }

    [Fact]
    public void There_is_no_other_method() => Assert.All(
        typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && method.Name is not ("Expect" or "ToString")),
        method => Assert.NotNull(typeof(LayerAttribute).Assembly.GetType($"ModelGen.{method.Name}Attribute")));

    [Fact]
    public void At_run_time_a_tensor_says_that_it_is_for_the_compiler()
    {
        var tensor = (Tensor)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(Tensor));
        Assert.Contains("exists for the compiler only", Assert.Throws<InvalidOperationException>(() => tensor.Dense(3)).Message);
        Assert.Contains("exists for the compiler only", Assert.Throws<InvalidOperationException>(() => tensor + 1).Message);
    }

    // The layer's own in their order, then those of every layer, the name last.
    private static IEnumerable<PropertyInfo> Settable(Type type) => Ancestors(type).Reverse().SelectMany(ancestor => ancestor
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.CanWrite))
        .OrderBy(property => property.DeclaringType != typeof(LayerAttribute) ? 0 : property.Name == "Name" ? 2 : 1);

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (Type? t = type; t != typeof(Attribute); t = t!.BaseType) { yield return t!; }
    }

    private static string Describe(ParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return $"{type.Name} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(type, parameter.DefaultValue)}" : "")}";
    }

    // What a property begins with is what an attribute has that sets nothing; a number without one is the layer's affair.
    private static string Describe(Type type, PropertyInfo property)
    {
        ConstructorInfo constructor = type.GetConstructors()[0];
        object attribute = constructor.Invoke([.. constructor.GetParameters().Select(p => Empty(p.ParameterType))]);
        return $"{property.PropertyType.Name} {char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}"
            + $" = {Default(property.PropertyType, property.GetValue(attribute))}";
    }

    private static object? Empty(Type type) => type.IsArray ? Array.CreateInstance(type.GetElementType()!, 0)
        : type.IsValueType ? Activator.CreateInstance(type) : null;

    private static string Default(Type type, object? value) =>
        type.IsEnum && value is not null ? Enum.ToObject(type, value).ToString()! : value is null or 0 ? "" : FormattableString
            .Invariant($"{value}");
}
