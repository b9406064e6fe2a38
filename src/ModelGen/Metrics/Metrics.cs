namespace ModelGen;

/// <summary>
/// The metrics, by Keras's names: <c>new Metrics.AUC(curve: Metrics.Curve.PR)</c>. They are in a class of their own because some are called
/// like a loss. Metrics of probabilities take the model's outputs as they are; class indices count as one-hot targets where a metric asks
/// about each output.
/// </summary>
public static partial class Metrics
{
    /// <summary>How the scores of the classes become one.</summary>
    public enum Average
    {
        /// <summary>They do not: there is a result for each class.</summary>
        None,

        /// <summary>One score of the counts of all classes together.</summary>
        Micro,

        /// <summary>The mean of the classes' scores.</summary>
        Macro,

        /// <summary>Their mean, each class weighted by how often it is right.</summary>
        Weighted,
    }

    /// <summary>Which curve an area lies under.</summary>
    public enum Curve
    {
        /// <summary>True positive rate over false positive rate: the receiver operating characteristic.</summary>
        ROC,

        /// <summary>Precision over recall.</summary>
        PR,
    }

    /// <summary>What lies between two points of a curve.</summary>
    public enum SummationMethod
    {
        /// <summary>
        /// A straight line under <see cref="Curve.ROC"/>; under <see cref="Curve.PR"/> true and false positives change evenly, as Davis and
        /// Goadrich (2006) say.
        /// </summary>
        Interpolation,

        /// <summary>The lower of both: a lower bound.</summary>
        Minoring,

        /// <summary>The higher of both: an upper bound.</summary>
        Majoring,
    }

    /// <summary>How the scores of several outputs become one.</summary>
    public enum ClassAggregation
    {
        /// <summary>They do not: there is a result for each output.</summary>
        None,

        /// <summary>Their mean.</summary>
        UniformAverage,

        /// <summary>Their mean, each output weighted by its targets' variance.</summary>
        VarianceWeightedAverage,
    }
}
