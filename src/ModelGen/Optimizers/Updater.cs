using ModelGen.Kernels;

namespace ModelGen;

/// <summary>How gradients are kept small.</summary>
internal enum ClipKind
{
    None,
    Value,
    Norm,
    GlobalNorm,
}

/// <summary>What an optimizer needs beside its parameters.</summary>
/// <param name="Slots">Values it keeps for each parameter.</param>
/// <param name="Scales">Whether its rule is a scaled one.</param>
/// <param name="Accumulates">Whether gradients are added up over several steps.</param>
/// <param name="Clip">How gradients are kept small.</param>
/// <param name="Decays">Whether parameters decay.</param>
/// <param name="Averages">Whether averages are kept.</param>
internal readonly record struct UpdateSetup(int Slots, bool Scales, bool Accumulates, ClipKind Clip, bool Decays, bool Averages);

/// <summary>
/// The passes of an optimizer over all parameters, and the memory that it keeps beside them. A rule alone is one pass over the arena as it
/// lies. With settings that know parameters it is one pass over pieces of parameters; norms need a pass before it, and scaled rules are two
/// halves. An optimizer's <see cref="Optimizer.Apply"/> is given one.
/// </summary>
public sealed unsafe partial class Updater
{
    private readonly ParameterStore _store;
    private readonly UpdateSetup _setup;
    private readonly string _optimizer;
    private readonly UpdateParts _parts;
    private readonly Arena? _slots;
    private readonly Arena? _sums;
    private readonly Arena? _averages;
    private readonly Arena? _factors;
    private readonly double[] _partials = [];
    private ParameterPieces? _pieces;
    private (long First, long End)[] _stretches = [];
    private StepMask? _mask;
    private UpdateNumbers _numbers;

    internal Updater(ParameterStore store, UpdateSetup setup, Func<string, bool> decays, string optimizer)
    {
        (_store, _setup, _optimizer) = (store, setup, optimizer);
        long length = store.TrainableLength;
        if (setup.Slots > 0) { _slots = Allocate(Arena.CheckedSize(length, setup.Slots, $"The slots of {optimizer}")); }
        if (setup.Accumulates) { _sums = Allocate(length); }
        if (setup.Averages) { _averages = Allocate(length); }
        _parts = (setup.Accumulates ? UpdateParts.Accumulate : 0) | (setup.Decays ? UpdateParts.Decay : 0)
            | (setup.Averages ? UpdateParts.Average : 0)
            | (setup.Scales ? UpdateParts.Scale : 0)
            | setup.Clip switch { ClipKind.None => UpdateParts.None, ClipKind.Value => UpdateParts.ClipValue, _ => UpdateParts.ClipNorm };
        if (_parts == UpdateParts.None) { return; }

        _pieces = new ParameterPieces(store, StepMask.All);
        _factors = Allocate((long)ParameterFactors.Count * _pieces.Parameters);
        _factors.Upload([.. store.Contents.SelectMany(p => new[] { 1f, decays(p.Name) ? 1f : 0f, 0f, p.Weight.Size })]);
        if (store.Device is CpuDevice) { _partials = GC.AllocateArray<double>(2 * _pieces.Count, pinned: true); }
        else { AllocateForGpu(_pieces); }
    }

    /// <summary>Has updates leave what is frozen, from here on.</summary>
    internal void Follow(StepMask mask)
    {
        if (_mask == mask) { return; }
        if (_averages is not null && _mask is not null) { BeginAverages(mask); }
        (_mask, _stretches) = (mask, [.. mask.StretchesOf(_store)]);
        if (_pieces is null) { return; }
        _pieces = new ParameterPieces(_store, mask);
        if (_store.Device is not CpuDevice) { _pieceBits!.Upload(_pieces.Bits()); }
    }

