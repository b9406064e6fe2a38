namespace ModelGen;

/// <content>The state of a training between two steps, saved and taken up.</content>
internal sealed partial class FitLoop
{
    private Fingerprint? _fingerprint;

    // Also saved at the very beginning: then whoever goes on knows the lengths of the callbacks' files, which
    // a killed training may have written to.
    private void RestoreOrSave()
    {
        _fingerprint = Fingerprint.OfFit(_model, _plan);
        if (_callbacks.Backup!.Restore() is { } checkpoint) { Restore(checkpoint); }
        else { Save(); }
    }

    private void Save()
    {
        if (_gpu is not null) { ReadBack(); }
        var checkpoint = new Checkpoint();
        _fingerprint!.Save(checkpoint);
        Fingerprint.SaveMachine(checkpoint, _model.Device);
        ModelState.Save(checkpoint, _model, _optimizer);
        new FitProgress(_epoch, _isInEpoch, _done, _pass, _taken, _ranOut, _model.StopTraining, _lossAndMetrics.Export()).Save(checkpoint);
        _history.Save(checkpoint);
        var state = new CallbackState();
        _callbacks.SaveState(state);
        state.Save(checkpoint);
        _callbacks.Backup!.Save(checkpoint);
    }

    // Everything is read and checked first. What is left to fail is a callback of somebody's own: then the model is as it was.
    private void Restore(Checkpoint checkpoint)
    {
        string otherwise = _callbacks.Backup!.Otherwise;
        checkpoint.CheckVersion();
        _fingerprint!.Check(checkpoint, otherwise);
        ModelState state = ModelState.Read(checkpoint, _model, _optimizer, otherwise);
        FitProgress progress = FitProgress.Read(checkpoint, _plan, _lossAndMetrics.SumCount);
        _history.Load(checkpoint, _plan.InitialEpoch, progress.Epoch, _names);
        CallbackState callbacks = CallbackState.Load(checkpoint);
        _callbacks.CheckState(callbacks);
        Fingerprint.CheckMachine(checkpoint, _model.Device);

        var before = ModelState.Of(_model, _optimizer);
        try
        {
            state.Apply();
            _model.HasGradients = false;
            _model.StopTraining = progress.Stop;
            (_epoch, _isInEpoch, _done, _doneBefore) = (progress.Epoch, progress.IsInEpoch, progress.Done, progress.Done);
            (_pass, _taken, _ranOut) = (progress.Pass, progress.Taken, progress.RanOut);
            _lossAndMetrics.Import(progress.Sums);
            if (_taken > 0) { SetOrder(); }
            _callbacks.LoadState(callbacks);
        }
        catch
        {
            before.Apply();
            throw;
        }
    }
}
