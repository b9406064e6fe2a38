using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Generators.Layers;

namespace ModelGen.Generators.Diagnostics;

/// <summary>The table of findings. A message says which layer, what arrives, what is needed, and what to write instead.</summary>
internal static class Rules
{
    private const string Declaration = "ModelGen.Declaration";
    private const string Shapes = "ModelGen.Shapes";
    private const string Advice = "ModelGen.Advice";
    private const string Use = "ModelGen.Use";
    private const string Budget = "ModelGen.Budget";
    private const string Forward = "ModelGen.Forward";

    public static readonly DiagnosticDescriptor[] All =
    [
        Rule(RuleIds.NotPartial, Declaration, "A model must be partial",
            "{0} must be partial, so that its other half can be generated. Write partial class {0}."),
        Rule(RuleIds.ContainerNotPartial, Declaration, "A type around a model must be partial",
            "{0} lies in {1}, which must be partial too. Write partial before {1}."),
        Rule(RuleIds.NoInput, Declaration, "A model needs an input",
            "{0} has layers but no [Input]. Write the shape of one sample first: [Input({1})], say."),
        Rule(RuleIds.UnreadInput, Declaration, "Nobody reads an input", "{0}: nobody reads it. {1}, or leave it out."),
        Rule(RuleIds.InputNotFirst, Declaration, "The input comes first",
            "[Input] stands after a layer. Layers apply in the order in which they are written: write [Input] first."),
        Rule(RuleIds.SpreadDeclaration, Declaration, "Layers are spread over declarations",
            "The layers of {0} stand on several of its partial declarations, which have no order among them. Write all of them on one."),
        Rule(RuleIds.OtherBaseClass, Declaration, "A model derives from Model",
            "{0} derives from {1}, but the generated half derives from ModelGen.Model. Leave the base class out."),
        Rule(RuleIds.PrimaryConstructor, Declaration, "A model has no primary constructor",
            "{0} has a primary constructor, but the generated half brings {0}(Device? device, int? seed). Write an ordinary constructor "
                + "that calls : this(device, seed)."),
        Rule(RuleIds.ConstructorDoesNotChain, Declaration, "A model's constructor calls the generated one",
            "This constructor of {0} does not call the generated one. Write : this(device, seed), or : this(), after its parameters."),
        Rule(RuleIds.GeneratedNameTaken, Declaration, "A member has a generated name",
            "{0} {1}, which is the name of a generated member. Rename it."),
        Rule(RuleIds.NotAPlainClass, Declaration, "A model is a plain class",
            "{0} is {1}, but a model must be a plain partial class. Write partial class {0}."),
        Rule(RuleIds.LanguageVersion, Declaration, "C# 12 is needed",
            "The code generated for {0} needs C# 12, but this project uses C# {1}. Write <LangVersion>12</LangVersion> or higher in the "
                + "project file."),
        Rule(RuleIds.DuplicateName, Declaration, "Two layers have one name",
            "{0}: the name {1} is taken by {2}. Write {3}, or leave it out."),
        Rule(RuleIds.IllegalName, Declaration, "A name has other characters than letters, digits and underscores",
            "\"{0}\" cannot be a name: parameters and files are called by it. Use letters, digits and underscores."),
        Rule(RuleIds.NoLayers, Declaration, "A model needs a layer",
            "{0} has an input and no layers. Add one: [Dense(10, Activation.Softmax)], say."),
        Rule(RuleIds.UnknownLayer, Declaration, "A layer is unknown", "[{0}]: {1}. {2}."),
        Rule(RuleIds.Fault, Declaration, "ModelGen has failed",
            "{0}: the generator failed with {1}. That is a fault of ModelGen, not of the declaration. Please report both."),
        Rule(RuleIds.LayerNotYet, Declaration, "A layer of Keras is not there yet",
            "[{0}]: Keras has this layer, and ModelGen does not have it yet. {1}."),
        Rule(RuleIds.Unseen, Declaration, "The generator could not read the attributes",
            "{0} is not compiled: the generator found an error in its declaration that the compiler does not report. What another "
                + "generator writes, a constant say, is seen by the compiler only: write it in a file of your own."),
        Rule(RuleIds.UnknownName, Declaration, "A name names no layer",
            "{0}: no layer before it has the name \"{1}\". {2}."),
        Rule(RuleIds.LaterName, Declaration, "A named layer comes later",
            "{0}: \"{1}\" is the name {2}. A layer can read only what stands before it: write it further down."),
        Rule(RuleIds.UnreadValue, Declaration, "Nobody reads what a layer gives",
            "{0}: nobody reads what it gives. {1}, or leave it out."),
        Rule(RuleIds.OutputOfNothing, Declaration, "An output that nothing computes",
            "{0} would give out the input itself, which nothing computes. {1}."),
        Rule(RuleIds.MergeOfOne, Declaration, "A layer merges one value",
            "{0}: it merges several values, but only what {2} gives arrives. {3}."),
        Rule(RuleIds.MergeOfMany, Declaration, "A layer merges too many values",
            "{0}: {1} works on {2} values, but {3} arrive. {4}."),
        Rule(RuleIds.OutputTwice, Declaration, "A value is given out twice",
            "{0}: the model gives out what it gives already. {1}."),
        Rule(RuleIds.FromToNowhere, Declaration, "A [From] that nothing follows",
            "[From(\"{0}\")]: no layer follows that would read it. Write one after it, or leave it out."),
        Rule(RuleIds.ForwardSignature, Declaration, "Forward takes and gives tensors",
            "Forward declares the model, but {0}. Write private static Tensor Forward([Input(28, 28, 1)] Tensor image), say; several "
                + "outputs are a tuple of Tensors."),
        Rule(RuleIds.ForwardNotPrivate, Declaration, "Forward is private",
            "{0}.Forward can be seen from outside, where model.Forward(data) of a wrong type would be told about Tensors. Write private "
                + "static."),
        Rule(RuleIds.NoLayersAndNoForward, Declaration, "A model has layers or a Forward method",
            "{0} has [Model], but neither layers nor a Forward method. Write [Input(28, 28, 1)] and layers as attributes, or private "
                + "static Tensor Forward([Input(28, 28, 1)] Tensor image)."),
        Rule(RuleIds.LayersAndForward, Declaration, "A model is declared twice",
            "{0} has layers as attributes and a Forward method of Tensors, and only one can be the model. Leave one of them out."),
        Rule(RuleIds.LayersOnMethod, Declaration, "Layers stand on a method that is none of theirs",
            "[{0}] stands on {1}, but {2}. Layers with one set of weights are [{0}] private static partial Tensor {1}(Tensor x);"),
        Rule(RuleIds.NoModel, Declaration, "A Forward method without [Model]",
            "{0} has a Forward method with [Input], but no [Model], so nothing is compiled from it. Write [Model] before the class."),

        Rule(RuleIds.MisspeltLayer, Declaration, "A layer's name is misspelt", "[{0}]: there is no such layer. {1}."),
        Rule(RuleIds.UnknownArgument, Declaration, "A layer has no such argument", "[{0}]: {1}. {2}."),
        Rule(RuleIds.MissingArgument, Declaration, "A layer needs another argument", "[{0}] needs {1} too. Write [{2}], say."),
        Rule(RuleIds.ModelWithoutLayers, Declaration, "A model is declared by its layers",
            "{0} derives from Model, which is what the generated half does. Write its layers as attributes, [Input(28, 28, 1)] first, and "
                + "leave the base class out."),

        Rule(RuleIds.WindowTooLarge, Shapes, "A kernel or window is larger than what arrives",
            "{0}: a {1} does not fit the {2} that {3} gives. {4}."),
        Rule(RuleIds.RowsDropped, Shapes, "Rows or columns are dropped",
            "{0}: {1}, so the last {2} dropped and the output is {3}. Write Truncate = true if that is meant."),
        Rule(RuleIds.NotPositive, Shapes, "A size is not positive", "{0}: {1} is {2}. Use 1 or more."),
        Rule(RuleIds.WrongRank, Shapes, "A layer cannot work on such a shape",
            "{0}: it works on {1}, but the {2} that {3} gives is none. {4}."),
        Rule(RuleIds.FlattenImplied, Shapes, "A Flatten is implied",
            "{0}: the {2} that {1} gives is read as {3} values, as if [Flatten] stood before it. Write [Flatten], or PerPosition = true to "
                + "work on each position's channels."),
        Rule(RuleIds.ReshapeCount, Shapes, "A Reshape changes the number of values",
            "{0}: {1} has {2} values, but the {3} that {4} gives has {5}. Write {6}, say."),
        Rule(RuleIds.ReshapePlaceholders, Shapes, "A Reshape's target is no shape",
            "{0}: {1} is not one to three positive sizes, of which one may be -1 for what is left. Write [Reshape({2})], say."),
        Rule(RuleIds.TooLarge, Shapes, "More values than a buffer can hold",
            "{0}: {1}, {2}, has {3} values; one buffer holds at most 2,147,483,647. Use smaller sizes."),
        Rule(RuleIds.InputRank, Shapes, "An input has one to three sizes",
            "Input: {0} sizes are no sample's shape. Write (size), (steps, features) or (height, width, channels); the batch is not "
                + "part of it."),
        Rule(RuleIds.RateOutOfRange, Shapes, "A rate is not a fraction",
            "{0}: a rate of {1} is not a fraction between 0 and 1. Write {2}, say."),
        Rule(RuleIds.StridesTwice, Shapes, "Strides are given twice",
            "{0}: {1} is given beside Strides. Write Strides alone, or StrideHeight and StrideWidth."),
        Rule(RuleIds.UnknownMember, Shapes, "A value is not a member of its enum", "{0}: {1} is not a member of {2}. Use {3}."),
        Rule(RuleIds.InitializerText, Shapes, "A string names no initializer", "{0}: {1} is \"{2}\", but {3}. Write \"{4}\", say."),
        Rule(RuleIds.InitializerTwice, Shapes, "An initializer is given twice", "{0}: {1} is given beside {2}. Write one of them."),
        Rule(RuleIds.InitializerShape, Shapes, "An initializer does not suit a parameter's shape",
            "{0}: {1} is made for {2}, but the {3}'s shape is {4}. Use {5}, say."),
        Rule(RuleIds.RegularizerOutOfRange, Shapes, "A regularizer's factor is negative or not finite",
            "{0}: {1} is {2}, but a regularizer's factor must be finite and 0 or more. Write {3}, say."),
        Rule(RuleIds.ChannelsFirst, Shapes, "Channels come last",
            "{0}: {1} is read as an image of {2} x {3} pixels with {4} channels, because channels come last. Write {5}, say."),
        Rule(RuleIds.MergeShapes, Shapes, "Shapes do not go together",
            "{0}: the {1} that {2} gives and the {3} that {4} gives do not go together. {5}."),
        Rule(RuleIds.AxisOutOfRange, Shapes, "There is no such axis",
            "{0}: there is no axis {1} in the {2} that {3} gives. {4}."),
        Rule(RuleIds.NumberOutOfRange, Shapes, "A number is out of its range",
            "{0}: {1} is {2}, but it must be {3}. Write {4}, say."),

        Rule(RuleIds.UnknownString, Use, "A string names no optimizer, loss or metric", "There is no {0} \"{1}\". {2}."),
        Rule(RuleIds.LossOutput, Use, "A loss does not suit the output", "{0}. {1}."),
        Rule(RuleIds.LossAdvice, Use, "A loss takes the output for something else", "{0}. {1}."),
        Rule(RuleIds.MetricOutput, Use, "A metric does not suit the output", "{0}. {1}."),
        Rule(RuleIds.MetricAdvice, Use, "A metric takes the output for something else", "{0}. {1}."),
        Rule(RuleIds.UnknownOutput, Use, "There is no such output",
            "The model has no output \"{0}\"; its {2} {1}. Write {3}."),
        Rule(RuleIds.ArgumentOutOfRange, Use, "An argument is out of its range", "{0} is {1}, but it must be {2}. {3}."),
        Rule(RuleIds.WholeDivision, Use, "A division of whole numbers",
            "{0} is {2}, because {1} divides whole numbers and drops the rest. Write {3}."),

        Rule(RuleIds.DataShape, Use, "Data have another shape than the input",
            "The samples of {0} are {1}, but {2} takes {3}. Write {4}, or other data."),
        Rule(RuleIds.DataLength, Use, "An array is no samples",
            "{0} is given {1} values, but {3} of {2} is {4}, which has {5}. Give it as many."),
        Rule(RuleIds.LabelCount, Use, "There are more or fewer labels than samples", "There are {0} for {1}. Give {2}."),
        Rule(RuleIds.NoSuchClass, Use, "There is no such class", "There is no class {0}: {2} has classes 0 to {1}. {3}."),
        Rule(RuleIds.LabelsForLoss, Use, "A loss needs other labels", "{0} needs {1}, but these labels are {2}. {3}."),
        Rule(RuleIds.FitAdvice, Use, "A training does not do what it says", "Fit: {0}. {1}."),
        Rule(RuleIds.NothingValidated, Use, "A callback watches a validation that there is not",
            "{0} watches \"{1}\", but Fit is given nothing to validate on. {2}."),
        Rule(RuleIds.UnknownMonitor, Use, "A callback watches a number that there is not",
            "{0} watches \"{1}\", but training measures {2}. Write {3}."),
        Rule(RuleIds.CallMissing, Use, "A call needs another one before it", "{0}. {1}."),
        Rule(RuleIds.UsedAfterDispose, Use, "A model is used after it was disposed of",
            "{0} comes after {1}.Dispose(), when {2} has no memory any more. Write using var {1} in place of it."),
        Rule(RuleIds.NotDisposed, Use, "A model is not disposed of",
            "Nobody disposes of {0}, whose memory is not the garbage collector's. Write {1}."),
        Rule(RuleIds.NoSuchName, Use, "There is no such layer, parameter or input",
            "The model has no {0} \"{1}\". It has {2}. Write {3}."),
        Rule(RuleIds.OtherFormat, Use, "A file's name says another format",
            "Weights are read and written as safetensors, and \"{0}\" says {1}. Write {2}."),
        Rule(RuleIds.ClassNames, Use, "The names of classes do not fit the model", "{0}: Classes {1}, but {2}. {3}."),

        Rule(RuleIds.SoftmaxInside, Advice, "Softmax stands before another layer",
            "{0}: softmax turns values into probabilities, which belong at the end, but a layer follows. {1}."),
        Rule(RuleIds.SoftmaxOfOne, Advice, "Softmax of a single value",
            "{0}: {1} over a last axis of 1 is always {2}, so nothing can be learned. Use Activation.{3}, or as many units as classes."),
        Rule(RuleIds.DropoutLast, Advice, "Dropout stands last",
            "{0}: no layer follows, so the model's own outputs are dropped in training. Move it before the last layer, or leave it out."),
        Rule(RuleIds.ArgumentOnNothing, Advice, "An argument has nothing to work on",
            "{0}: {1} works on the {2}, but {3}. Leave {1} out."),
        Rule(RuleIds.SeemsChannelsFirst, Advice, "Channels seem to come first",
            "{0}: {1} is read as an image of {2} x {3} pixels with {4} channels, because channels come last. Write {5}, say."),
        Rule(RuleIds.SeemsTorchMomentum, Advice, "A momentum seems to be PyTorch's",
            "{0}: Momentum is {1}, the part of the moving statistics that stays in each step. PyTorch's momentum is what comes in: write "
                + "Momentum = {2} if that is meant."),

        Rule(RuleIds.DoesNothing, Advice, "A layer does nothing", "{0}: {1}. Leave it out."),
        Rule(RuleIds.PixelsSkipped, Advice, "Strides are longer than the window",
            "{0}: a window of {1} moves by {2}, so that nobody reads some of the pixels. Write {3}."),
        Rule(RuleIds.OneDirection, Advice, "Strides in one direction",
            "{0}: {1} alone leaves all {2}, so that the image is not halved but squeezed. Write Strides = {3} if both are meant."),
        Rule(RuleIds.EqualKernel, Advice, "A kernel begins with equal values",
            "{0}: with a kernel of {1} all its units are alike, and training keeps them alike. Leave KernelInitializer out."),
        Rule(RuleIds.NoActivationBetween, Advice, "No activation stands between",
            "{0}: without an activation it and {1} after it are one linear layer. Write Activation.ReLU, say."),
        Rule(RuleIds.ReLULast, Advice, "The model ends in ReLU",
            "{0}: the model cannot give anything below 0, and where it gives 0 nothing is learnt. Leave Activation.ReLU out, or use "
                + "Activation.Softmax for classes."),
        Rule(RuleIds.LargeKernel, Advice, "A kernel is very large",
            "{0}: its kernel has {1} weights, because {2} values arrive. {3}."),
        Rule(RuleIds.NamesAlike, Advice, "Names differ in case only",
            "{0}: its name {1} and {2} differ in case only, and files are not told apart by that everywhere. Write Name = {3}, say."),
        Rule(RuleIds.DropoutTooMuch, Advice, "Dropout drops too much", "{0}: {1}. {2}."),

        Rule(RuleIds.NotEvaluated, Forward, "Something cannot be evaluated while the program is compiled",
            "{0}Forward is evaluated while the program is compiled, and {1} cannot be. {2}."),
        Rule(RuleIds.SourceNotHere, Forward, "A method's source is not compiled here",
            "{0}{1} lies in {2}, whose source is not compiled here. Move it here, or link the file."),
        Rule(RuleIds.OwnFinding, Forward, "Forward reaches a throw", "{0}{1}"),
        Rule(RuleIds.Thrown, Forward, "Forward would fail", "{0}{1}."),
        Rule(RuleIds.TooLong, Forward, "Evaluating Forward takes too long",
            "{0}Forward is evaluated while the program is compiled, and this is more than {1}. {2}."),
        Rule(RuleIds.OtherShape, Forward, "A shape is another than was expected",
            "{0}{1} is expected here, but the shape is {2}. Write Expect({3}), or change what comes before."),
        Rule(RuleIds.StaleShape, Forward, "A comment tells another shape", "The comment says {1}, but the shape is {2}. Write // {2}."),
        Rule(RuleIds.ShapeHere, Forward, "The shape of an assigned tensor", "{1}"),
        Rule(RuleIds.SharedLayersDiffer, Forward, "Shared layers are not the same",
            "{0}the calls of {1} share their layers, but here {2} stands where the first call has {3}. Give it the same arguments, or "
                + "leave [Shared] out."),
        Rule(RuleIds.SharedShapesDiffer, Forward, "Shared weights have another shape",
            "{0}: it has the weights of layer {1}, whose {2} is {3}, but what {4} gives asks for {5}. Give it what layer {1} gets, {6}, or "
                + "a layer of its own."),

        Rule(RuleIds.OverBudget, Budget, "A model is over its budget",
            "{0} takes {1} {2}, over its budget of {3}; {5} of them are those of {4}. {6}."),
    ];

