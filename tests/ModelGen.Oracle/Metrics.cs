using static ModelGen.Oracle.Predictions;

namespace ModelGen.Oracle;

/// <summary>The share of right answers.</summary>
public static class Accuracy
{
    /// <summary>The share of rows whose largest output stands where the largest label does; of equal ones the first counts.</summary>
    public static double Mean(double[] labels, double[] outputs, int columns) =>
        labels.Chunk(columns).Zip(outputs.Chunk(columns), (y, p) => Largest(y) == Largest(p) ? 1.0 : 0.0).Average();

    public static double Categorical(Predictions s) => s.Mean((y, p) => Largest(y) == Largest(p) ? 1 : 0);

    public static double Binary(Predictions s, double threshold) =>
        s.Mean((y, p) => y.Zip(p, (a, b) => a == (b > threshold ? 1 : 0) ? 1.0 : 0.0).Average());

    public static double Exact(Predictions s) => s.Mean((y, p) => y.Zip(p, (a, b) => a == b ? 1.0 : 0.0).Average());

    public static double TopK(Predictions s, int k) => s.Mean((y, p) => p.Count(other => other > p[Largest(y)]) < k ? 1 : 0);
}

/// <summary>True and false positives and negatives.</summary>
public sealed record Counts(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    public double Specificity => Ratio(TrueNegatives, TrueNegatives + FalsePositives);

    public double FalsePositiveRate => Ratio(FalsePositives, TrueNegatives + FalsePositives);

    public static Counts Of(IEnumerable<(bool Positive, bool Predicted, double Weight)> answers)
    {
        double Sum(bool positive, bool predicted) =>
            answers.Where(a => a.Positive == positive && a.Predicted == predicted).Sum(a => a.Weight);
        return new Counts(Sum(true, true), Sum(false, true), Sum(false, false), Sum(true, false));
    }

    /// <summary>
    /// An output is predicted positive above the threshold and, with a k, where fewer than k of its row are larger or equal and before it.
    /// </summary>
    public static Counts At(Predictions s, double threshold, int? k = null, int? classId = null) => Of(
        from row in s.AllRows()
        from column in Enumerable.Range(0, s.Columns)
        where classId is null || column == classId
        let rank = row.P.Where((other, i) => other > row.P[column] || (other == row.P[column] && i < column)).Count()
        select (row.Y[column] != 0, row.P[column] > threshold && (k is null || rank < k), row.Weight));

    /// <summary>
    /// At n evenly spread thresholds: p is above number i where p (n - 1), in float32, is above i. Where the thresholds begin a little
    /// below 0, everything is above the first.
    /// </summary>
    public static Counts[] AtEven(IEnumerable<(double Y, double P, int Column, double Weight)> outputs, int n, bool beyondEnds) =>
        [.. Enumerable.Range(0, n)
            .Select(i =>
                Of(outputs.Select(o =>
                    (o.Y != 0, (i == 0 && beyondEnds) || (float)Math.Clamp(o.P, 0, 1) * (float)(n - 1) > i, o.Weight))))];

    /// <summary>The best of one rate where another is at least so much.</summary>
    public static double Best(Counts[] counts, Func<Counts, double> constrained, double atLeast, Func<Counts, double> wanted) =>
        counts.Where(c => constrained(c) >= atLeast).Select(wanted).DefaultIfEmpty(0).Max();
}

/// <summary>Areas under curves of counts at ascending thresholds.</summary>
public static class Area
{
    public static double UnderRoc(Counts[] c, Func<double, double, double> height) =>
        Enumerable.Range(0, c.Length - 1)
            .Sum(i => (c[i].FalsePositiveRate - c[i + 1].FalsePositiveRate) * height(c[i].Recall, c[i + 1].Recall));

    public static double UnderPr(Counts[] c, Func<double, double, double> height) =>
        Enumerable.Range(0, c.Length - 1).Sum(i => (c[i].Recall - c[i + 1].Recall) * height(c[i].Precision, c[i + 1].Precision));

    /// <summary>
    /// slope (dTP + (TP - slope P) ln(P' / P)) / positives, where slope = dTP / dP, of the neighbours at lower and higher thresholds.
    /// </summary>
    public static double UnderPrInterpolated(Counts[] c)
    {
        double area = 0;
        for (int i = 0; i + 1 < c.Length; i++)
        {
            double p0 = c[i].TruePositives + c[i].FalsePositives, p1 = c[i + 1].TruePositives + c[i + 1].FalsePositives;
            double more = c[i].TruePositives - c[i + 1].TruePositives, slope = Ratio(more, Math.Max(p0 - p1, 0));
            double log = p0 > 0 && p1 > 0 ? Math.Log(p0 / p1) : 0;
            area += Ratio(slope * (more + (c[i + 1].TruePositives - slope * p1) * log), c[i + 1].TruePositives + c[i + 1].FalseNegatives);
        }

        return area;
    }
}

