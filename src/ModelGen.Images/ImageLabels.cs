namespace ModelGen.Data;

/// <summary>Labels of pictures, as Keras's <c>label_mode</c> has them.</summary>
internal static class ImageLabels
{
    /// <summary>Refuses what does not suit a number of classes.</summary>
    /// <exception cref="ArgumentException">There is no such mode, or it is for two classes and there are others.</exception>
    public static void Check(LabelMode mode, int classCount)
    {
        if (!Enum.IsDefined(mode)) { throw new ArgumentOutOfRangeException("labels", mode, "There is no such kind of labels."); }
        if (mode == LabelMode.Binary && classCount != 2)
        {
            throw new ArgumentException($"LabelMode.Binary is for 2 classes, but there are {classCount:N0}.", "labels");
        }
    }

    /// <summary>The labels of pictures whose classes are known.</summary>
    public static Labels Of(int[] classes, int classCount, LabelMode mode) => mode switch
    {
        LabelMode.Categorical => OneHot(classes, classCount),
        LabelMode.Binary => Array.ConvertAll(classes, number => (float)number),
        _ => classes,
    };

    private static float[] OneHot(int[] classes, int classCount)
    {
        var labels = new float[checked(classes.Length * classCount)];
        for (int i = 0; i < classes.Length; i++) { labels[(i * classCount) + classes[i]] = 1; }
        return labels;
    }
}
