namespace ModelGen;

/// <content>The state of a training between two steps, saved and taken up.</content>
internal sealed partial class FitLoop
{
    private Fingerprint? _fingerprint;

    // Also saved at the very beginning: then whoever goes on knows the lengths of the callbacks' files, which
    // a killed training may have written to.
    private void RestoreOrSave()
    {
        _fingerprint = Fingerprint.OfFit(_model, _loss, _plan);
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
        checkpoint.Add(TensorSource.Number("epoch", _epoch));
        checkpoint.Add(TensorSource.Number("in_epoch", _isInEpoch ? 1 : 0));
        checkpoint.Add(TensorSource.Number("batch", _isInEpoch ? _done : 0));
        checkpoint.Add(TensorSource.Number("pass", _pass));
        checkpoint.Add(TensorSource.Number("batches_of_pass", _taken));
        checkpoint.Add(TensorSource.Number("ran_out", _ranOut ? 1 : 0));
        checkpoint.Add(TensorSource.Number("stop_training", _model.StopTraining ? 1 : 0));
        checkpoint.Add(TensorSource.Numbers("sums", _lossAndMetrics.Export()));
        _history.Save(checkpoint);
        var state = new CallbackState();
        _callbacks.SaveState(state);
        state.Save(checkpoint);
        _callbacks.Backup!.Save(checkpoint);
    }

    private void Restore(Checkpoint checkpoint)
    {
        string otherwise = _callbacks.Backup!.Otherwise;
        checkpoint.CheckVersion();
        _fingerprint!.Check(checkpoint, otherwise);
        double[] sums = checkpoint.Numbers("sums");
        bool inEpoch = checkpoint.Integer("in_epoch") != 0, stop = checkpoint.Integer("stop_training") != 0,
            ranOut = checkpoint.Integer("ran_out") != 0;
        (long epoch, long batch, long pass, long taken) = (checkpoint.Integer("epoch"), checkpoint.Integer("batch"),
            checkpoint.Integer("pass"), checkpoint.Integer("batches_of_pass"));
        ModelState.Load(checkpoint, _model, _optimizer, otherwise);
        Fingerprint.CheckMachine(checkpoint, _model.Device);

        _model.HasGradients = false;
        _model.StopTraining = stop;
        (_epoch, _isInEpoch, _done, _doneBefore, _pass, _taken, _ranOut) = ((int)epoch, inEpoch, (int)batch, (int)batch, (int)pass,
            (int)taken, ranOut);
        _lossAndMetrics.Import(sums);
        if (_taken > 0) { SetOrder(); }
        _history.Load(checkpoint);
        _callbacks.LoadState(CallbackState.Load(checkpoint));
    }
}
