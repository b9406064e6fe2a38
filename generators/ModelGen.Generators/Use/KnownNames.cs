using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Use;

/// <summary>The strings that stand for optimizers, losses and metrics, as the runtime resolves them; a test compares both.</summary>
/// <param name="Kind">What they stand for, as messages write it.</param>
/// <param name="IgnoresCase">Whether capitals do not count.</param>
/// <param name="Rows">Each thing by its class and its names, the best first.</param>
internal sealed record KnownNames(string Kind, bool IgnoresCase, (string Class, string Names)[] Rows)
{
    public static readonly KnownNames Optimizers = new("optimizer", IgnoresCase: true,
    [
        ("SGD", "sgd"), ("RMSprop", "rmsprop"), ("Adam", "adam"), ("AdamW", "adamw"), ("Adagrad", "adagrad"), ("Adadelta", "adadelta"),
        ("Adamax", "adamax"), ("Nadam", "nadam"), ("Lion", "lion"), ("Adafactor", "adafactor"), ("Ftrl", "ftrl"), ("Lamb", "lamb"),
    ]);

    public static readonly KnownNames Losses = new("loss", IgnoresCase: false,
    [
        ("BinaryCrossentropy", "binary_crossentropy BinaryCrossentropy bce BCE"),
        ("BinaryFocalCrossentropy", "binary_focal_crossentropy BinaryFocalCrossentropy"),
        ("CategoricalCrossentropy", "categorical_crossentropy CategoricalCrossentropy"),
        ("CategoricalFocalCrossentropy", "categorical_focal_crossentropy CategoricalFocalCrossentropy"),
        ("CategoricalHinge", "categorical_hinge CategoricalHinge"),
        ("CosineSimilarity", "cosine_similarity CosineSimilarity"),
        ("Dice", "dice Dice"),
        ("Hinge", "hinge Hinge"),
        ("Huber", "huber Huber"),
        ("KLDivergence", "kl_divergence KLDivergence kld KLD"),
        ("LogCosh", "log_cosh LogCosh"),
        ("MeanAbsoluteError", "mean_absolute_error MeanAbsoluteError mae MAE"),
        ("MeanAbsolutePercentageError", "mean_absolute_percentage_error MeanAbsolutePercentageError mape MAPE"),
        ("MeanSquaredError", "mean_squared_error MeanSquaredError mse MSE"),
        ("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error MeanSquaredLogarithmicError msle MSLE"),
        ("Poisson", "poisson Poisson"),
        ("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy SparseCategoricalCrossentropy"),
        ("SquaredHinge", "squared_hinge SquaredHinge"),
        ("Tversky", "tversky Tversky"),
        ("ShapeCrossentropy", "crossentropy ce"),
    ]);

    public static readonly KnownNames Metrics = new("metric", IgnoresCase: true,
    [
        ("ShapedAccuracy", "accuracy acc"),
        ("BinaryAccuracy", "binary_accuracy BinaryAccuracy"),
        ("CategoricalAccuracy", "categorical_accuracy CategoricalAccuracy"),
        ("SparseCategoricalAccuracy", "sparse_categorical_accuracy SparseCategoricalAccuracy"),
        ("TopKCategoricalAccuracy", "top_k_categorical_accuracy TopKCategoricalAccuracy"),
        ("SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy SparseTopKCategoricalAccuracy"),
        ("BinaryCrossentropy", "binary_crossentropy bce BinaryCrossentropy"),
        ("CategoricalCrossentropy", "categorical_crossentropy CategoricalCrossentropy"),
        ("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy SparseCategoricalCrossentropy"),
        ("KLDivergence", "kl_divergence kld KLDivergence"),
        ("Poisson", "poisson"),
        ("MeanSquaredError", "mean_squared_error mse MeanSquaredError"),
        ("RootMeanSquaredError", "root_mean_squared_error RootMeanSquaredError"),
        ("MeanAbsoluteError", "mean_absolute_error mae MeanAbsoluteError"),
        ("MeanAbsolutePercentageError", "mean_absolute_percentage_error mape MeanAbsolutePercentageError"),
        ("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error msle MeanSquaredLogarithmicError"),
        ("CosineSimilarity", "cosine_similarity CosineSimilarity"),
        ("LogCoshError", "log_cosh_error logcosh LogCoshError"),
        ("R2Score", "r2_score R2Score"),
        ("Hinge", "hinge"),
        ("SquaredHinge", "squared_hinge SquaredHinge"),
        ("CategoricalHinge", "categorical_hinge CategoricalHinge"),
        ("AUC", "auc"),
        ("Precision", "precision"),
        ("Recall", "recall"),
        ("TruePositives", "true_positives TruePositives"),
        ("TrueNegatives", "true_negatives TrueNegatives"),
        ("FalsePositives", "false_positives FalsePositives"),
        ("FalseNegatives", "false_negatives FalseNegatives"),
        ("PrecisionAtRecall", "precision_at_recall PrecisionAtRecall"),
        ("RecallAtPrecision", "recall_at_precision RecallAtPrecision"),
        ("SensitivityAtSpecificity", "sensitivity_at_specificity SensitivityAtSpecificity"),
        ("SpecificityAtSensitivity", "specificity_at_sensitivity SpecificityAtSensitivity"),
        ("FBetaScore", "f_beta_score fbeta_score FBetaScore"),
        ("F1Score", "f1_score F1Score"),
        ("IoU", "io_u IoU"),
        ("BinaryIoU", "binary_io_u BinaryIoU"),
        ("MeanIoU", "mean_io_u MeanIoU"),
        ("OneHotIoU", "one_hot_io_u OneHotIoU"),
        ("OneHotMeanIoU", "one_hot_mean_io_u OneHotMeanIoU"),
        ("ConfusionMatrix", "confusion_matrix ConfusionMatrix"),
        ("PearsonCorrelation", "pearson_correlation PearsonCorrelation"),
        ("ConcordanceCorrelation", "concordance_correlation ConcordanceCorrelation"),
    ]);

