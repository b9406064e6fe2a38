using Microsoft.CodeAnalysis;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Tests;

/// <summary>An attribute that people would take for a layer is never left out in silence.</summary>
public class UnknownLayerTests
{
    [Theory]
    [InlineData("[Input(4)] [LSTM] [Dense(2)] public partial class Net; public sealed class LSTMAttribute : LayerAttribute;", "MGN0016",
        "LSTM")]
    [InlineData("[LSTM] public partial class Net; public sealed class LSTMAttribute : LayerAttribute;", "MGN0016", "LSTM")]
    [InlineData("[Input(4)] [Dense(2)] [Mine(3)] public partial class Net; class MineAttribute(int n) : LayerAttribute { public int N "
        + "=> n; }", "MGN0016", "Mine")]
    [InlineData("[Input(4)] [Mine<int>] public partial class Net; class MineAttribute<T> : LayerAttribute;", "MGN0016", "Mine<int>")]
    [InlineData("[Input(4)] [Own] [Dense(2)] public partial class Net; class OwnAttribute : Base; abstract class Base : LayerAttribute;",
        "MGN0016", "Own")]
    [InlineData("[Input(9, 9, 1)] [Big] public partial class Net; class BigAttribute() : MaxPoolAttribute(3);", "MGN0016", "Big")]
    [InlineData("[Input(4)] [Outer.Own] public partial class Net; class Outer { public class OwnAttribute : LayerAttribute; }", "MGN0016",
        "Outer.Own")]
    [InlineData("using O = App.OwnAttribute; [Input(4)] [O] public partial class Net; namespace App { class OwnAttribute : "
        + "LayerAttribute; }", "MGN0016", "O")]
    [InlineData("namespace App { class DenseAttribute : LayerAttribute; [Input(4)] [Dense] public partial class Net; }", "MGN0016",
        "Dense")]
    [InlineData("namespace App { class DenseAttribute(int n) : Attribute; [Input(4)] [Dense(3)] [ModelGen.Dense(2)] public partial "
        + "class Net; }", "MGN0016", "Dense")]
    [InlineData("namespace App { class InputAttribute(int n) : Attribute; [Input(3)] [Dense(2)] public partial class Net; }", "MGN0016",
        "Input")]
    [InlineData("namespace ModelGen { class OddAttribute : LayerAttribute; [Input(4)] [Odd] [Dense(2)] public partial class Net; }",
        "MGN0016", "Odd")]
    [InlineData("[Input(10, 4)] [LSTM(8)] [Dense(2)] public partial class Net;", "MGN0018", "LSTM")]
    [InlineData("[Input(10, 4)] [Dense(2)] [LayerNormalizationAttribute] public partial class Net;", "MGN0018",
        "LayerNormalizationAttribute")]
    [InlineData("[Input(10, 4)] [ModelGen.GRU(units: 8)] [Dense(2)] public partial class Net;", "MGN0018", "ModelGen.GRU")]
    [InlineData("[Dense(8)] [LeakyReLU] public partial class Net;", "MGN0018", "LeakyReLU")]
    public void It_is_an_error_at_its_name(string source, string rule, string name)
    {
        Diagnostic finding = Assert.Single(Compiler.Compile(source).Findings, f => f.Severity == DiagnosticSeverity.Error);
        Assert.StartsWith($"{rule} at '{name}': [", Compiled.Show(finding));
    }

    [Theory]
    [InlineData("[Input(4)] [Dense(2)] [Serializable] [Obsolete] public partial class Net;")]
    // only the name is Keras's
    [InlineData("[Input(4)] [Dense(2)] [Permute] public partial class Net; class PermuteAttribute : Attribute;")]
    [InlineData("namespace App { class DenseAttribute : Attribute; [Dense] public partial class NoModel; }")]
    [InlineData("[LSTM] public partial class NoModel; class LSTMAttribute : Attribute;")]
    public void Other_attributes_are_nobody_s_business(string source) => Assert.Empty(Compiler.Compile(source).Findings);

    [Fact]
    public void A_misspelt_attribute_gives_no_findings_about_what_follows()
    {
        Compiled compiled = Compiler.Compile("[Input(9, 9, 1)] [Conv2d(4, 3)] [Flaten] [Dense(0)] public partial class Net;");
        Assert.Equal(["MGN0034", "MGN0034"], compiled.Findings.Select(finding => finding.Id));
        Assert.All(compiled.CompilerDiagnostics, d => Assert.Equal("CS0246", d.Id));
    }

    [Fact]
    public void The_message_says_what_to_write_instead_where_there_is_something() => Assert.Equal(
        "MGN0018 at 'MaxPool2D': [MaxPool2D]: Keras has this layer, and ModelGen does not have it yet. Write [MaxPool] or [MaxPooling2D].",
        Compiled.Show(Assert.Single(Compiler.Compile("[Input(9, 9, 1)] [MaxPool2D(3)] [Dense(2)] public partial class Net;").Findings)));

    // A layer that comes goes from the table.
    [Fact]
    public void The_table_of_what_is_not_there_holds_nothing_that_is()
    {
        Assert.All(LayerCatalog.All.SelectMany(kind => kind.Attributes).Append("Input"), name => Assert.Null(KerasLayers.Instead(name)));
        Assert.All(KerasLayers.Names, name => Assert.Null(typeof(Model).Assembly.GetType($"ModelGen.{name}Attribute")));
        Assert.True(KerasLayers.Names.Count > 100);
    }
}