    public static DiagnosticDescriptor Find(string id) => All.First(rule => rule.Id == id);

    /// <summary>A rule that links to its page, which lies where the package is unpacked; without a link where that is not known.</summary>
    /// <param name="id">The rule's ID.</param>
    /// <param name="pages">The folder of the pages, or empty.</param>
    public static DiagnosticDescriptor Find(string id, string pages)
    {
        DiagnosticDescriptor rule = Find(id);
        return Uri.TryCreate($"{pages}{id}.md", UriKind.Absolute, out Uri? page)
            ? new(rule.Id, rule.Title, rule.MessageFormat, rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault,
                helpLinkUri: page.AbsoluteUri, customTags: [.. rule.CustomTags])
            : rule;
    }

    /// <summary>A finding's message with its ID, as the generated stub says it.</summary>
    public static string Describe(Finding finding, bool isCode = false)
    {
        DiagnosticDescriptor rule = isCode ? InCode(Find(finding.Rule)) : Find(finding.Rule);
        string format = rule.MessageFormat.ToString(CultureInfo.InvariantCulture);
        return $"{finding.Rule}: {string.Format(CultureInfo.InvariantCulture, format, Values(isCode ? CodeWords.Of(finding) : finding))}";
    }

    /// <summary>What fills a finding's message: in one line, whatever people have typed.</summary>
    public static object[] Values(Finding finding) => [.. finding.Values.Select(Text.Visible)];

    /// <summary>The same of a model that a method declares: calls are written as calls.</summary>
    public static DiagnosticDescriptor InCode(DiagnosticDescriptor rule) => new(
        rule.Id, rule.Title, CodeWords.Of(rule.MessageFormat.ToString(CultureInfo.InvariantCulture)), rule.Category, rule.DefaultSeverity,
        rule.IsEnabledByDefault, helpLinkUri: rule.HelpLinkUri, customTags: [.. rule.CustomTags]);

    /// <summary>A severity as the compiler knows it.</summary>
    public static DiagnosticSeverity Severity(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => DiagnosticSeverity.Error,
        FindingSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };

    // An error stands in the way of a model, so nothing may hide it: the first tag holds against settings and pragmas, the second, which
    // the compiler's own errors have, against SuppressMessage. An error about its use may be meant, in a test say, and can be hidden.
    private static DiagnosticDescriptor Rule(string id, string category, string title, string message) => new(
        id, title, message, category, Severity(Severities.Of(id)), isEnabledByDefault: id != RuleIds.ShapeHere,
        customTags: Severities.Of(id) == FindingSeverity.Error && category is not (Use or Budget)
            ? [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.Compiler] : []);
}
