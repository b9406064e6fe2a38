using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace ModelGen.Samples;

/// <summary>Draws the loss curves.</summary>
internal static class Picture
{
    private const string Font = "Helvetica, Arial, sans-serif";
    private static readonly OxyColor s_ink = OxyColor.FromRgb(0x33, 0x33, 0x33);
    private static readonly OxyColor s_grid = OxyColor.FromRgb(0xE4, 0xE4, 0xE4);

    private static readonly Dictionary<string, (uint Color, LineStyle Style)> s_lines = new()
    {
        ["SGD"] = (0x222222, LineStyle.Solid),
        ["RMSprop"] = (0xE69F00, LineStyle.Solid),
        ["Adagrad"] = (0x8C564B, LineStyle.Dash),
        ["Adadelta"] = (0x7F7F7F, LineStyle.Dash),
        ["Adam"] = (0x1F5FBF, LineStyle.Solid),
        ["AdamW"] = (0x56B4E9, LineStyle.Dash),
        ["Adamax"] = (0x6A3D9A, LineStyle.Solid),
        ["Nadam"] = (0x009E73, LineStyle.Solid),
        ["Lion"] = (0xD62728, LineStyle.Solid),
        ["Adafactor"] = (0xE377C2, LineStyle.Solid),
        ["Ftrl"] = (0x9A8B00, LineStyle.DashDot),
        ["Lamb"] = (0x00868B, LineStyle.Dash),
    };

    /// <summary>Writes an SVG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="title">What all of them trained.</param>
    /// <param name="runs">In the order of the legend.</param>
    public static void Write(string path, string title, IEnumerable<Run> runs)
    {
        var plot = new PlotModel
        {
            Title = title,
            TitleFontSize = 17,
            TitleFontWeight = FontWeights.Normal,
            DefaultFont = Font,
            DefaultFontSize = 13,
            TextColor = s_ink,
            Background = OxyColors.White,
            PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1),
            PlotAreaBorderColor = s_ink,
            Padding = new OxyThickness(12, 12, 20, 12),
        };
        plot.Legends.Add(new Legend
        {
            LegendPlacement = LegendPlacement.Outside,
            LegendPosition = LegendPosition.RightTop,
            LegendSymbolLength = 34,
            LegendLineSpacing = 6,
            LegendTitle = "least loss first",
            LegendTitleFontSize = 12,
            LegendTitleFontWeight = FontWeights.Normal,
        });
        plot.Axes.Add(Styled(new LinearAxis { Position = AxisPosition.Bottom, Title = "epoch", Minimum = 0, MajorStep = Step(runs), MinimumPadding = 0, MaximumPadding = 0.01 }));
        plot.Axes.Add(Styled(new LogarithmicAxis { Position = AxisPosition.Left, Title = "training loss, logarithmic", MinimumPadding = 0.03, MaximumPadding = 0.03, StringFormat = "0.###" }));
        foreach (Run run in runs) { plot.Series.Add(Line(run)); }
        using FileStream file = File.Create(path);
        new SvgExporter { Width = 1000, Height = 620 }.Export(plot, file);
    }

    private static LineSeries Line(Run run)
    {
        (uint color, LineStyle style) = s_lines[run.Optimizer];
        var line = new LineSeries { Title = run.Optimizer, Color = OxyColor.FromUInt32(0xFF00_0000 | color), LineStyle = style, StrokeThickness = 2, LineJoin = LineJoin.Round };
        line.Points.AddRange(run.Curve.Where(point => double.IsFinite(point.Loss)).Select(point => new DataPoint(point.Epoch, point.Loss)));
        return line;
    }

    private static Axis Styled(Axis axis)
    {
        (axis.MajorGridlineStyle, axis.MajorGridlineColor) = (LineStyle.Solid, s_grid);
        (axis.TicklineColor, axis.AxislineColor, axis.TickStyle) = (s_ink, s_ink, TickStyle.Outside);
        axis.AxisTitleDistance = 8;
        return axis;
    }

    // Whole epochs, ten at most.
    private static double Step(IEnumerable<Run> runs) =>
        Math.Max(1, Math.Ceiling(runs.SelectMany(run => run.Curve).Select(point => point.Epoch).DefaultIfEmpty(1).Max() / 10));
}
