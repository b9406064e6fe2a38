using System.Numerics.Tensors;
using ModelGen.Data;
using Xunit;
using Numeric = System.Numerics.Tensors.Tensor;

namespace ModelGen.Tests;

/// <summary>What a user types: names, strings, arrays, and the errors that say what to write instead.</summary>
public class MetricTests
{
    [Theory]
    [InlineData("mse", typeof(Metrics.MeanSquaredError))]
    [InlineData("MSE", typeof(Metrics.MeanSquaredError))]
    [InlineData("MeanSquaredError", typeof(Metrics.MeanSquaredError))]
    [InlineData("root_mean_squared_error", typeof(Metrics.RootMeanSquaredError))]
    [InlineData("AUC", typeof(Metrics.AUC))]
    [InlineData("f1_score", typeof(Metrics.F1Score))]
    [InlineData("FBetaScore", typeof(Metrics.FBetaScore))]
    [InlineData("binary_io_u", typeof(Metrics.BinaryIoU))]
    [InlineData("sparse_top_k_categorical_accuracy", typeof(Metrics.SparseTopKCategoricalAccuracy))]
    [InlineData("R2Score", typeof(Metrics.R2Score))]
    public void A_string_stands_for_a_metric_and_is_its_name(string name, Type type)
    {
        Metric metric = name;
        Assert.Equal(name, metric.Name);
        Assert.IsType(type, metric);
    }

    [Fact]
    public void A_wrong_string_lists_near_names_and_one_that_needs_arguments_says_which()
    {
        Assert.StartsWith("There is no metric \"precisoin\". Did you mean \"precision\"? Known names: \"accuracy\", \"acc\", ",
            Assert.Throws<ArgumentException>(() => (Metric)"precisoin").Message);
        Assert.StartsWith(
            "The metric \"mean_io_u\" cannot do without arguments. Write new Metrics.MeanIoU(numClasses: 2).",
            Assert.Throws<ArgumentException>(() => (Metric)"mean_io_u").Message);
    }

    [Fact]
    public void Every_class_but_those_that_need_arguments_has_its_name_as_a_string()
    {
        foreach (Type type in typeof(Metrics).GetNestedTypes()
            .Where(type => type.IsSubclassOf(typeof(Metric)) && !type.IsAbstract && type != typeof(Metrics.Accuracy)))
        {
            bool needsArguments = type.GetConstructors().All(c => c.GetParameters().Any(p => !p.IsOptional));
            if (needsArguments)
            {
                Assert.Contains("cannot do without arguments", Assert.Throws<ArgumentException>(() => (Metric)type.Name).Message);
            }
            else { Assert.IsType(type, (Metric)type.Name); }
        }
    }

    [Fact]
    public void Unnamed_metrics_are_numbered_where_Keras_numbers_them_and_taken_names_become_weighted()
    {
        MetricSet set = MetricSet.Of([new Metrics.AUC(), new Metrics.AUC(), "accuracy", new Metrics.Precision(),
            new Metrics.AUC(name: "area")], ["accuracy", new Metrics.AUC(), "mse"]);
        Assert.Equal(["auc", "auc_1", "accuracy", "precision", "area", "weighted_accuracy", "auc_2", "mse"], set.Names);
        Assert.Equal(5, set.Unweighted);
        Assert.Equal(
            "Two metrics have the same name: mean_squared_error, mean_squared_error. Give one another, as in new Metrics.AUC(name: "
                + "\"area\"). (Parameter 'metrics')",
            Assert.Throws<ArgumentException>(() => MetricSet.Of([new Metrics.MeanSquaredError(), new Metrics.MeanSquaredError()], []))
                .Message);
        Assert.StartsWith("A metric is called loss, which is the name of the loss in the history.",
            Assert.Throws<ArgumentException>(() => MetricSet.Of([new Metrics.AUC(name: "loss")], [])).Message);
    }