    // The average of what has stood still is what it is.
    private void BeginAverages(StepMask mask)
    {
        for (int i = 0; i < _store.Contents.Count; i++)
        {
            if (!mask.Updates(i) || _mask!.Updates(i)) { continue; }
            Weight weight = _store.Contents[i].Weight;
            var values = new float[weight.Size];
            _store.ParameterArena.Download(values, weight.Offset);
            _averages!.Upload(values, weight.Offset);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"the updater of {_optimizer}";

    /// <summary>The slots of all parameters, one after the other; null where there are none.</summary>
    internal Arena? SlotArena => _slots;

    /// <summary>The sums of gradients; null where they are not added up.</summary>
    internal Arena? SumArena => _sums;

    /// <summary>The averages of the parameters; null where they are not kept.</summary>
    internal Arena? AverageArena => _averages;

    /// <summary>What the settings come to in this step.</summary>
    internal UpdateNumbers Numbers => _numbers;

    /// <summary>What belongs to this optimizer's updates.</summary>
    internal UpdateParts Parts => _parts;

    /// <summary>The gradients that this step uses, before clipping: their means where they were added up.</summary>
    internal Block Gradients => (IsPrepared && _setup.Accumulates ? _sums! : _store.GradientArena).Slice(0, Length);

    /// <summary>What differs from parameter to parameter.</summary>
    internal Block Factors => _factors!.Slice(0, _factors.Length);

    /// <summary>A slot of all parameters.</summary>
    internal Block Slot(int index) => _slots!.Slice(index * Length, Length);

    /// <summary>Memory that lives as long as the optimizer, and no longer than the parameters.</summary>
    internal Arena Allocate(long length)
    {
        Arena arena = _store.Device.Allocate(length);
        if (arena is not CpuArena) { _store.Own(arena); }
        return arena;
    }

    /// <summary>Sets a slot of all parameters to a number.</summary>
    internal void FillSlot(int index, float value)
    {
        if (value == 0f) { return; }
        var values = new float[Math.Min(Length, 1 << 16)];
        Array.Fill(values, value);
        for (long first = 0; first < Length; first += values.Length)
        {
            _slots!.Upload(values.AsSpan(0, (int)Math.Min(values.Length, Length - first)), (index * Length) + first);
        }
    }

    private long Length => _store.TrainableLength;

    // Norms, and the sums of squares of scaled rules, need the gradients before any parameter changes.
    private bool IsPrepared => _setup.Clip is ClipKind.Norm or ClipKind.GlobalNorm || _setup.Scales;

    /// <summary>Begins a step: what must be known before the first parameter changes.</summary>
    internal void Begin(UpdateNumbers numbers)
    {
        _numbers = numbers;
        Follow(_store.Mask);
        if (_parts == UpdateParts.None || !IsPrepared) { return; }
        if (_store.Device is GpuDevice gpu) { GpuPrepare(gpu); }
        else { CpuPrepare(); }
    }

    /// <summary>The pass of a rule over all parameters.</summary>
    /// <param name="rule">The rule, with the numbers of this step.</param>
    /// <exception cref="InvalidOperationException">It has other slots than its optimizer names, more than 64 bytes of numbers, or does not
    /// leave a gap between parameters 0.</exception>
    public void Run<U>(U rule) where U : unmanaged, IUpdateRule
    {
        RuleChecks.Check(rule, _setup.Slots, _setup.Scales, isScaled: false);
        UpdateParts parts = IsPrepared ? WithSums(_parts) : _parts;
        if (_offers) { Offer<Plainly<U>, U>(rule); }
        else if (_store.Device is GpuDevice gpu) { GpuRun<Plainly<U>, U>(gpu, rule, parts); }
        else if (_parts == UpdateParts.None) { CpuRunPlain<Plainly<U>, U>(rule); }
        else { CpuRun<Plainly<U>, U>(rule, parts); }
    }

    /// <summary>The same of a rule that moves each parameter by a factor of its own.</summary>
    /// <inheritdoc cref="Run{U}(U)"/>
    public void RunScaled<U>(U rule) where U : unmanaged, IScaledRule
    {
        RuleChecks.Check(rule, _setup.Slots, _setup.Scales, isScaled: true);
        const UpdateParts clips = UpdateParts.ClipValue | UpdateParts.ClipNorm;
        UpdateParts first = _parts & (clips | UpdateParts.Decay | UpdateParts.Scale);
        UpdateParts second = WithSums(_parts) & ~UpdateParts.Decay;
        if (_store.Device is GpuDevice gpu)
        {
            GpuRun<Plainly<U>, U>(gpu, rule, first);
            GpuMeasure(gpu, rule, first);
            GpuRun<Moving<U>, U>(gpu, rule, second);
        }
        else
        {
            if (_numbers.Updates != 0f) { CpuMeasure(rule, first); }
            CpuRun<Moving<U>, U>(rule, second);
        }
    }

    // Where the means of the gradients already lie in the sums, these are used up and not added to.
    private static UpdateParts WithSums(UpdateParts parts) =>
        (parts & UpdateParts.Accumulate) == 0 ? parts : (parts & ~UpdateParts.Accumulate) | UpdateParts.Forget;

    private float ClipScale(double squares)
    {
        float norm = (float)Math.Sqrt(squares), limit = _numbers.ClipLimit;
        return ClipScale(norm, limit, _setup.Clip == ClipKind.GlobalNorm);
    }

    /// <summary>
    /// By what gradients are multiplied: limit / max(norm, limit); NaN where the norm of all of them is not finite, as in Keras.
    /// </summary>
    internal static float ClipScale(float norm, float limit, bool global)
    {
        float zero = global ? norm - norm : 0f;
        return (norm <= limit ? 1f : limit / norm) + zero;
    }
}
