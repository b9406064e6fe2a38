namespace ModelGen.Tests;

/// <summary>
/// Puts numbers into the logs of epochs as if they had been measured, so that a test knows what the callbacks behind it see.
/// </summary>
internal sealed class Script(string name, params double[] values) : Callback
{
    public override void OnEpochEnd(int epoch, Logs logs) => logs[name] = values[epoch];

    /// <summary>Trains a small model for as many epochs as there are values.</summary>
    public static History Run(string name, double[] values, params Callback[] callbacks)
    {
        using LinearModel model = FitTests.Compiled();
        return Run(model, name, values, callbacks);
    }

    public static History Run(Model model, string name, double[] values, params Callback[] callbacks) =>
        model.Fit(Digits.Clusters(20), epochs: values.Length, batchSize: 10, callbacks: [new Script(name, values), .. callbacks],
            verbose: 0);
}