    [Fact]
    public void Accuracies_are_better_when_higher_and_errors_when_lower()
    {
        MetricSet set = MetricSet.Of(["accuracy", "mse", new Metrics.F1Score(), new Metrics.FalsePositives()], []);
        Assert.True(set.HigherIsBetter("val_accuracy"));
        Assert.False(set.HigherIsBetter("mse"));
        Assert.True(set.HigherIsBetter("val_f1_score[2]"));
        Assert.False(set.HigherIsBetter("false_positives"));
        Assert.False(set.HigherIsBetter("val_loss"));
        Assert.Null(set.HigherIsBetter("nothing"));
    }

    [Fact]
    public void A_metric_by_itself_measures_arrays_tensors_and_class_indices()
    {
        var recall = new Metrics.Recall();
        Assert.Equal(0, recall.Result());
        recall.UpdateState([0f, 1, 1], [.1f, .2f, .9f]);
        Assert.Equal(0.5, recall.Result());
        recall.UpdateState([1, 1], [.8f, .7f], sampleWeight: [3, 3]);
        Assert.Equal(7.0 / 8, recall.Result());
        recall.ResetState();
        Assert.Equal(0, recall.Result());

        Metric accuracy = Metric.Accuracy;
        accuracy.UpdateState([0, 1], new[,] { { .6f, .3f, .1f }, { .2f, .3f, .5f } });
        accuracy.UpdateState(new[,] { { 0f, 0, 1 } }, new[,] { { .1f, .2f, .7f } });
        Assert.Equal(2.0 / 3, accuracy.Result(), 1e-12);

        var tensors = new Metrics.MeanSquaredError();
        tensors.UpdateState(Numeric.Create<float>([0, 1, 2, 3, 4, 5, 6, 7], [2, 2, 2]),
            Numeric.Create<float>([1, 1, 2, 3, 4, 5, 6, 9], [2, 2, 2]));
        Assert.Equal((1.0 + 4) / 8, tensors.Result(), 1e-7);
        tensors.ResetState();
        Metric sparse = Metric.Accuracy;
        sparse.UpdateState([1, 0, 0, 1], Numeric.Create<float>([0, 1, 2, 3, 4, 5, 6, 7], [2, 2, 2]));
        Assert.Equal(0.5, sparse.Result());
    }

    [Fact]
    public void A_loss_is_watched_by_itself_too()
    {
        Metric huber = new Huber(delta: 0.5), focal = new BinaryFocalCrossentropy();
        huber.UpdateState(new float[,] { { 0, 1 }, { 2, 3 } }, new[,] { { 1, 1.5f }, { 1, .25f } });
        Assert.Equal(0.53125, huber.Result(), 1e-7);         // Keras's Huber(.5)
        focal.UpdateState(new float[,] { { 0, 1 }, { 0, 0 } }, new[,] { { .6f, .4f }, { .4f, .6f } });
        Assert.Equal(0.26783153, focal.Result(), 1e-6);      // Keras's BinaryFocalCrossentropy
        Assert.Equal(("huber_loss", false), (huber.Name, huber.HigherIsBetter));
        Says<ArgumentException>(
            "A loss that is watched as a metric is the mean over all rows, but this sparse_categorical_crossentropy ignores label 2.",
            () => { Metric _ = new SparseCategoricalCrossentropy(ignoreClass: 2); });
    }

    [Fact]
    public void A_confusion_matrix_says_which_class_is_taken_for_which()
    {
        var matrix = new Metrics.ConfusionMatrix();
        Assert.Empty(matrix.Matrix);
        matrix.UpdateState([0, 1, 2, 1], new[,] { { .6f, .3f, .1f }, { .2f, .3f, .5f }, { .1f, .2f, .7f }, { .1f, .8f, .1f } });
        Assert.Equal(new double[,] { { 1, 0, 0 }, { 0, 1, 1 }, { 0, 0, 1 } }, matrix.Matrix);
    }

