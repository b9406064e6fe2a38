using ILGPU.IR;
using ILGPU.IR.Rewriting;
using ILGPU.IR.Transformations;
using ILGPU.IR.Values;
using ILGPU.Util;

namespace ModelGen;

/// <summary>
/// Writes "a &lt;= b, or one is NaN" out in full. ILGPU turns comparisons round, and its OpenCL code then forgets what NaN leads to: of
/// <c>if (a &gt; b)</c> it makes a jump over the body where a &lt;= b, which NaN does not take.
/// </summary>
internal sealed class UnorderedComparisons : UnorderedTransformation
{
    private static readonly Rewriter s_rewriter = MakeRewriter();

    protected override bool PerformTransformation(Method.Builder builder) => s_rewriter.Rewrite(builder.SourceBlocks, builder);

    private static Rewriter MakeRewriter()
    {
        var rewriter = new Rewriter();
        // Of equal and unequal C says the right thing of NaN.
        rewriter.Add<CompareValue>(
            static compare => compare.IsUnsignedOrUnordered && compare.CompareType.IsFloat()
                && compare.Kind is not (CompareKind.Equal or CompareKind.NotEqual),
            WriteOut);
        return rewriter;
    }

    private static void WriteOut(RewriterContext context, CompareValue compare)
    {
        var block = context.Builder;
        Value ordered = block.CreateCompare(compare.Location, compare.Left, compare.Right, compare.Kind, CompareFlags.None);
        Value isNaN = block.CreateArithmetic(
            compare.Location, IsNaN(compare.Left), IsNaN(compare.Right), BinaryArithmeticKind.Or);
        context.ReplaceAndRemove(compare, block.CreateArithmetic(compare.Location, ordered, isNaN, BinaryArithmeticKind.Or));

        Value IsNaN(Value value) => block.CreateArithmetic(compare.Location, value, UnaryArithmeticKind.IsNaNF);
    }
}
