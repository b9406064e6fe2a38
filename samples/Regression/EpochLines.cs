namespace ModelGen.Samples;

/// <summary>Says every so often how training goes on.</summary>
internal sealed class EpochLines(double unit, int every) : Callback
{
    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if ((epoch + 1) % every != 0) { return; }
        Console.WriteLine(
            $"epoch {epoch + 1,4}  {Errors.Of(name => logs[name], unit)}   validation: {Errors.Of(name => logs["val_" + name], unit)}");
    }
}