    [Fact]
    public void Arrays_that_do_not_fit_say_what_is_needed()
    {
        var metric = new Metrics.BinaryAccuracy();
        Says<ArgumentException>("yPred has 2 samples, which need 2 values in yTrue, but 3 are given.",
            () => metric.UpdateState([1f, 2, 3], [1f, 2]));
        Says<ArgumentException>("There are 3 sample weights for 2 samples; give one for each sample.",
            () => metric.UpdateState([1f, 2], [1f, 2], [1, 1, 1]));
        Says<ArgumentException>("A sample weight is NaN; weights are finite numbers, and 0 leaves a sample out.",
            () => metric.UpdateState([1f, 2], [1f, 2], [1, float.NaN]));
        metric.UpdateState([1f, 0], [1f, 0]);
        Says<ArgumentException>("A sample of yPred is (2), but those before were (1). Call ResetState() first.",
            () => metric.UpdateState(new float[1, 2], new float[1, 2]));
        Says<ArgumentException>("yTrue is 1 x 2, but yPred is 1 x 3; both need the same shape.",
            () => metric.UpdateState(new float[1, 2], new float[1, 3]));
        Says<ArgumentOutOfRangeException>("A label is 3, but yPred has 3 classes, so labels are 0 to 2.",
            () => Metric.Accuracy.UpdateState([3], new float[1, 3]));
        var scores = new Metrics.F1Score();
        scores.UpdateState([1], new float[1, 3]);
        Says<InvalidOperationException>("The metric f1_score has 3 results, one for each class or threshold. Read Results().",
            () => scores.Result());
        Says<InvalidOperationException>(
            "The metric mean_io_u counts 2 classes, so labels and predictions are 0 to 1, but one of them is not. Give it a larger "
                + "numClasses, or correct the labels.",
            () => new Metrics.MeanIoU(2).UpdateState([0f, 2], [0f, 1]));
    }

