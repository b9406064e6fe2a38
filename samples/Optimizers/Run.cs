namespace ModelGen.Samples;

/// <summary>What came of training with one optimizer.</summary>
/// <param name="Optimizer">Its name.</param>
/// <param name="Rate">Its learning rate.</param>
/// <param name="Curve">The training loss.</param>
/// <param name="Loss">The training loss of the last epoch; not a number where it diverged.</param>
/// <param name="Test">What it is worth on the test digits; null where it diverged.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record Run(string Optimizer, double Rate, List<(double Epoch, double Loss)> Curve, double Loss, Evaluation? Test,
    double Seconds);
