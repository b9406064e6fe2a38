using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ModelGen.Generators.Tests.Debugging;

/// <summary>Where a debugger can stop in generated files: at the call of each layer, in the order of layers.</summary>
public class StopTests
{
    // What is asked before a call is a stop of its own, and so are the braces around the call, as in any C#.
    [Fact]
    public void The_stops_of_the_lecture_network_are_its_layers_calls()
    {
        Symbols symbols = DebugBuild.Of(Compiler.Compile(GeneratedFileTests.MnistCnn)).Symbols;
        string[][] stops = [.. Running(symbols).Select(method => method.Stops.Select(stop => Show(symbols, stop)).ToArray())];
        Assert.Equal(
        [
            ["{", "step.BySlices", "}"],
            ["{", "1 Conv2DMaxPool.Forward", "4 Dense.Forward", "4 Softmax.Forward", "}"],
            [
                "{",
                "if (step.NeedsGradient(0))", "{", "1 Conv2DMaxPool.PackKernel", "}",
                "if (!step.LossTookLogits)", "{", "4 Softmax.Backward", "}",
                "step.BySlices",
                "if (step.Trains(1))", "{", "1 AddLanes(W1)", "1 AddLanes(B1)", "}",
                "if (step.Trains(4))", "{", "4 Dense.BackwardKernel", "}",
                "}",
            ],
            [
                "{",
                "if (s.NeedsGradient(2))", "{", "4 Dense.BackwardInput", "}",
                "if (s.Trains(1))", "{", "1 Conv2DMaxPool.BackwardKernel", "}",
                "if (s.NeedsGradient(0))", "{", "1 Conv2DMaxPool.BackwardInput", "}",
                "}",
            ],
            ["{", "if (step.Reveals(1))", "{", "1 Conv2D.Forward", "}", "}"],
        ], stops);
    }

    public static TheoryData<string> Models => [.. GeneratedFileTests.Sources];

    [Theory]
    [MemberData(nameof(Models))]
    public void Each_call_has_one_stop_on_its_line_and_comments_have_none(string model)
    {
        Compiled compiled = Compiler.Compile(model);
        (string generated, Symbols symbols) = (compiled.SingleCleanSource(), DebugBuild.Of(compiled).Symbols);
        Assert.Equal(generated, symbols.Text);

        string[] lines = generated.Split('\n');
        SequencePoint[] stops = [.. symbols.Methods.SelectMany(method => method.Stops)];
        (int Line, int Column)[] calls = [.. lines.SelectMany((line, i) => LayerCall.Places(line).Select(column => (i + 1, column + 1)))];
        Assert.True(calls.Length > 5, $"{calls.Length} calls");
        Assert.All(calls, call => Assert.Single(stops, stop => (stop.StartLine, stop.StartColumn) == call));
        Assert.DoesNotContain(stops, stop => symbols.Lines[stop.StartLine - 1].StartsWith('/'));

        Assert.All(Running(symbols), method =>
        {
            (int, int)[] places = [.. method.Stops.Select(stop => (stop.StartLine, stop.StartColumn))];
            Assert.Equal(places.Order(), places);
            // The compiler hides the jump after a condition, and nothing else.
            Assert.All(method.Points.Index().Where(point => point.Item.IsHidden),
                hidden => Assert.StartsWith("if (", Span(symbols, method.Points[hidden.Index - 1])));
        });
    }

    // Kernels ask for sizes all the time, which a step into a layer's call passes over.
    [Theory]
    [MemberData(nameof(Models))]
    public void Nothing_but_sizes_is_hidden_from_a_debugger(string model)
    {
        var build = DebugBuild.Of(Compiler.Compile(model));
        TracedMethod[] hidden = [.. build.Symbols.Methods.Where(method => !method.IsUserCode)];
        Assert.True(hidden.Length > 5, $"{hidden.Length} methods");
        Assert.All(hidden.Select(method => build.Symbols.Lines[method.Stops.First().StartLine - 1]),
            line => Assert.Matches(@"^public static \w+ \w+ => [^(]*;$", line));

        using var image = new PEReader(new MemoryStream(build.Assembly));
        MetadataReader metadata = image.GetMetadataReader();
        IEnumerable<string> names = metadata.TypeReferences.Select(type => metadata.GetString(metadata.GetTypeReference(type).Name));
        Assert.Equal([nameof(DebuggerNonUserCodeAttribute)], names.Where(name => name.StartsWith("Debugger", StringComparison.Ordinal)));
    }

    private static IEnumerable<TracedMethod> Running(Symbols symbols) =>
        symbols.Methods.Where(method => method.Name is "Forward" or "Backward" or "Reveal" || method.Name.StartsWith('<'));

    private static string Show(Symbols symbols, SequencePoint stop)
    {
        string text = Span(symbols, stop);
        return LayerCall.In(text) ?? (text.StartsWith("step.BySlices", StringComparison.Ordinal) ? "step.BySlices" : text);
    }

    // Of more lines than one, the first.
    private static string Span(Symbols symbols, SequencePoint stop)
    {
        string line = symbols.Text.Split('\n')[stop.StartLine - 1];
        return line[(stop.StartColumn - 1)..(stop.EndLine == stop.StartLine ? stop.EndColumn - 1 : line.Length)];
    }
}
