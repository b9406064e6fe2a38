namespace ModelGen;

/// <summary>The numbers of a loss as kernels get them; a formula reads those that it knows.</summary>
internal readonly record struct LossSettings
{
    /// <summary>Huber: where the parabola becomes a line.</summary>
    public float Delta { get; init; }

    /// <summary>How much of each target is spread over the classes.</summary>
    public float Smoothing { get; init; }

    /// <summary>Focal losses: the weight of the class 1; Tversky: of what is wrongly found.</summary>
    public float Alpha { get; init; }

    /// <summary>Tversky: the weight of what is missed.</summary>
    public float Beta { get; init; }

    /// <summary>Focal losses: the exponent.</summary>
    public float Gamma { get; init; }

    /// <summary>Not 0: outputs are logits.</summary>
    public int IsLogits { get; init; }

    /// <summary>Not 0: the two classes of the focal loss have weights.</summary>
    public int IsBalanced { get; init; }

    /// <summary>Not 0: the labels are 0 and 1, and -1 and 1 are meant.</summary>
    public int LabelsAreBits { get; init; }

    /// <summary>Not 0: the cross-entropy of classes is a focal one.</summary>
    public int IsFocal { get; init; }

    /// <summary>Not 0: rows of one class do not count.</summary>
    public int HasIgnored { get; init; }

    /// <summary>That class.</summary>
    public int Ignored { get; init; }
}
