using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelGen.Kernels;

namespace ModelGen;

// On the CPU: rows with the columns' partial sums, then columns and the mean of the rows, then the velocity.
// Sums are double and in the order of the blocks.
internal sealed unsafe partial class AdafactorStatistics
{
    private void CpuUpdate(Adafactor.Rule rule)
    {
        long length = _store.TrainableLength;
        for (int p = 0; p < _updates.Length; p++) { _updates[p] = _store.Mask.Updates(p); }
        var task = new StatisticsTask
        {
            Rule = rule,
            Parts = _updater.Parts,
            Numbers = _updater.Numbers,
            Gradients = _updater.Gradients.Pointer,
            Velocities = _updater.Slot(0).Pointer,
            Factors = (ParameterFactors*)_updater.Factors.Pointer,
            Kept = Kept.Slice(0, Kept.Length).Pointer,
            Means = _means.Slice(0, _means.Length).Pointer,
            Matrices = Address(_matrices),
            Blocks = Address(_blocks),
            Partials = Address(_partials),
            Updates = Address(_updates),
        };
        for (task.Pass = Pass.Rows; task.Pass <= Pass.Velocities; task.Pass++)
        {
            ParameterChunks.Run(_store.Device, ref task, length, task.Pass == Pass.Columns ? _matrices.Length : _blocks.Length);
        }
    }

    private static T* Address<T>(T[] pinned) where T : unmanaged =>
        pinned.Length == 0 ? null : (T*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    private enum Pass
    {
        Rows,
        Columns,
        Velocities,
    }

    private struct StatisticsTask : ITask
    {
        private const int Part = 512;

        public Pass Pass;
        public Adafactor.Rule Rule;
        public UpdateParts Parts;
        public UpdateNumbers Numbers;
        public float* Gradients, Velocities, Kept, Means;
        public ParameterFactors* Factors;
        public FactoredMatrix* Matrices;
        public FactoredBlock* Blocks;
        public double* Partials;
        public bool* Updates;

        public readonly void Execute(int index)
        {
            if (!Updates[Pass == Pass.Columns ? Matrices[index].Parameter : Blocks[index].Parameter]) { return; }
            if (Pass == Pass.Columns) { Columns(Matrices + index, index); }
            else if (Blocks[index].Matrix < 0)
            {
                if (Pass == Pass.Velocities) { Line(Blocks + index); }
            }
            else if (Pass == Pass.Rows) { Rows(Blocks + index, Matrices + Blocks[index].Matrix); }
            else { Velocity(Blocks + index, Matrices + Blocks[index].Matrix); }
        }

        private readonly void Rows(FactoredBlock* block, FactoredMatrix* matrix)
        {
            int columns = matrix->Columns;
            double* sums = Partials + block->Partials;
            float* squares = stackalloc float[Part];
            new Span<double>(sums, columns).Clear();
            for (int row = block->First; row < block->First + block->Count; row++)
            {
                double sum = 0;
                for (int panel = 0; panel < columns; panel += matrix->PanelWidth)
                {
                    int width = Math.Min(matrix->PanelWidth, columns - panel);
                    for (int first = 0; first < width; first += Part)
                    {
                        int count = Math.Min(Part, width - first);
                        Squares(squares, matrix->Place(row, panel, width) + first, count, Factors[block->Parameter].Clip);
                        sum += Add(squares, sums + panel + first, count);
                    }
                }

                Renew(Kept + matrix->RowMeans + row, sum / columns);
            }
        }

        private readonly void Columns(FactoredMatrix* matrix, int index)
        {
            for (int column = 0; column < matrix->Columns; column++)
            {
                double sum = 0;
                for (int i = matrix->FirstBlock; i < matrix->FirstBlock + matrix->Blocks; i++)
                {
                    sum += Partials[Blocks[i].Partials + column];
                }
                Renew(Kept + matrix->ColumnMeans + column, sum / matrix->Rows);
            }

            double rows = 0;
            for (int row = 0; row < matrix->Rows; row++) { rows += Kept[matrix->RowMeans + row]; }
            Means[index] = (float)(rows / matrix->Rows);
        }

        private readonly void Velocity(FactoredBlock* block, FactoredMatrix* matrix)
        {
            float* columns = Kept + matrix->ColumnMeans;
            for (int row = block->First; row < block->First + block->Count; row++)
            {
                float share = RealFloat.Ratio(Kept[matrix->RowMeans + row], Means[block->Matrix]).Value;
                for (int panel = 0; panel < matrix->Columns; panel += matrix->PanelWidth)
                {
                    int width = Math.Min(matrix->PanelWidth, matrix->Columns - panel), i = 0;
                    float* v = Velocities + matrix->Place(row, panel, width), means = columns + panel;
                    for (; i <= width - RealVector.Width; i += RealVector.Width) { (share * RealVector.Load(means + i)).Store(v + i); }
                    for (; i < width; i++) { v[i] = share * means[i]; }
                }
            }
        }

        private readonly void Line(FactoredBlock* block)
        {
            float* squares = stackalloc float[Part];
            for (int first = block->First; first < block->First + block->Count; first += Part)
            {
                int count = Math.Min(Part, block->First + block->Count - first), i = 0;
                Squares(squares, first, count, Factors[block->Parameter].Clip);
                for (; i <= count - RealVector.Width; i += RealVector.Width)
                {
                    Renewed<RealVector>(Velocities + first + i, squares + i).Store(Velocities + first + i);
                }
                for (; i < count; i++) { Renewed<RealFloat>(Velocities + first + i, squares + i).Store(Velocities + first + i); }
            }
        }

        // What would not be finite stays as it is.
        private readonly void Renew(float* mean, double fresh)
        {
            float renewed = (Rule.Beta2 * *mean) + (Rule.Gain2 * (float)fresh);
            if (float.IsFinite(renewed)) { *mean = renewed; }
        }

        private readonly R Renewed<R>(float* mean, float* fresh) where R : struct, IReal<R>
        {
            R renewed = (Rule.Beta2 * R.Load(mean)) + (Rule.Gain2 * R.Load(fresh));
            return R.IfBelow(R.Abs(renewed), float.PositiveInfinity, renewed, R.Load(mean));
        }

        /// <summary>The squares of clipped gradients, with epsilon.</summary>
        private readonly void Squares(float* squares, long first, int count, float scale)
        {
            int i = 0;
            for (; i <= count - RealVector.Width; i += RealVector.Width)
            {
                Square<RealVector>(Gradients + first + i, scale).Store(squares + i);
            }
            for (; i < count; i++) { Square<RealFloat>(Gradients + first + i, scale).Store(squares + i); }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly R Square<R>(float* gradient, float scale) where R : struct, IReal<R>
        {
            R g = UpdatePlace.Clip(Parts, Numbers, R.Load(gradient), scale);
            return (g * g) + Rule.Epsilon1;
        }

        /// <summary>Adds each value to its sum, and gives the sum of all.</summary>
        private static double Add(float* values, double* sums, int count)
        {
            int half = Vector<double>.Count, i = 0;
            Vector<double> all = Vector<double>.Zero;
            for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(Vector.Load(values + i), out Vector<double> low, out Vector<double> high);
                Vector.Store(Vector.Load(sums + i) + low, sums + i);
                Vector.Store(Vector.Load(sums + i + half) + high, sums + i + half);
                all += low + high;
            }

            double sum = Vector.Sum(all);
            for (; i < count; i++)
            {
                sums[i] += values[i];
                sum += values[i];
            }

            return sum;
        }
    }
}
