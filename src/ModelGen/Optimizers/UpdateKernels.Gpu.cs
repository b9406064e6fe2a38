using ILGPU;
using ModelGen.Kernels;

namespace ModelGen;

using Factors = ArrayView<ParameterFactors>;
using Floats = ArrayView<float>;
using Ints = ArrayView<int>;
using Numbers = ArrayView<UpdateNumbers>;
using Pieces = ArrayView<ParameterPiece>;

/// <summary>
/// The kernels of optimizers. None does anything while <c>stop</c> is set. What would not be finite stays as it is, and its place is
/// taken down.
/// </summary>
internal static class UpdateKernels
{
    // One thread for one parameter, of a stretch of them.
    internal static void PlainKernel<K, U>(Floats w, Floats g, Floats slots, Floats rules, Ints stop, int first, int end, int length)
        where K : struct, IPass<U> where U : unmanaged
    {
        int i = first + GpuDevice.Thread;
        if (i >= end || stop[ParameterStore.StopAt] != 0) { return; }
        RealFloat a = Load(slots, i, length, 0, K.Slots), b = Load(slots, i, length, 1, K.Slots), c = Load(slots, i, length, 2, K.Slots);
        RealFloat updated = K.Update(rules.Cast<U>()[0], new RealFloat(w[i]), new RealFloat(g[i]), default, ref a, ref b, ref c);
        if (!RealFloat.AllFinite(updated) || !RealFloat.AllFinite(a, b, c))
        {
            Note(stop, i);
            return;
        }

        w[i] = updated.Value;
        if (K.Slots > 0) { slots[i] = a.Value; }
        if (K.Slots > 1) { slots[i + length] = b.Value; }
        if (K.Slots > 2) { slots[i + (2 * length)] = c.Value; }
    }

    // One group for a piece of a parameter, with all that belongs to an update.
    internal static void PieceKernel<K, U>(
        Floats w, Floats g, Floats slots, Floats sums, Floats averages, Factors factors, Pieces pieces, Floats rules, Numbers numbers,
        Ints stop, int partBits, int length)
        where K : struct, IPass<U> where U : unmanaged
    {
        if (stop[ParameterStore.StopAt] != 0) { return; }
        ParameterPiece piece = pieces[Grid.IdxX];
        ParameterFactors parameter = factors[piece.Parameter];
        UpdateNumbers step = numbers[0];
        U rule = rules.Cast<U>()[0];
        var parts = (UpdateParts)partBits;
        bool added = (parts & UpdateParts.Accumulate) != 0, averaged = (parts & UpdateParts.Average) != 0;
        bool forgotten = (parts & UpdateParts.Forget) != 0 && step.Updates != 0f;
        for (int i = piece.First + Group.IdxX; i < piece.First + piece.Count; i += GpuDevice.GroupSize)
        {
            RealFloat weight = new(w[i]), sum = new(added ? sums[i] : 0f), average = new(averaged ? averages[i] : 0f);
            RealFloat a = Load(slots, i, length, 0, K.Slots), b = Load(slots, i, length, 1, K.Slots),
                c = Load(slots, i, length, 2, K.Slots);
            UpdatePlace.Update<K, U, RealFloat>(
                rule, parts, step, parameter, new RealFloat(g[i]), ref weight, ref sum, ref average, ref a, ref b, ref c);
            if (!RealFloat.AllFinite(weight, a, b) || !RealFloat.AllFinite(c, sum, average))
            {
                Note(stop, i);
                if ((added || forgotten) && step.Updates != 0f) { sums[i] = 0f; }
                continue;
            }

            if (K.Slots > 0) { slots[i] = a.Value; }
            if (K.Slots > 1) { slots[i + length] = b.Value; }
            if (K.Slots > 2) { slots[i + (2 * length)] = c.Value; }
            if (added || forgotten) { sums[i] = sum.Value; }
            if (averaged) { averages[i] = average.Value; }
            w[i] = weight.Value;
        }
    }

    // One thread for one parameter: adds its gradient up, and takes the mean where the step updates.
    internal static void MeanKernel(Floats sums, Floats g, Numbers numbers, Ints stop, int first, int end)
    {
        int i = first + GpuDevice.Thread;
        if (i >= end || stop[ParameterStore.StopAt] != 0) { return; }
        float sum = sums[i] + g[i];
        if (!RealFloat.AllFinite(new RealFloat(sum)))
        {
            Note(stop, i);
            return;
        }

        sums[i] = numbers[0].Updates != 0f ? sum / numbers[0].Gradients : sum;
    }

