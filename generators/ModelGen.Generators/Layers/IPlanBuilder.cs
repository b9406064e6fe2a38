namespace ModelGen.Generators.Layers;

/// <summary>Where a plan is collected.</summary>
internal interface IPlanBuilder
{
    void AddValue(string name, int size, bool isGradient);

    /// <summary>Adds a place that a batch has once.</summary>
    void AddBatchValue(string name, long size);

    void AddWeight(PlannedWeight weight);

    void AddStruct(ShapeStruct shape);

    /// <summary>Says that the loss of an output may take the input of its last activation.</summary>
    void OfferLogits(int output, string activation, string logits);

    /// <summary>Says where that loss writes the gradient of that input.</summary>
    void TakeLogitsGradient(int output, string place);

    void Add(KernelCall call);

    /// <summary>How the work planned last is divided; by the batch where there is none.</summary>
    Division LastDivision { get; }

    /// <summary>Adds a call when the next one on the whole batch comes, before it, or at the end.</summary>
    void AddAfterSlices(KernelCall call);

    void AddPreparation(KernelCall call);

    void AddTransform(PlannedTransform transform, KernelCall call);

    /// <summary>Adds a call that comes before the forward pass.</summary>
    void AddBeforeForward(KernelCall call);

    /// <summary>Adds a call that takes up new values of parameters after a step.</summary>
    void AddStateUpdate(KernelCall call);

    void AddRegularizer(PlannedRegularizer regularizer);

    void AddEnding(KernelCall call);

    /// <summary>Whether a forward pass is planned that keeps nothing for a backward pass.</summary>
    bool IsPredicting { get; }

    /// <summary>The value that a layer gives; of 0 the first input, of -1 the second.</summary>
    string ValueOf(int layer);

    /// <summary>Whether a layer only hands on what is one of the model's inputs.</summary>
    bool GivesInput(int layer);

    /// <summary>Where the whole gradient of a value lies.</summary>
    string GradientOf(string value);

    /// <summary>Whether something has been contributed to the gradient of a layer's output.</summary>
    bool HasGradient(int layer);

    /// <summary>Where a layer contributes to the gradient of another's output.</summary>
    /// <param name="layer">The other layer.</param>
    /// <param name="by">The one that contributes.</param>
    /// <param name="size">Floats of one sample.</param>
    Contribution Contribute(int layer, int by, int size);

    /// <summary>
    /// The same for a layer that may write over a gradient which it reads itself, that of <paramref name="output"/>, where nobody else
    /// needs it.
    /// </summary>
    Contribution ContributeOver(int layer, int by, int size, string gradient, string output);

    /// <summary>
    /// Lets a layer's gradient be at a place where that of another lies; false where something has been contributed, and of an input, whose
    /// gradient stays.
    /// </summary>
    bool TryShare(int layer, int by, string place);

    /// <summary>Whether nobody needs what lies at a place any more, but for the gradient of one value.</summary>
    bool MayOverwrite(string place, string value);

    /// <summary>Adds the struct of how many floats the gradient of a value has, for kernels that add to it or copy it.</summary>
    string AddGradientSize(string value, int size);

    /// <summary>Gives the gradient of a value a place of its own, with a copy of what lies where others read it too.</summary>
    void MakeOwn(string value, int by);

    /// <summary>Whether the gradient of this parameter is summed in lanes.</summary>
    bool HasLanes(string weight);

    /// <summary>Whether no call has written the gradient of this parameter.</summary>
    bool IsFirstGradientOf(string weight);
}
