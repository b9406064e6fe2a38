using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

using Factors = ArrayView<ParameterFactors>;
using Floats = ArrayView<float>;
using Ints = ArrayView<int>;
using Numbers = ArrayView<UpdateNumbers>;
using AdafactorRules = ArrayView<Adafactor.Rule>;

// On a GPU, parameter by parameter.
internal sealed unsafe partial class AdafactorStatistics
{
    private void GpuUpdate(GpuDevice g, Adafactor.Rule rule)
    {
        AdafactorRules rules = _updater.GpuRule(rule).Cast<Adafactor.Rule>();
        for (int p = 0, m = 0; p < _store.Contents.Count; p++)
        {
            StoredParameter parameter = _store.Contents[p];
            (long first, int size) = (parameter.Weight.Offset, parameter.Weight.Size);
            Floats gradients = _updater.Gradients.View.SubView(first, size), velocities = _updater.Slot(0).View.SubView(first, size);
            var sizes = new GpuSizes { Parameter = p, Parts = (int)_updater.Parts, Length = size };
            bool isFrozen = !_store.Mask.Updates(p);
            if (parameter.Shape.Count < 2)
            {
                if (isFrozen) { continue; }
                g.Launch(LineKernel, GpuDevice.GroupsFor(size), velocities, gradients, _updater.GpuFactors, rules, _updater.NumbersThere,
                    _store.GpuStop, sizes);
                continue;
            }

            (sizes.Rows, sizes.Columns) = (parameter.Shape[^2], parameter.Shape[^1]);
            sizes.Matrices = size / (sizes.Rows * sizes.Columns);
            m += sizes.Matrices;
            if (isFrozen) { continue; }
            Floats kept = Kept.Slice(_matrices[m - sizes.Matrices].RowMeans, (long)sizes.Matrices * (sizes.Rows + sizes.Columns)).View,
                means = _means.Slice(m - sizes.Matrices, sizes.Matrices).View;
            g.Launch(RowKernel, sizes.Matrices * sizes.Rows, kept, gradients, _updater.GpuFactors, rules, _updater.NumbersThere,
                _store.GpuStop, sizes);
            g.Launch(ColumnKernel, GpuDevice.GroupsFor(sizes.Matrices * sizes.Columns), kept, gradients, _updater.GpuFactors, rules,
                _updater.NumbersThere, _store.GpuStop, sizes);
            g.Launch(RowsMeanKernel, sizes.Matrices, means, kept, _updater.NumbersThere, _store.GpuStop, sizes);
            g.Launch(VelocityKernel, GpuDevice.GroupsFor(size), velocities, kept, means, _updater.NumbersThere, _store.GpuStop, sizes);
        }
    }

    /// <summary>The sizes of a parameter.</summary>
    internal struct GpuSizes
    {
        public int Parameter;
        public int Parts;
        public int Length;
        public int Matrices;
        public int Rows;
        public int Columns;

        /// <summary>Where the means of a matrix's rows begin; those of its columns come after them.</summary>
        public readonly int Kept(int matrix) => matrix * (Rows + Columns);
    }

    // One group for a row.
    internal static void RowKernel(Floats kept, Floats g, Factors factors, AdafactorRules rules, Numbers numbers, Ints stop, GpuSizes sizes)
    {
        if (stop[ParameterStore.StopAt] != 0 || numbers[0].Updates == 0f) { return; }
        int row = Grid.IdxX;
        float scale = factors[sizes.Parameter].Clip, sum = 0f;
        for (int i = Group.IdxX; i < sizes.Columns; i += GpuDevice.GroupSize)
        {
            sum += Square(g[(row * sizes.Columns) + i], scale, rules[0], numbers[0], sizes);
        }
        Floats shared = SharedMemory.Allocate<float>(GpuDevice.GroupSize);
        shared[Group.IdxX] = sum;
        Group.Barrier();
        if (Group.IdxX != 0) { return; }
        float all = 0f;
        for (int i = 0; i < GpuDevice.GroupSize; i++) { all += shared[i]; }
        int place = sizes.Kept(row / sizes.Rows) + (row % sizes.Rows);
        Renew(kept, place, rules[0], all / sizes.Columns);
    }

