namespace ModelGen;

/// <summary>What a callback may know of the call it belongs to.</summary>
/// <param name="Epochs">The epoch at which training ends; 1 for <c>Evaluate</c> and <c>Predict</c>.</param>
/// <param name="Steps">Batches in an epoch.</param>
/// <param name="Verbose">What is printed: 0, 1 or 2.</param>
public readonly record struct CallbackParams(int Epochs, int Steps, int Verbose);