/// <summary>(1 + beta^2) P R / (beta^2 P + R), with Keras's epsilon in the divisors.</summary>
public static class FBeta
{
    private const double Epsilon = 1e-7;

    /// <summary>The scores of the classes, the score of all counts together, and how often each class is right.</summary>
    public static (double[] Scores, double Micro, double[] Support) Of(Predictions s, double beta, double? threshold)
    {
        var sums = new double[s.Columns + 1, 4];
        foreach ((double[] y, double[] p, double weight) in s.AllRows())
        {
            for (int i = 0; i < s.Columns; i++)
            {
                double answer = threshold is { } t ? (p[i] > t ? 1 : 0) : p[i] >= p.Max() && Math.Abs(p[i]) > 1e-9 ? 1 : 0;
                double[] terms = [answer * y[i], answer * (1 - y[i]), (1 - answer) * y[i], y[i]];
                for (int j = 0; j < 4; j++)
                {
                    sums[i, j] += weight * terms[j];
                    sums[s.Columns, j] += weight * terms[j];
                }
            }
        }

        double Score(int i)
        {
            double precision = sums[i, 0] / (sums[i, 0] + sums[i, 1] + Epsilon), recall = sums[i, 0] / (sums[i, 0] + sums[i, 2] + Epsilon);
            return (1 + beta * beta) * (precision * recall / (beta * beta * precision + recall + Epsilon));
        }

        return ([.. Enumerable.Range(0, s.Columns).Select(Score)], Score(s.Columns),
            [.. Enumerable.Range(0, s.Columns).Select(i => sums[i, 3])]);
    }
}

/// <summary>How often each class is taken for which.</summary>
public static class Confusion
{
    public static double[,] Matrix(IEnumerable<(int Class, int Predicted, double Weight)> answers, int classes)
    {
        var matrix = new double[classes, classes];
        foreach ((int label, int predicted, double weight) in answers) { matrix[label, predicted] += weight; }
        return matrix;
    }

    public static double[,] OfRows(Predictions s, int? ignore = null) => Matrix(
        s.AllRows().Select(row => (Largest(row.Y), Largest(row.P), row.Weight)).Where(answer => answer.Item1 != ignore), s.Columns);

    /// <summary>TP / (TP + FP + FN), the mean over those of the classes that occur.</summary>
    public static double MeanIoU(double[,] matrix, params int[] classes)
    {
        int n = matrix.GetLength(0);
        double[] values = [.. classes
            .Select(c => (Right: matrix[c, c], Union: Enumerable.Range(0, n).Sum(i => matrix[c, i] + matrix[i, c]) - matrix[c, c]))
            .Where(v => v.Union > 0).Select(v => v.Right / v.Union)];
        return values.DefaultIfEmpty(0).Average();
    }

    public static double BalancedAccuracy(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[] values = [.. Enumerable.Range(0, n)
            .Select(c => (Right: matrix[c, c], All: Enumerable.Range(0, n).Sum(i => matrix[c, i])))
            .Where(v => v.All > 0).Select(v => v.Right / v.All)];
        return values.DefaultIfEmpty(0).Average();
    }
}

/// <summary>1 - squares left over / squares around the mean, of each output; and the squares around the mean.</summary>
public static class R2
{
    public static (double Score, double Total)[] Of(Predictions s) => [.. Enumerable.Range(0, s.Columns).Select(column =>
    {
        var values = s.All().Where(o => o.Column == column).ToArray();
        double mean = values.Sum(o => o.Weight * o.Y) / values.Sum(o => o.Weight);
        double total = values.Sum(o => o.Weight * (o.Y - mean) * (o.Y - mean)),
            left = values.Sum(o => o.Weight * (o.Y - o.P) * (o.Y - o.P));
        return (1 - left / total, total);
    })];
}

/// <summary>Correlations of the two sides of a row, with Keras's epsilon.</summary>
public static class Correlation
{
    private const double Epsilon = 1e-7;

    public static double Pearson(double[] y, double[] p) =>
        Covariance(y, p) / (Math.Sqrt(Covariance(y, y)) * Math.Sqrt(Covariance(p, p)));

    public static double Concordance(double[] y, double[] p)
    {
        double apart = y.Average() - p.Average();
        return 2 * Covariance(y, p) / (Covariance(y, y) + Covariance(p, p) + apart * apart + Epsilon);
    }

    private static double Covariance(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Average();
    }
}
