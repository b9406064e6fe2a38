using System.Reflection;
using Xunit;

namespace ModelGen.Tests;

/// <summary>Every loss against the numbers of Keras, and every name by which Keras knows it.</summary>
public class KerasLossTests
{
    public static TheoryData<string> Lines => [.. KerasLosses.All.Select(value => value.ToString())];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_loss_gives_the_number_of_Keras(string line) => KerasLosses.All.Single(value => value.ToString() == line).Check();

    [Fact]
    public void Every_loss_is_in_the_list_and_has_a_default_and_a_function()
    {
        string[] losses = [.. typeof(Loss).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Loss)) && !type.IsAssignableTo(typeof(OwnLoss)))
            .Select(type => type.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(19, losses.Length);
        Assert.Equal(losses, KerasLosses.All.Select(value => value.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(losses,
            typeof(Loss).GetProperties(BindingFlags.Static | BindingFlags.Public).Select(property => property.Name)
                .Order(StringComparer.Ordinal));
        Assert.Equal(losses,
            typeof(Losses).GetMethods(BindingFlags.Static | BindingFlags.Public).Select(method => method.Name).Distinct()
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("bce", "BCE", "binary_crossentropy", "BinaryCrossentropy")]
    [InlineData("binary_focal_crossentropy", "BinaryFocalCrossentropy")]
    [InlineData("categorical_crossentropy", "CategoricalCrossentropy")]
    [InlineData("categorical_focal_crossentropy", "CategoricalFocalCrossentropy")]
    [InlineData("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy")]
    [InlineData("kld", "KLD", "kl_divergence", "KLDivergence")]
    [InlineData("mae", "MAE", "mean_absolute_error", "MeanAbsoluteError")]
    [InlineData("mse", "MSE", "mean_squared_error", "MeanSquaredError")]
    [InlineData("mape", "MAPE", "mean_absolute_percentage_error", "MeanAbsolutePercentageError")]
    [InlineData("msle", "MSLE", "mean_squared_logarithmic_error", "MeanSquaredLogarithmicError")]
    [InlineData("poisson", "Poisson")]
    [InlineData("huber", "Huber")]
    [InlineData("log_cosh", "LogCosh")]
    [InlineData("hinge", "Hinge")]
    [InlineData("squared_hinge", "SquaredHinge")]
    [InlineData("categorical_hinge", "CategoricalHinge")]
    [InlineData("cosine_similarity", "CosineSimilarity")]
    [InlineData("dice", "Dice")]
    [InlineData("tversky", "Tversky")]
    public void Strings_are_resolved_as_in_Keras(params string[] names) =>
        Assert.All(names, name => Assert.Equal(names[^1], ((Loss)name).GetType().Name));

    [Theory]
    [InlineData("hubert", "There is no loss \"hubert\". Did you mean \"huber\"")]
    [InlineData("mean_square_error", "There is no loss \"mean_square_error\". Did you mean \"mean_squared_error\"")]
    [InlineData("Bce", "There is no loss \"Bce\". Did you mean \"bce\"")]
    [InlineData("frobnicate", "There is no loss \"frobnicate\". Known names: \"binary_crossentropy\"")]
    public void A_wrong_string_lists_near_names(string name, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => (Loss)name).Message);

    [Fact]
    public void Defaults_are_those_of_Keras()
    {
        Assert.Equal(1.0, Loss.Huber.Delta);
        Assert.Equal("huber_loss", Loss.Huber.Name);
        Assert.Equal((false, .25, 2.0, false, 0, -1),
            (Loss.BinaryFocalCrossentropy.ApplyClassBalancing, Loss.BinaryFocalCrossentropy.Alpha, Loss.BinaryFocalCrossentropy.Gamma,
            Loss.BinaryFocalCrossentropy.FromLogits, Loss.BinaryFocalCrossentropy.LabelSmoothing, Loss.BinaryFocalCrossentropy.Axis));
        Assert.Equal((.25, 2.0), (Loss.CategoricalFocalCrossentropy.Alpha, Loss.CategoricalFocalCrossentropy.Gamma));
        Assert.Equal((.5, .5), (Loss.Tversky.Alpha, Loss.Tversky.Beta));
        Assert.Null(Loss.Tversky.Axis);
        Assert.Null(Loss.Dice.Axis);
        Assert.Null(Loss.SparseCategoricalCrossentropy.IgnoreClass);
        Assert.All(typeof(Loss).GetProperties(BindingFlags.Static | BindingFlags.Public), property =>
            Assert.Equal(Reduction.SumOverBatchSize, ((Loss)property.GetValue(null)!).Reduction));
    }
}
