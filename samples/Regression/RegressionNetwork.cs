using ModelGen;

/// <summary>
/// Takes a row of a table and says one number. Rows with fewer numbers than it takes are filled up with 0, which no weight ever notices.
/// </summary>
[Input(RegressionNetwork.Features)]
[Dense(64, Activation.ReLU)]
[Dense(64, Activation.ReLU)]
[Dense(1)]
public partial class RegressionNetwork
{
    /// <summary>The most columns that a table may have beside the one to predict.</summary>
    public const int Features = 32;
}
