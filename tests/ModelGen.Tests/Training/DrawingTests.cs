using System.Globalization;
using System.Xml.Linq;
using ModelGen.Tests.Contract;
using Xunit;

namespace ModelGen.Tests;

/// <summary>A model as a graph for Graphviz and as an image of its own.</summary>
public class DrawingTests
{
    private const string Residual = "[Input(8, 8, 3, Name = \"image\")] [Conv2D(4, 3, Padding = Padding.Same)] [BatchNormalization] "
        + "[ReLU(Name = \"trunk\")] [Conv2D(4, 3, Padding = Padding.Same)] [BatchNormalization] [Add(\"trunk\")] [ReLU] "
        + "[Flatten] [Dense(3)]";

    private const string ManyWays = "[Input(6, Name = \"x\")] [Dense(6, Name = \"a\")] [Dense(6, Name = \"b\")] [Dense(6, Name = \"c\")] "
        + "[Add(\"a\")] [Dense(6, Name = \"d\")] [From(\"b\")] [Dense(6)] [Concatenate(\"d\", \"x\")] [Dense(6)] [Multiply(\"c\", \"x\")]";

    private static readonly Lazy<CompiledModels> s_models =
        new(() => StackCompiler.CompileStacks(Residual, ManyWays, "[Input(3)] [Dense(2)]"));

    [Fact]
    public void Several_inputs_begin_several_ways()
    {
        using Model model = TwoHeads.Make();
        string[] arrows = [.. model.ToDot().Split('\n').Where(line => line.Contains("->")).Select(line => line.Trim())];
        Assert.Equal(["n0 -> n2;", "n1 -> n3;", "n2 -> n4;", "n3 -> n4;", "n4 -> n5;", "n2 -> n6;"], arrows);
        Assert.Contains("n1 [label=\"meta\\nInputLayer\\n5\"];", model.ToDot());
        Assert.Equal(7, XDocument.Parse(model.ToSvg()).Descendants().Count(element => element.Name.LocalName == "rect"));
    }

    [Fact]
    public void Graphviz_gets_boxes_and_arrows()
    {
        using Model model = Create(0);
        Assert.Equal("""
            digraph "model0" {
              rankdir=TB;
              node [shape=box, fontname="Helvetica", fontsize=10];
              n0 [label="image\nInputLayer\n8 x 8 x 3"];
              n1 [label="conv2d\nConv2D\n8 x 8 x 4\n112 parameters"];
              n2 [label="batch_normalization\nBatchNormalization\n8 x 8 x 4\n16 parameters"];
              n3 [label="trunk\nReLU\n8 x 8 x 4"];
              n4 [label="conv2d_1\nConv2D\n8 x 8 x 4\n148 parameters"];
              n5 [label="batch_normalization_1\nBatchNormalization\n8 x 8 x 4\n16 parameters"];
              n6 [label="add\nAdd\n8 x 8 x 4"];
              n7 [label="re_lu\nReLU\n8 x 8 x 4"];
              n8 [label="flatten\nFlatten\n256"];
              n9 [label="dense\nDense\n3\n771 parameters"];
              n0 -> n1;
              n1 -> n2;
              n2 -> n3;
              n3 -> n4;
              n4 -> n5;
              n5 -> n6;
              n3 -> n6;
              n6 -> n7;
              n7 -> n8;
              n8 -> n9;
            }

            """, model.ToDot());
        Assert.Contains("rankdir=LR;", model.ToDot(rankDir: "LR"), StringComparison.Ordinal);
        Assert.Contains("[label=\"conv2d\\nConv2D\"]", model.ToDot(showShapes: false, showParameters: false), StringComparison.Ordinal);
        var error = Assert.Throws<ArgumentException>(() => model.ToDot(rankDir: "down"));
        Assert.StartsWith("rankDir is \"down\"; write \"TB\"", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void An_image_has_a_box_for_each_layer_and_no_arrow_runs_through_one(int number)
    {
        using Model model = Create(number);
        XElement image = XDocument.Parse(model.ToSvg()).Root!;
        (double Left, double Top, double Right, double Bottom)[] boxes = [.. Elements(image, "rect").Select(rect =>
            (Of(rect, "x"), Of(rect, "y"), Of(rect, "x") + Of(rect, "width"), Of(rect, "y") + Of(rect, "height")))];
        Assert.Equal(1 + model.Definition.Layers.Length, boxes.Length);
        Assert.All(boxes, box => Assert.True(
            box.Left >= 0 && box.Top >= 0 && box.Right <= Of(image, "width") && box.Bottom <= Of(image, "height")));
        for (int i = 0; i < boxes.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.True(boxes[i].Right < boxes[j].Left || boxes[j].Right < boxes[i].Left || boxes[i].Bottom < boxes[j].Top
                    || boxes[j].Bottom < boxes[i].Top, $"Boxes {i} and {j} overlap.");
            }
        }

        string[] arrows = [.. Elements(image, "path").Where(path => path.Attribute("marker-end") is not null)
            .Select(path => (string)path.Attribute("d")!)];
        Assert.Equal(model.Definition.Layers.Sum(layer => layer.Reads.Length), arrows.Length);
        foreach (string arrow in arrows)
        {
            List<(double X, double Y)> points = Points(arrow);
            Assert.Contains(boxes, box => Math.Abs(box.Bottom - points[0].Y) < 0.2 && box.Left < points[0].X && points[0].X < box.Right);
            Assert.Contains(boxes, box => Math.Abs(box.Top - points[^1].Y) < 0.2 && box.Left < points[^1].X && points[^1].X < box.Right);
            for (int i = 1; i < points.Count; i++)
            {
                for (int step = 1; step < 50; step++)
                {
                    double t = step / 50.0, x = points[i - 1].X + (t * (points[i].X - points[i - 1].X)),
                        y = points[i - 1].Y + (t * (points[i].Y - points[i - 1].Y));
                    Assert.DoesNotContain(boxes, box => x > box.Left && x < box.Right && y > box.Top + 0.1 && y < box.Bottom - 0.1);
                }
            }
        }
    }

    private static Model Create(int number)
    {
        LayerContract.AssertCompiles(s_models.Value);
        return s_models.Value.Create($"Model{number}", Device.Cpu, seed: 1);
    }

    private static IEnumerable<XElement> Elements(XElement root, string name) =>
        root.Elements().Where(element => element.Name.LocalName == name);

    private static double Of(XElement element, string attribute) =>
        double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);

    // M x y, L x y, and V y, which keeps the x.
    private static List<(double X, double Y)> Points(string path)
    {
        var points = new List<(double X, double Y)>();
        foreach (string part in path.Replace("L", ";L", StringComparison.Ordinal).Replace("V", ";V", StringComparison.Ordinal).Split(';'))
        {
            double[] numbers = [.. part[1..].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            points.Add(part[0] == 'V' ? (points[^1].X, numbers[0]) : (numbers[0], numbers[1]));
        }

        return points;
    }
}
