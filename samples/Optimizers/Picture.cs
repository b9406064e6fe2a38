using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace ModelGen.Samples;

/// <summary>Draws the loss curves, each with its name at its end.</summary>
internal static class Picture
{
    private const int Width = 1000, Height = 640, Title = 44, Left = 92, Top = 8, Right = 120, Bottom = 66;
    private static readonly OxyColor s_ink = OxyColor.FromRgb(0x33, 0x33, 0x33);
    private static readonly OxyColor s_grid = OxyColor.FromRgb(0xE8, 0xE8, 0xE8);

    private static readonly Dictionary<string, (uint Color, LineStyle Style)> s_lines = new()
    {
        ["SGD"] = (0x222222, LineStyle.Solid),
        ["RMSprop"] = (0xE08A00, LineStyle.Solid),
        ["Adagrad"] = (0x8C564B, LineStyle.Solid),
        ["Adadelta"] = (0x7F7F7F, LineStyle.Solid),
        ["Adam"] = (0x1F5FBF, LineStyle.Solid),
        ["AdamW"] = (0x4FB3EA, LineStyle.Dash),
        ["Adamax"] = (0x6A3D9A, LineStyle.Solid),
        ["Nadam"] = (0x00A06B, LineStyle.Dot),
        ["Lion"] = (0xD62728, LineStyle.Solid),
        ["Adafactor"] = (0xE35DB5, LineStyle.Dash),
        ["Ftrl"] = (0xA39200, LineStyle.Dash),
        ["Lamb"] = (0x00808A, LineStyle.DashDot),
    };

    /// <summary>Writes an SVG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="title">What all of them trained.</param>
    /// <param name="data">On what.</param>
    /// <param name="runs">What came of it.</param>
    public static void Write(string path, string title, string data, IReadOnlyList<Run> runs)
    {
        var curves =
            runs.Select(run => (run.Optimizer, Points: run.Curve.Where(point => point.Loss > 0 && double.IsFinite(point.Loss)).ToList()))
            .Where(curve => curve.Points.Count > 0).OrderBy(curve => s_lines[curve.Optimizer].Style).ToList();
        var points = curves.SelectMany(curve => curve.Points).ToList();
        (double least, double most, double epochs) = (points.Min(point => point.Loss) / 1.15, points.Max(point => point.Loss) * 1.15,
            Math.Ceiling(points.Max(point => point.Epoch)));

        var plot = new PlotModel
        {
            Title = title,
            TitleFontSize = 18,
            TitleFontWeight = FontWeights.Normal,
            TitlePadding = 14,
            DefaultFont = "Arial",
            DefaultFontSize = 13,
            TextColor = s_ink,
            Background = OxyColors.White,
            PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1),
            PlotAreaBorderColor = s_ink,
            PlotMargins = new OxyThickness(Left, Top, Right, Bottom),
            Padding = new OxyThickness(8),
        };
        plot.Axes.Add(
            Styled(new LinearAxis
            {
                Position = AxisPosition.Bottom,
                Title = $"epoch ({data})",
                Minimum = 0,
                Maximum = epochs,
                MajorStep = Math.Ceiling(epochs / 10),
                MinorTickSize = 0,
            }));
        plot.Axes.Add(
            Styled(new LogarithmicAxis
            {
                Position = AxisPosition.Left,
                Title = "training loss (logarithmic)",
                Minimum = least,
                Maximum = most,
                StringFormat = "0.####",
            }));
        foreach (var (optimizer, losses) in curves) { plot.Series.Add(Line(optimizer, losses)); }
        Label(plot, curves, epochs, Math.Log(most / least) / (Height - Title - Top - Bottom));
        using FileStream file = File.Create(path);
        new SvgExporter { Width = Width, Height = Height, UseVerticalTextAlignmentWorkaround = true }.Export(plot, file);
    }

    private static LineSeries Line(string optimizer, List<(double Epoch, double Loss)> losses)
    {
        (uint color, LineStyle style) = s_lines[optimizer];
        var line = new LineSeries
        {
            Title = optimizer,
            Color = Opaque(color),
            LineStyle = style,
            StrokeThickness = 2.2,
            LineJoin = LineJoin.Round,
        };
        line.Points.AddRange(losses.Select(point => new DataPoint(point.Epoch, point.Loss)));
        return line;
    }

    // Names stand in the order of the ends, at least so many pixels apart; where many lines end in one place, they fan out.
    private static void Label(PlotModel plot, List<(string Optimizer, List<(double Epoch, double Loss)> Points)> curves, double epochs,
        double pixel)
    {
        const double apart = 18;
        var ends = curves.OrderByDescending(curve => curve.Points[^1].Loss).ToList();
        double[] places = [.. ends.Select(curve => -Math.Log(curve.Points[^1].Loss) / pixel)]; // pixels, downwards
        Spread(places, apart);
        for (int i = 0; i < ends.Count; i++)
        {
            (uint color, LineStyle style) = s_lines[ends[i].Optimizer];
            (double epoch, double loss) = ends[i].Points[^1];
            double place = Math.Exp(-places[i] * pixel);
            var leader = new Leader { Color = Opaque(color), LineStyle = style, StrokeThickness = 1.4, LineJoin = LineJoin.Round };
            leader.Points.AddRange([new DataPoint(epoch, loss), new DataPoint(epochs * 1.025, place),
                new DataPoint(epochs * 1.045, place)]);
            plot.Annotations.Add(leader);
            plot.Annotations.Add(new Name
            {
                Text = ends[i].Optimizer, TextColor = Opaque(color), FontSize = 13.5, TextPosition = new DataPoint(epochs * 1.05, place),
                StrokeThickness = 0, Padding = new OxyThickness(0),
                TextHorizontalAlignment = HorizontalAlignment.Left, TextVerticalAlignment = VerticalAlignment.Middle,
            });
        }
    }

    /// <summary>Moves ascending places apart, as little as it takes: those that touch become one group around their mean.</summary>
    private static void Spread(double[] places, double apart)
    {
        List<(double Sum, int Count)> groups = [];
        foreach (double place in places)
        {
            (double sum, int count) = (place, 1);
            while (groups.Count > 0 && Start(sum, count) - Start(groups[^1].Sum, groups[^1].Count) < groups[^1].Count * apart)
            {
                (sum, count) = (sum + groups[^1].Sum, count + groups[^1].Count);
                groups.RemoveAt(groups.Count - 1);
            }

            groups.Add((sum, count));
        }

        int next = 0;
        foreach ((double sum, int count) in groups)
        {
            for (int i = 0; i < count; i++) { places[next++] = Start(sum, count) + (i * apart); }
        }

        double Start(double sum, int count) => (sum / count) - ((count - 1) * apart / 2);
    }

    private static Axis Styled(Axis axis)
    {
        (axis.MajorGridlineStyle, axis.MajorGridlineColor) = (LineStyle.Solid, s_grid);
        (axis.TicklineColor, axis.TickStyle, axis.AxisTitleDistance) = (s_ink, TickStyle.Outside, 16);
        return axis;
    }

    private static OxyColor Opaque(uint color) => OxyColor.FromUInt32(0xFF00_0000 | color);

    // They stand beside the frame, to which others are clipped.
    private sealed class Name : TextAnnotation
    {
        public override OxyRect GetClippingRect() => new(0, 0, Width, Height);
    }

    private sealed class Leader : PolylineAnnotation
    {
        public override OxyRect GetClippingRect() => new(0, 0, Width, Height);
    }
}
