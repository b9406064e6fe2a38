using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelGen.Kernels;

namespace ModelGen;

// On the CPU. Sums of squares are added in double, piece by piece, so they do not depend on the number of threads.
public sealed unsafe partial class Updater
{
    private double* Partials => (double*)Marshal.UnsafeAddrOfPinnedArrayElement(_partials, 0);

    private ParameterFactors* CpuFactors => (ParameterFactors*)_factors!.Slice(0, _factors.Length).Pointer;

    private PlainTask<K, U> PlainTaskOf<K, U>(U rule) where K : struct, IPass<U> where U : unmanaged => new()
    {
        Rule = rule, Weights = Pointer(_store.ParameterArena), Gradients = Pointer(_store.GradientArena), Slots = Pointer(_slots),
        SlotLength = Length, End = Length, Faulty = _store.FaultyPlace,
    };

    private void CpuRunPlain<K, U>(U rule) where K : struct, IPass<U> where U : unmanaged
    {
        PlainTask<K, U> task = PlainTaskOf<K, U>(rule);
        foreach ((long First, long End) stretch in _stretches)
        {
            (task.First, task.End) = stretch;
            ParameterChunks.Run(_store.Device, ref task, task.End - task.First);
        }
    }

    private void CpuRun<K, U>(U rule, UpdateParts parts) where K : struct, IPass<U> where U : unmanaged
    {
        // Gradients that were only added up, before, change nothing more.
        if (_numbers.Updates == 0f && (parts & (UpdateParts.Accumulate | UpdateParts.Average)) == 0) { return; }
        PieceTask<K, U> task = TaskOf<K, U>(rule, parts);
        ParameterChunks.Run(_store.Device, ref task, Length, _pieces!.Count);
    }

    private void CpuMeasure<U>(U rule, UpdateParts parts) where U : unmanaged, IScaledRule
    {
        var task = new MeasureTask<U> { First = TaskOf<Plainly<U>, U>(rule, parts), Partials = Partials };
        ParameterChunks.Run(_store.Device, ref task, Length, _pieces!.Count);
        ParameterFactors* factors = CpuFactors;
        for (int p = 0; p < _pieces.Parameters; p++)
        {
            double weights = 0, directions = 0;
            for (int i = _pieces.Starts[p]; i < _pieces.Starts[p + 1]; i++)
            {
                weights += Partials[2 * i];
                directions += Partials[(2 * i) + 1];
            }

            factors[p].Factor = double.IsFinite(directions)
                ? rule.Factor((float)weights, (float)directions, factors[p].Values)
                : float.NaN;
        }
    }

    private void CpuPrepare()
    {
        bool norms = _setup.Clip is ClipKind.Norm or ClipKind.GlobalNorm && _numbers.Updates != 0f;
        if (!_setup.Accumulates && !norms) { return; }
        var task = new PrepareTask
        {
            Gradients = Pointer(_store.GradientArena), Sums = Pointer(_sums), Pieces = _pieces!.Pointer, Partials = norms ? Partials : null,
            Numbers = _numbers, Faulty = _store.FaultyPlace,
        };
        ParameterChunks.Run(_store.Device, ref task, Length, _pieces.Count);
        if (norms) { SetClipScales(); }
    }

    private void SetClipScales()
    {
        ParameterFactors* factors = CpuFactors;
        double all = 0;
        for (int p = 0; p < _pieces!.Parameters; p++)
        {
            double squares = 0;
            for (int i = _pieces.Starts[p]; i < _pieces.Starts[p + 1]; i++) { squares += Partials[2 * i]; }
            factors[p].Clip = ClipScale(squares);
            all += squares;
        }

        if (_setup.Clip != ClipKind.GlobalNorm) { return; }
        float scale = ClipScale(all);
        for (int p = 0; p < _pieces.Parameters; p++) { factors[p].Clip = scale; }
    }

    private PieceTask<K, U> TaskOf<K, U>(U rule, UpdateParts parts) where K : struct, IPass<U> where U : unmanaged => new()
    {
        Rule = rule, Parts = parts, Numbers = _numbers, Weights = Pointer(_store.ParameterArena), Gradients = Gradients.Pointer,
        Sums = Pointer(_sums), Averages = Pointer(_averages), Slots = Pointer(_slots), Length = Length, Factors = CpuFactors,
        Pieces = _pieces!.Pointer, Faulty = _store.FaultyPlace,
    };

    /// <summary>Gradients that are looked at together before they are used: they then lie in the L1 cache.</summary>
    private const int GuardedBlock = 512;

    // Of gradients of this size neither squares nor updates overflow. Others are taken one by one, and what is not finite then stays.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool AreTame(float* gradients, int count)
    {
        const float most = 1e18f;
        return Bounds.IndexOutside(new ReadOnlySpan<float>(gradients, count), -most, most) < 0;
    }

