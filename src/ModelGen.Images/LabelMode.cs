namespace ModelGen.Data;

/// <summary>What stands for the class of a picture, as Keras's <c>label_mode</c>.</summary>
public enum LabelMode
{
    /// <summary>Its index, from 0.</summary>
    Int,

    /// <summary>One 1 among zeros, as many as there are classes.</summary>
    Categorical,

    /// <summary>The value 0 or 1, of two classes.</summary>
    Binary,
}