    /// <summary>What people write who come from elsewhere, and what they mean.</summary>
    private static readonly Dictionary<string, string> s_elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cross_entropy"] = "crossentropy", ["cross_entropy_loss"] = "sparse_categorical_crossentropy", ["nll"] = "crossentropy",
        ["nll_loss"] = "crossentropy", ["log_loss"] = "crossentropy", ["bce_loss"] = "binary_crossentropy",
        ["mse_loss"] = "mean_squared_error", ["l2"] = "mean_squared_error", ["l2_loss"] = "mean_squared_error",
        ["l1"] = "mean_absolute_error", ["l1_loss"] = "mean_absolute_error", ["smooth_l1"] = "huber",
        ["smooth_l1_loss"] = "huber", ["kl_div"] = "kl_divergence", ["softmax_cross_entropy"] = "categorical_crossentropy",
        ["momentum"] = "sgd", ["gradient_descent"] = "sgd", ["gd"] = "sgd", ["rms"] = "rmsprop", ["rms_prop"] = "rmsprop",
        ["f1"] = "f1_score", ["r2"] = "r2_score", ["rmse"] = "root_mean_squared_error", ["top_5_accuracy"] = "top_k_categorical_accuracy",
        ["top5"] = "top_k_categorical_accuracy", ["roc_auc"] = "auc", ["iou"] = "mean_io_u",
    };

    private readonly Dictionary<string, string> _classes = Rows
        .SelectMany(row => row.Names.Split(' ').Select(name => (name, row.Class)))
        .ToDictionary(pair => pair.name, pair => pair.Class, IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>The names of a class of the package: Loss, Optimizer, Metric; null of any other.</summary>
    public static KnownNames? Of(string type) => type switch
    {
        "Loss" => Losses,
        "Optimizer" => Optimizers,
        "Metric" => Metrics,
        _ => null,
    };

    /// <summary>Every class that a name stands for.</summary>
    public IEnumerable<string> Classes => Rows.Select(row => row.Class);

    /// <summary>The class that a name stands for, or null.</summary>
    public string? ClassOf(string name) => _classes.TryGetValue(name, out string found) ? found : null;

    /// <summary>The name that people mostly write for a class.</summary>
    public string NameOf(string type) => Rows.First(row => row.Class == type).Names.Split(' ')[0];

    /// <summary>Names that may have been meant, the nearest first.</summary>
    public IReadOnlyList<string> Near(string written)
    {
        string plain = Plain(written);
        if (s_elsewhere.TryGetValue(written.Replace('-', '_').Replace(' ', '_'), out string meant) && _classes.ContainsKey(meant))
        {
            return [meant];
        }

        (string Name, int Distance)[] near =
        [
            .. _classes.Keys.Select(name => (name, distance: Words.Distance(Plain(name), plain)))
                .Where(near => near.distance <= (near.name.Length <= 4 ? 1 : Math.Max(2, near.name.Length / 4)))
                .GroupBy(near => _classes[near.name])
                .Select(same => same.OrderBy(near => near.distance).ThenBy(near => near.name.Any(char.IsUpper) ? 1 : 0).First())
                .OrderBy(near => near.distance).ThenBy(near => near.name, StringComparer.Ordinal)
                .Select(near => (near.name, near.distance)),
        ];
        return [.. near.Where(name => name.Distance == near[0].Distance).Take(3).Select(name => name.Name)];
    }

    // Signs between words and the word itself, "loss", say nothing.
    private static string Plain(string name)
    {
        string letters = new([.. name.Where(char.IsLetterOrDigit)]);
        return letters.Length > 6 && letters.EndsWith("loss", StringComparison.OrdinalIgnoreCase)
            ? letters.Substring(0, letters.Length - 4) : letters;
    }
}