    private static float* Pointer(Arena? arena) => arena is null ? null : arena.Slice(0, arena.Length).Pointer;

    /// <summary>The sum of squares, in double.</summary>
    internal static double SumOfSquares(float* x, int count)
    {
        Vector<double> low = Vector<double>.Zero, high = low;
        int i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(Vector.Load(x + i), out Vector<double> l, out Vector<double> h);
            low += l * l;
            high += h * h;
        }

        double sum = Vector.Sum(low + high);
        for (; i < count; i++) { sum += (double)x[i] * x[i]; }
        return sum;
    }

    // A chunk of a stretch of the parameters, with nothing but the rule. What would not be finite stays as it is.
    private struct PlainTask<K, U> : ITask where K : struct, IPass<U> where U : unmanaged
    {
        public U Rule;
        public float* Weights, Gradients, Slots;
        public long SlotLength, First, End;
        public FaultyPlace Faulty;

        public readonly void Execute(int index)
        {
            long first = First + ((long)index * ParameterChunks.Size);
            Run(first, Gradients + first, (int)Math.Min(ParameterChunks.Size, End - first));
        }

        public static void RunStretch(void* task, long first, float* gradients, int count) =>
            ((PlainTask<K, U>*)task)->Run(first, gradients, count);

        private readonly void Run(long first, float* g, int count)
        {
            U rule = Rule;
            float* w = Weights + first;
            float* a = K.Slots > 0 ? Slots + first : null, b = K.Slots > 1 ? Slots + SlotLength + first : null,
                c = K.Slots > 2 ? Slots + (2 * SlotLength) + first : null;
            for (int start = 0, i = 0; start < count; start += GuardedBlock)
            {
                int end = Math.Min(start + GuardedBlock, count);
                if (!AreTame(g + start, end - start))
                {
                    OneByOne(first, g, start, end);
                    i = end;
                    continue;
                }

                for (; i <= end - RealVector.Width; i += RealVector.Width)
                {
                    TryAt<RealVector>(rule, w + i, g + i, a + i, b + i, c + i, isTame: true);
                }

                if (i < end) { i = Rest(rule, w, g, a, b, c, i, end); }
            }
        }

        // By itself: what it needs would otherwise be kept through the loop over vectors.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static int Rest(U rule, float* w, float* g, float* a, float* b, float* c, int i, int end)
        {
            for (; i < end; i++) { TryAt<RealFloat>(rule, w + i, g + i, a + i, b + i, c + i, isTame: true); }
            return i;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private readonly void OneByOne(long first, float* g, int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                float* slot = Slots + first + i;
                if (!TryAt<RealFloat>(
                    Rule, Weights + first + i, g + i, slot, slot + SlotLength, slot + (2 * SlotLength), isTame: false))
                {
                    Faulty.Note(first + i);
                }
            }
        }

        // What comes of tame gradients is not looked at.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static bool TryAt<R>(U rule, float* w, float* g, float* a, float* b, float* c, bool isTame) where R : struct, IReal<R>
        {
            R slotA = K.Slots > 0 ? R.Load(a) : default, slotB = K.Slots > 1 ? R.Load(b) : default,
                slotC = K.Slots > 2 ? R.Load(c) : default;
            R updated = K.Update(rule, R.Load(w), R.Load(g), default, ref slotA, ref slotB, ref slotC);
            if (!isTame && (!R.AllFinite(updated) || !R.AllFinite(slotA, slotB, slotC))) { return false; }
            if (K.Slots > 0) { slotA.Store(a); }
            if (K.Slots > 1) { slotB.Store(b); }
            if (K.Slots > 2) { slotC.Store(c); }
            updated.Store(w);
            return true;
        }
    }

    // A piece of a parameter, with all that belongs to an update.
    private struct PieceTask<K, U> : ITask where K : struct, IPass<U> where U : unmanaged
    {
        public U Rule;
        public UpdateParts Parts;
        public UpdateNumbers Numbers;
        public float* Weights, Gradients, Sums, Averages, Slots;
        public long Length;
        public ParameterFactors* Factors;
        public ParameterPiece* Pieces;
        public FaultyPlace Faulty;

        public readonly void Execute(int index)
        {
            ParameterPiece piece = Pieces[index];
            ParameterFactors factors = Factors[piece.Parameter];
            bool scalesAreFinite = float.IsFinite(factors.Clip) && float.IsFinite(factors.Factor);
            for (int start = piece.First, i = start, last = start + piece.Count; start < last; start += GuardedBlock)
            {
                int end = Math.Min(start + GuardedBlock, last);
                if (!scalesAreFinite || !AreTame(Gradients + start, end - start))
                {
                    OneByOne(factors, start, end);
                    i = end;
                    continue;
                }

                for (; i <= end - RealVector.Width; i += RealVector.Width) { TryAt<RealVector>(factors, i, isTame: true); }
                for (; i < end; i++) { TryAt<RealFloat>(factors, i, isTame: true); }
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private readonly void OneByOne(ParameterFactors factors, int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                if (TryAt<RealFloat>(factors, i, isTame: false)) { continue; }
                Faulty.Note(i);

                // The sum of gradients has been used up all the same.
                if ((Parts & (UpdateParts.Accumulate | UpdateParts.Forget)) != 0 && Numbers.Updates != 0f) { Sums[i] = 0f; }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly bool TryAt<R>(ParameterFactors factors, long i, bool isTame) where R : struct, IReal<R>
        {
            bool sums = (Parts & UpdateParts.Accumulate) != 0, averages = (Parts & UpdateParts.Average) != 0;
            R w = R.Load(Weights + i), g = R.Load(Gradients + i), sum = sums ? R.Load(Sums + i) : default,
                average = averages ? R.Load(Averages + i) : default;
            R a = K.Slots > 0 ? R.Load(Slots + i) : default, b = K.Slots > 1 ? R.Load(Slots + Length + i) : default,
                c = K.Slots > 2 ? R.Load(Slots + (2 * Length) + i) : default;
            UpdatePlace.Update<K, U, R>(Rule, Parts, Numbers, factors, g, ref w, ref sum, ref average, ref a, ref b, ref c);
            if (!isTame && (!R.AllFinite(w, a, b) || !R.AllFinite(c, sum, average))) { return false; }
            if (K.Slots > 0) { a.Store(Slots + i); }
            if (K.Slots > 1) { b.Store(Slots + Length + i); }
            if (K.Slots > 2) { c.Store(Slots + (2 * Length) + i); }
            if (sums || ((Parts & UpdateParts.Forget) != 0 && Numbers.Updates != 0f)) { sum.Store(Sums + i); }
            if (averages) { average.Store(Averages + i); }
            w.Store(Weights + i);
            return true;
        }
    }

    // A piece: the first half of a scaled rule, then the sums of squares while it is in the cache.
    private struct MeasureTask<U> : ITask where U : unmanaged, IScaledRule
    {
        private const int Part = 512;

        public PieceTask<Plainly<U>, U> First;
        public double* Partials;

        public readonly void Execute(int index)
        {
            First.Execute(index);
            ParameterPiece piece = First.Pieces[index];
            float scale = First.Factors[piece.Parameter].Clip;
            float* directions = stackalloc float[Part];
            double sum = 0;
            for (int start = piece.First; start < piece.First + piece.Count; start += Part)
            {
                int count = Math.Min(Part, piece.First + piece.Count - start), i = 0;
                for (; i <= count - RealVector.Width; i += RealVector.Width) { At<RealVector>(directions + i, start + i, scale); }
                for (; i < count; i++) { At<RealFloat>(directions + i, start + i, scale); }
                sum += SumOfSquares(directions, count);
            }

            Partials[2 * index] = SumOfSquares(First.Weights + piece.First, piece.Count);
            Partials[(2 * index) + 1] = sum;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void At<R>(float* direction, long i, float scale) where R : struct, IReal<R>
        {
            R a = U.Slots > 0 ? R.Load(First.Slots + i) : default, b = U.Slots > 1 ? R.Load(First.Slots + First.Length + i) : default;
            U rule = First.Rule;
            rule.Direction(UpdatePlace.Clip(First.Parts, First.Numbers, R.Load(First.Gradients + i), scale), a, b).Store(direction);
        }
    }

    // A piece: the mean of the gradients where they are added up, and its sum of squares.
    private struct PrepareTask : ITask
    {
        public float* Gradients, Sums;
        public ParameterPiece* Pieces;
        public double* Partials;
        public UpdateNumbers Numbers;
        public FaultyPlace Faulty;

        public readonly void Execute(int index)
        {
            ParameterPiece piece = Pieces[index];
            int i = piece.First, end = piece.First + piece.Count;
            if (Sums != null)
            {
                for (; i <= end - RealVector.Width; i += RealVector.Width)
                {
                    if (!TryAdd<RealVector>(i)) { OneByOne(i, i + RealVector.Width); }
                }

                OneByOne(i, end);
            }

            if (Partials != null) { Partials[2 * index] = SumOfSquares((Sums != null ? Sums : Gradients) + piece.First, piece.Count); }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private readonly void OneByOne(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                if (!TryAdd<RealFloat>(i)) { Faulty.Note(i); }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly bool TryAdd<R>(long i) where R : struct, IReal<R>
        {
            R sum = R.Load(Sums + i) + R.Load(Gradients + i);
            if (!R.AllFinite(sum)) { return false; }
            (Numbers.Updates != 0f ? sum / Numbers.Gradients : sum).Store(Sums + i);
            return true;
        }
    }
}
