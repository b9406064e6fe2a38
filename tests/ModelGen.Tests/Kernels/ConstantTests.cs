using CsCheck;
using ModelGen.Kernels;
using Xunit;

namespace ModelGen.Tests;

public class ConstantTests
{
    [Fact]
    public void Quotients_and_remainders_are_those_of_the_language() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.OneOf(Gen.Int[1, 40], Gen.Int[1, 100_000], Gen.Int[1, int.MaxValue]))
            .Sample((number, divisor) =>
        {
            Assert.Equal(number / divisor, Constant.Quotient(number, divisor));
            Assert.Equal(number % divisor, Constant.Remainder(number, divisor));
        });

    [Fact]
    public void Numbers_around_multiples_are_divided_exactly()
    {
        for (int divisor = 1; divisor < 3_000; divisor++)
        {
            for (int times = int.MaxValue / divisor; times > 0; times = times / 3)
            {
                int multiple = divisor * times;
                Assert.Equal(times, Constant.Quotient(multiple, divisor));
                Assert.Equal(times - 1, Constant.Quotient(multiple - 1, divisor));
            }
        }
    }

    [Fact]
    public void A_negative_number_gives_nothing_that_is_an_index() =>
        Gen.Select(Gen.Int[int.MinValue, -1], Gen.Int[1, 1_000])
            .Sample((number, divisor) => Assert.True((uint)Constant.Quotient(number, divisor) > 1_000_000));
}