    // One thread for a column.
    internal static void ColumnKernel(Floats kept, Floats g, Factors factors, AdafactorRules rules, Numbers numbers, Ints stop,
        GpuSizes sizes)
    {
        int thread = GpuDevice.Thread;
        if (thread >= sizes.Matrices * sizes.Columns || stop[ParameterStore.StopAt] != 0 || numbers[0].Updates == 0f) { return; }
        int matrix = thread / sizes.Columns, column = thread % sizes.Columns;
        int first = (matrix * sizes.Rows * sizes.Columns) + column;
        float scale = factors[sizes.Parameter].Clip, sum = 0f;
        for (int row = 0; row < sizes.Rows; row++) { sum += Square(g[first + (row * sizes.Columns)], scale, rules[0], numbers[0], sizes); }
        int place = sizes.Kept(matrix) + sizes.Rows + column;
        Renew(kept, place, rules[0], sum / sizes.Rows);
    }

    // One group for a matrix: the mean of its rows' means.
    internal static void RowsMeanKernel(Floats means, Floats kept, Numbers numbers, Ints stop, GpuSizes sizes)
    {
        if (stop[ParameterStore.StopAt] != 0 || numbers[0].Updates == 0f) { return; }
        int first = sizes.Kept(Grid.IdxX);
        float sum = 0f;
        for (int i = Group.IdxX; i < sizes.Rows; i += GpuDevice.GroupSize) { sum += kept[first + i]; }
        Floats shared = SharedMemory.Allocate<float>(GpuDevice.GroupSize);
        shared[Group.IdxX] = sum;
        Group.Barrier();
        if (Group.IdxX != 0) { return; }
        float all = 0f;
        for (int i = 0; i < GpuDevice.GroupSize; i++) { all += shared[i]; }
        means[Grid.IdxX] = all / sizes.Rows;
    }

    // One thread for a place of a matrix.
    internal static void VelocityKernel(Floats v, Floats kept, Floats means, Numbers numbers, Ints stop, GpuSizes sizes)
    {
        int i = GpuDevice.Thread;
        if (i >= sizes.Length || stop[ParameterStore.StopAt] != 0 || numbers[0].Updates == 0f) { return; }
        int row = i / sizes.Columns, matrix = row / sizes.Rows;
        int first = sizes.Kept(matrix);
        float share = RealFloat.Ratio(kept[first + (row % sizes.Rows)], means[matrix]).Value;
        v[i] = share * kept[first + sizes.Rows + (i % sizes.Columns)];
    }

    // One thread for a place of a parameter of one axis.
    internal static void LineKernel(Floats v, Floats g, Factors factors, AdafactorRules rules, Numbers numbers, Ints stop, GpuSizes sizes)
    {
        int i = GpuDevice.Thread;
        if (i >= sizes.Length || stop[ParameterStore.StopAt] != 0 || numbers[0].Updates == 0f) { return; }
        Renew(v, i, rules[0], Square(g[i], factors[sizes.Parameter].Clip, rules[0], numbers[0], sizes));
    }

    // What would not be finite stays as it is. A choice and no branch: behind the barrier and the early return of a group's threads, PoCL 6
    // makes of a branch a loop that never ends.
    private static void Renew(Floats means, int place, Adafactor.Rule rule, float fresh)
    {
        float renewed = (rule.Beta2 * means[place]) + (rule.Gain2 * fresh);
        means[place] = RealFloat.AllFinite(new RealFloat(renewed)) ? renewed : means[place];
    }

    private static float Square(float gradient, float scale, Adafactor.Rule rule, UpdateNumbers numbers, GpuSizes sizes)
    {
        float g = UpdatePlace.Clip((UpdateParts)sizes.Parts, numbers, new RealFloat(gradient), scale).Value;
        return (g * g) + rule.Epsilon1;
    }
}