    public static TheoryData<Metric, int, Activation, bool, string> Misfits => new()
    {
        { new Metrics.F1Score(), 1, Activation.Sigmoid, true,
            "Metrics.F1Score without a threshold takes the largest of several outputs for the prediction, but layer 1 (Dense) gives 1 "
                + "value. Write new Metrics.F1Score(threshold: 0.5)." },
        { new Metrics.TopKCategoricalAccuracy(), 3, Activation.Softmax, true,
            "Metrics.TopKCategoricalAccuracy has k 5, but layer 1 (Dense) gives 3 classes. Use at most 3." },
        { new Metrics.Precision(topK: 4), 3, Activation.Softmax, true,
            "Metrics.Precision has topK 4, but layer 1 (Dense) gives 3 classes. Use at most 3." },
        { new Metrics.Recall(classId: 3), 3, Activation.Softmax, true,
            "Metrics.Recall has classId 3, but layer 1 (Dense) gives 3 classes. Use 0 to 2." },
        { new Metrics.SparseCategoricalAccuracy(), 3, Activation.Softmax, false,
            "Metrics.SparseCategoricalAccuracy needs class indices, but the labels are dense targets. Use Metrics.CategoricalAccuracy, "
                + "which takes both." },
        { new Metrics.BinaryAccuracy(), 3, Activation.Sigmoid, true,
            "Metrics.BinaryAccuracy compares each of the 3 outputs of layer 1 (Dense) with a target, but the labels are class indices. "
                + "Give dense targets, or use Metric.Accuracy." },
        { new Metrics.CategoricalAccuracy(), 1, Activation.Sigmoid, false,
            "Metrics.CategoricalAccuracy needs at least 2 classes, but layer 1 (Dense) gives 1 value. Use Metric.Accuracy or "
                + "Metrics.BinaryAccuracy here, or give it one unit for each class." },
        { new Metrics.Accuracy(), 3, Activation.Softmax, false,
            "Metrics.Accuracy asks whether outputs equal their targets, but layer 1 (Dense) ends in Softmax, and probabilities hardly ever "
                + "do. Use Metric.Accuracy." },
        { new Metrics.MeanIoU(3), 3, Activation.Softmax, true,
            "Metrics.MeanIoU takes each output for a class, but layer 1 (Dense) ends in Softmax. Write new Metrics.MeanIoU(..., "
                + "sparseYPred: false), which takes the largest output of each row." },
        { new Metrics.OneHotMeanIoU(2), 3, Activation.Softmax, true,
            "Metrics.OneHotMeanIoU has numClasses 2, but layer 1 (Dense) gives 3 classes. Write numClasses: 3." },
        { new Metrics.ConfusionMatrix(2), 3, Activation.Softmax, true,
            "Metrics.ConfusionMatrix has numClasses 2, but layer 1 (Dense) gives 3 classes. Leave it out, or write 3." },
        { new Metrics.AUC(fromLogits: true), 1, Activation.Sigmoid, false,
            "Metrics.AUC with fromLogits needs logits, but layer 1 (Dense) ends in Sigmoid. Leave fromLogits out here, or use "
                + "Activation.Linear there." },
        { new Metrics.AUC(), 1, Activation.Tanh, false,
            "Metrics.AUC needs probabilities, but layer 1 (Dense) ends in Tanh, which gives -1 to 1. Use Activation.Sigmoid there, or "
                + "Activation.Linear and fromLogits: true here." },
        { new Metrics.PearsonCorrelation(), 1, Activation.Linear, false,
            "Metrics.PearsonCorrelation correlates the outputs of a row with their targets, but layer 1 (Dense) gives 1 value. Use "
                + "Metrics.R2Score, which compares samples." },
        { new Metrics.R2Score(), 3, Activation.Linear, true,
            "Metrics.R2Score compares each of the 3 outputs of layer 1 (Dense) with a target, but the labels are class indices. Give dense "
                + "targets, or use Metric.Accuracy." },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_metric_that_makes_no_sense_says_what_to_write(Metric metric, int units, Activation activation, bool classes,
        string message) =>
        Says<InvalidOperationException>(message, () => metric.Check(new([units], activation, "layer 1 (Dense)"), classes));

    [Fact]
    public void Arguments_outside_their_ranges_say_which()
    {
        Says<ArgumentOutOfRangeException>("threshold is 1.5; it must be from 0 to 1.", () => new Metrics.BinaryAccuracy(1.5));
        Says<ArgumentOutOfRangeException>("numThresholds is 1; it must be from 2 to 1000000.", () => new Metrics.AUC(numThresholds: 1));
        Says<ArgumentOutOfRangeException>("specificity is 2; it must be from 0 to 1.", () => new Metrics.SensitivityAtSpecificity(2));
        Says<ArgumentOutOfRangeException>("A target class is 2; with 2 classes it must be from 0 to 1.", () => new Metrics.IoU(2, [2]));
        Says<ArgumentOutOfRangeException>("numClasses is 5,000; it must be from 1 to 4,096.", () => new Metrics.MeanIoU(5_000));
        Says<ArgumentOutOfRangeException>("beta is 0; it must be above 0 and finite.", () => new Metrics.FBetaScore(beta: 0));
        Says<ArgumentException>("The list of thresholds is empty; leave it out or give at least one.",
            () => new Metrics.Precision(thresholds: []));
        Says<ArgumentException>("The name of a metric is empty; leave it out or give one.", () => new Metrics.AUC(name: ""));
        Says<ArgumentException>("The state of the metric auc is 402 numbers, but 3 are given",
            () => new MetricState(new Metrics.AUC(), new([1], Activation.Sigmoid, "")).Import([1, 2, 3]));
    }

    private static void Says<T>(string message, Action act) where T : Exception =>
        Assert.StartsWith(message, Assert.Throws<T>(act).Message);
}
