using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

// On a GPU. All that changes from step to step lies in its memory: a step is the same launches with the same arguments each time.
public sealed unsafe partial class Updater
{
    private const int SettingsLength = 2 * UpdateNumbers.Place;

    private GpuNumbers? _settings;
    private Arena? _pieceBits;
    private Arena? _gpuPartials;

    /// <summary>The numbers of this step in the GPU's memory.</summary>
    internal ArrayView<UpdateNumbers> NumbersThere => Settings.Put(_numbers, UpdateNumbers.Place).Cast<UpdateNumbers>();

    /// <summary>What differs from parameter to parameter.</summary>
    internal ArrayView<ParameterFactors> GpuFactors => _factors!.Slice(0, _factors.Length).View.Cast<ParameterFactors>();

    /// <summary>The numbers of a rule in the GPU's memory.</summary>
    internal ArrayView<float> GpuRule<U>(U rule) where U : unmanaged => Settings.Put(rule);

    private GpuNumbers Settings => _settings ??= new GpuNumbers(Allocate(SettingsLength));

    private ArrayView<ParameterPiece> GpuPieces => _pieceBits!.Slice(0, 3L * _pieces!.Count).View.Cast<int>().Cast<ParameterPiece>();

    private ArrayView<int> GpuStarts => _pieceBits!.Slice(3L * _pieces!.Count, _pieces.Parameters + 1).View.Cast<int>();

    private ArrayView<float> GpuPartials => _gpuPartials!.Slice(0, _gpuPartials.Length).View;

    private void AllocateForGpu(ParameterPieces pieces)
    {
        float[] bits = pieces.Bits();
        _pieceBits = Allocate(bits.Length);
        _pieceBits.Upload(bits);
        _gpuPartials = Allocate(2L * pieces.Count);
    }

    private void GpuRun<K, U>(GpuDevice g, U rule, UpdateParts parts) where K : struct, IPass<U> where U : unmanaged
    {
        int length = (int)Length;
        if (_parts == UpdateParts.None)
        {
            foreach ((long first, long end) in _stretches)
            {
                g.Launch(UpdateKernels.PlainKernel<K, U>, GpuDevice.GroupsFor((int)(end - first)), View(_store.ParameterArena),
                    View(_store.GradientArena), View(_slots), GpuRule(rule), _store.GpuStop, (int)first, (int)end, length);
            }

            return;
        }

        if (_pieces!.Count == 0) { return; }
        g.Launch(
            UpdateKernels.PieceKernel<K, U>, _pieces.Count,
            View(_store.ParameterArena), Gradients.View, View(_slots), View(_sums), View(_averages), GpuFactors, GpuPieces, GpuRule(rule),
            NumbersThere, _store.GpuStop, (int)parts, length);
    }

    private void GpuMeasure<U>(GpuDevice g, U rule, UpdateParts parts) where U : unmanaged, IScaledRule
    {
        if (_pieces!.Count == 0) { return; }
        g.Launch(
            UpdateKernels.MeasureKernel<U>, _pieces.Count,
            GpuPartials, View(_store.ParameterArena), Gradients.View, View(_slots), GpuFactors, GpuPieces, GpuRule(rule), NumbersThere,
            _store.GpuStop, (int)parts, (int)Length);
        g.Launch(UpdateKernels.FactorKernel<U>, _pieces.Parameters, GpuPartials, GpuFactors, GpuStarts, GpuRule(rule), NumbersThere,
            _store.GpuStop);
    }

    private void GpuPrepare(GpuDevice g)
    {
        foreach ((long first, long end) in _setup.Accumulates ? _stretches : [])
        {
            g.Launch(UpdateKernels.MeanKernel, GpuDevice.GroupsFor((int)(end - first)), View(_sums), View(_store.GradientArena),
                NumbersThere, _store.GpuStop, (int)first, (int)end);
        }

        if (_setup.Clip is not (ClipKind.Norm or ClipKind.GlobalNorm) || _pieces!.Count == 0) { return; }
        g.Launch(UpdateKernels.SquaresKernel, _pieces.Count, GpuPartials, Gradients.View, GpuPieces, NumbersThere, _store.GpuStop);
        g.Launch(
            UpdateKernels.ClipKernel, _pieces.Parameters,
            GpuPartials, GpuFactors, GpuStarts, NumbersThere, _store.GpuStop, _setup.Clip == ClipKind.GlobalNorm ? 1 : 0, _pieces.Count);
    }

    private static ArrayView<float> View(Arena? arena) => arena is null ? default : arena.Slice(0, arena.Length).View;
}
