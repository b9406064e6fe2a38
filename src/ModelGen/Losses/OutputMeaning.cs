namespace ModelGen;

/// <summary>What a loss takes the outputs of a model for, as far as that says where a yes begins.</summary>
internal enum OutputMeaning
{
    /// <summary>Probabilities, or values of any kind.</summary>
    Values,

    /// <summary>Each is a logit: yes above 0.</summary>
    Logits,

    /// <summary>Each is a margin: yes above 0.</summary>
    Margins,

    /// <summary>Those of a row are the scores of its classes: only which one is the largest counts.</summary>
    Scores,
}
