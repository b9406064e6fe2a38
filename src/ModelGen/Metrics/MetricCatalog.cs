namespace ModelGen;

/// <summary>The strings that stand for a metric: Keras's class names and their snake case, and the short names, in any case.</summary>
internal static class MetricCatalog
{
    private static readonly NamedChoice<Metric> s_names = new("metric", StringComparison.OrdinalIgnoreCase,
        (["accuracy", "acc"], static name => new ShapedAccuracy(name)),
        (["binary_accuracy", "BinaryAccuracy"], static name => new Metrics.BinaryAccuracy(name: name)),
        (["categorical_accuracy", "CategoricalAccuracy"], static name => new Metrics.CategoricalAccuracy(name: name)),
        (["sparse_categorical_accuracy", "SparseCategoricalAccuracy"], static name => new Metrics.SparseCategoricalAccuracy(name: name)),
        (["top_k_categorical_accuracy", "TopKCategoricalAccuracy"], static name => new Metrics.TopKCategoricalAccuracy(name: name)),
        (["sparse_top_k_categorical_accuracy", "SparseTopKCategoricalAccuracy"],
            static name => new Metrics.SparseTopKCategoricalAccuracy(name: name)),
        (["binary_crossentropy", "bce", "BinaryCrossentropy"], static name => new Metrics.BinaryCrossentropy(name: name)),
        (["categorical_crossentropy", "CategoricalCrossentropy"], static name => new Metrics.CategoricalCrossentropy(name: name)),
        (["sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"],
            static name => new Metrics.SparseCategoricalCrossentropy(name: name)),
        (["kl_divergence", "kld", "KLDivergence"], static name => new Metrics.KLDivergence(name: name)),
        (["poisson"], static name => new Metrics.Poisson(name: name)),
        (["mean_squared_error", "mse", "MeanSquaredError"], static name => new Metrics.MeanSquaredError(name: name)),
        (["root_mean_squared_error", "RootMeanSquaredError"], static name => new Metrics.RootMeanSquaredError(name: name)),
        (["mean_absolute_error", "mae", "MeanAbsoluteError"], static name => new Metrics.MeanAbsoluteError(name: name)),
        (["mean_absolute_percentage_error", "mape", "MeanAbsolutePercentageError"],
            static name => new Metrics.MeanAbsolutePercentageError(name: name)),
        (["mean_squared_logarithmic_error", "msle", "MeanSquaredLogarithmicError"],
            static name => new Metrics.MeanSquaredLogarithmicError(name: name)),
        (["cosine_similarity", "CosineSimilarity"], static name => new Metrics.CosineSimilarity(name: name)),
        (["log_cosh_error", "logcosh", "LogCoshError"], static name => new Metrics.LogCoshError(name: name)),
        (["r2_score", "R2Score"], static name => new Metrics.R2Score(name: name)),
        (["hinge"], static name => new Metrics.Hinge(name: name)),
        (["squared_hinge", "SquaredHinge"], static name => new Metrics.SquaredHinge(name: name)),
        (["categorical_hinge", "CategoricalHinge"], static name => new Metrics.CategoricalHinge(name: name)),
        (["auc"], static name => new Metrics.AUC(name: name)),
        (["precision"], static name => new Metrics.Precision(name: name)),
        (["recall"], static name => new Metrics.Recall(name: name)),
        (["true_positives", "TruePositives"], static name => new Metrics.TruePositives(name: name)),
        (["true_negatives", "TrueNegatives"], static name => new Metrics.TrueNegatives(name: name)),
        (["false_positives", "FalsePositives"], static name => new Metrics.FalsePositives(name: name)),
        (["false_negatives", "FalseNegatives"], static name => new Metrics.FalseNegatives(name: name)),
        (["precision_at_recall", "PrecisionAtRecall"], Needs("PrecisionAtRecall", "recall: 0.9")),
        (["recall_at_precision", "RecallAtPrecision"], Needs("RecallAtPrecision", "precision: 0.9")),
        (["sensitivity_at_specificity", "SensitivityAtSpecificity"], Needs("SensitivityAtSpecificity", "specificity: 0.9")),
        (["specificity_at_sensitivity", "SpecificityAtSensitivity"], Needs("SpecificityAtSensitivity", "sensitivity: 0.9")),
        (["f_beta_score", "fbeta_score", "FBetaScore"], static name => new Metrics.FBetaScore(name: name)),
        (["f1_score", "F1Score"], static name => new Metrics.F1Score(name: name)),
        (["io_u", "IoU"], Needs("IoU", "numClasses: 2, targetClassIds: [1]")),
        (["binary_io_u", "BinaryIoU"], static name => new Metrics.BinaryIoU(name: name)),
        (["mean_io_u", "MeanIoU"], Needs("MeanIoU", "numClasses: 2")),
        (["one_hot_io_u", "OneHotIoU"], Needs("OneHotIoU", "numClasses: 2, targetClassIds: [1]")),
        (["one_hot_mean_io_u", "OneHotMeanIoU"], Needs("OneHotMeanIoU", "numClasses: 2")),
        (["confusion_matrix", "ConfusionMatrix"], static name => new Metrics.ConfusionMatrix(name: name)),
        (["pearson_correlation", "PearsonCorrelation"], static name => new Metrics.PearsonCorrelation(name: name)),
        (["concordance_correlation", "ConcordanceCorrelation"], static name => new Metrics.ConcordanceCorrelation(name: name)));

    /// <summary>The metric of a name, which it is then called.</summary>
    /// <exception cref="ArgumentException">There is none, or it needs arguments.</exception>
    public static Metric Resolve(string name) => s_names.Resolve(name);

    private static Func<string, Metric> Needs(string metric, string arguments) => name => throw new ArgumentException(
        $"The metric \"{name}\" cannot do without arguments. Write new Metrics.{metric}({arguments}).", nameof(name));
}