    // One group for a piece: the sum of the squares of its gradient.
    internal static void SquaresKernel(Floats partials, Floats g, Pieces pieces, Numbers numbers, Ints stop)
    {
        if (stop[ParameterStore.StopAt] != 0 || numbers[0].Updates == 0f) { return; }
        ParameterPiece piece = pieces[Grid.IdxX];
        float squares = 0f;
        for (int i = piece.First + Group.IdxX; i < piece.First + piece.Count; i += GpuDevice.GroupSize) { squares += g[i] * g[i]; }
        Floats shared = SharedMemory.Allocate<float>(GpuDevice.GroupSize);
        shared[Group.IdxX] = squares;
        Group.Barrier();
        if (Group.IdxX == 0) { partials[2 * Grid.IdxX] = Sum(shared, 0); }
    }

    // One group for a parameter: by what its gradient is multiplied. With all parameters counted together each group adds up all pieces.
    internal static void ClipKernel(Floats partials, Factors factors, Ints starts, Numbers numbers, Ints stop, int global, int pieceCount)
    {
        if (stop[ParameterStore.StopAt] != 0 || numbers[0].Updates == 0f) { return; }
        int first = global != 0 ? 0 : starts[Grid.IdxX], end = global != 0 ? pieceCount : starts[Grid.IdxX + 1];
        float squares = 0f;
        for (int i = first + Group.IdxX; i < end; i += GpuDevice.GroupSize) { squares += partials[2 * i]; }
        Floats shared = SharedMemory.Allocate<float>(GpuDevice.GroupSize);
        shared[Group.IdxX] = squares;
        Group.Barrier();
        if (Group.IdxX != 0) { return; }
        ParameterFactors parameter = factors[Grid.IdxX];
        parameter.Clip = Updater.ClipScale(MathF.Sqrt(Sum(shared, 0)), numbers[0].ClipLimit, global != 0);
        factors[Grid.IdxX] = parameter;
    }

    // One group for a piece: the sums of the squares of its parameters and of their direction.
    internal static void MeasureKernel<U>(
        Floats partials, Floats w, Floats g, Floats slots, Factors factors, Pieces pieces, Floats rules, Numbers numbers, Ints stop,
        int partBits, int length)
        where U : unmanaged, IScaledRule
    {
        if (stop[ParameterStore.StopAt] != 0 || numbers[0].Updates == 0f) { return; }
        ParameterPiece piece = pieces[Grid.IdxX];
        U rule = rules.Cast<U>()[0];
        float scale = factors[piece.Parameter].Clip, weights = 0f, directions = 0f;
        for (int i = piece.First + Group.IdxX; i < piece.First + piece.Count; i += GpuDevice.GroupSize)
        {
            RealFloat gradient = UpdatePlace.Clip((UpdateParts)partBits, numbers[0], new RealFloat(g[i]), scale);
            float direction = rule.Direction(gradient, Load(slots, i, length, 0, U.Slots), Load(slots, i, length, 1, U.Slots)).Value;
            directions += direction * direction;
            weights += w[i] * w[i];
        }

        Floats shared = SharedMemory.Allocate<float>(2 * GpuDevice.GroupSize);
        shared[Group.IdxX] = weights;
        shared[GpuDevice.GroupSize + Group.IdxX] = directions;
        Group.Barrier();
        if (Group.IdxX < 2) { partials[(2 * Grid.IdxX) + Group.IdxX] = Sum(shared, Group.IdxX * GpuDevice.GroupSize); }
    }

    // One group for a parameter: how far it goes.
    internal static void FactorKernel<U>(Floats partials, Factors factors, Ints starts, Floats rules, Numbers numbers, Ints stop)
        where U : unmanaged, IScaledRule
    {
        if (stop[ParameterStore.StopAt] != 0 || numbers[0].Updates == 0f) { return; }
        float weights = 0f, directions = 0f;
        for (int i = starts[Grid.IdxX] + Group.IdxX; i < starts[Grid.IdxX + 1]; i += GpuDevice.GroupSize)
        {
            weights += partials[2 * i];
            directions += partials[(2 * i) + 1];
        }

        Floats shared = SharedMemory.Allocate<float>(2 * GpuDevice.GroupSize);
        shared[Group.IdxX] = weights;
        shared[GpuDevice.GroupSize + Group.IdxX] = directions;
        Group.Barrier();
        if (Group.IdxX != 0) { return; }
        ParameterFactors parameter = factors[Grid.IdxX];
        U rule = rules.Cast<U>()[0];
        parameter.Factor = rule.Factor(Sum(shared, 0), Sum(shared, GpuDevice.GroupSize), parameter.Values);
        factors[Grid.IdxX] = parameter;
    }

    // Of several places any: one is enough to say which parameter it was.
    private static void Note(Ints stop, int place) => stop[ParameterStore.FaultAt] = place;

    private static RealFloat Load(Floats slots, int i, int length, int slot, int count) =>
        slot < count ? new RealFloat(slots[i + (slot * length)]) : default;

    private static float Sum(Floats shared, int first)
    {
        float sum = 0f;
        for (int i = first; i < first + GpuDevice.GroupSize; i++) { sum += shared[i]; }
        return sum;
    }
}
