namespace ModelGen.Generators.Layers;

/// <summary>The IDs of the findings, by name. Never reused.</summary>
internal static class RuleIds
{
    public const string NotPartial = "MGN0001";
    public const string ContainerNotPartial = "MGN0002";
    public const string NoInput = "MGN0003";
    public const string UnreadInput = "MGN0004";
    public const string InputNotFirst = "MGN0005";
    public const string SpreadDeclaration = "MGN0006";
    public const string OtherBaseClass = "MGN0007";
    public const string PrimaryConstructor = "MGN0008";
    public const string ConstructorDoesNotChain = "MGN0009";
    public const string GeneratedNameTaken = "MGN0010";
    public const string NotAPlainClass = "MGN0011";
    public const string LanguageVersion = "MGN0012";
    public const string DuplicateName = "MGN0013";
    public const string IllegalName = "MGN0014";
    public const string NoLayers = "MGN0015";
    public const string UnknownLayer = "MGN0016";
    public const string Fault = "MGN0017";
    public const string LayerNotYet = "MGN0018";
    public const string Unseen = "MGN0019";
    public const string UnknownName = "MGN0020";
    public const string LaterName = "MGN0021";
    public const string UnreadValue = "MGN0022";
    public const string OutputOfNothing = "MGN0023";
    public const string MergeOfOne = "MGN0024";
    public const string MergeOfMany = "MGN0025";
    public const string OutputTwice = "MGN0026";
    public const string FromToNowhere = "MGN0027";

    public const string ForwardSignature = "MGN0028";
    public const string ForwardNotPrivate = "MGN0029";
    public const string NoLayersAndNoForward = "MGN0030";
    public const string LayersAndForward = "MGN0031";
    public const string LayersOnMethod = "MGN0032";
    public const string NoModel = "MGN0033";

    public const string MisspeltLayer = "MGN0034";
    public const string UnknownArgument = "MGN0035";
    public const string MissingArgument = "MGN0036";
    public const string ModelWithoutLayers = "MGN0037";

    public const string WindowTooLarge = "MGN0101";
    public const string RowsDropped = "MGN0102";
    public const string NotPositive = "MGN0103";
    public const string WrongRank = "MGN0104";
    public const string FlattenImplied = "MGN0105";
    public const string ReshapeCount = "MGN0106";
    public const string ReshapePlaceholders = "MGN0107";
    public const string TooLarge = "MGN0108";
    public const string InputRank = "MGN0109";
    public const string RateOutOfRange = "MGN0110";
    public const string StridesTwice = "MGN0111";
    public const string UnknownMember = "MGN0112";
    public const string InitializerText = "MGN0113";
    public const string InitializerTwice = "MGN0114";
    public const string InitializerShape = "MGN0115";
    public const string RegularizerOutOfRange = "MGN0116";
    public const string ChannelsFirst = "MGN0117";
    public const string MergeShapes = "MGN0118";
    public const string AxisOutOfRange = "MGN0119";
    public const string NumberOutOfRange = "MGN0120";

    public const string UnknownString = "MGN0201";
    public const string LossOutput = "MGN0202";
    public const string LossAdvice = "MGN0203";
    public const string MetricOutput = "MGN0204";
    public const string MetricAdvice = "MGN0205";
    public const string UnknownOutput = "MGN0206";
    public const string ArgumentOutOfRange = "MGN0207";
    public const string WholeDivision = "MGN0208";

    public const string DataShape = "MGN0209";
    public const string DataLength = "MGN0210";
    public const string LabelCount = "MGN0211";
    public const string NoSuchClass = "MGN0212";
    public const string LabelsForLoss = "MGN0213";
    public const string FitAdvice = "MGN0214";
    public const string NothingValidated = "MGN0215";
    public const string UnknownMonitor = "MGN0216";
    public const string CallMissing = "MGN0217";
    public const string UsedAfterDispose = "MGN0218";
    public const string NotDisposed = "MGN0219";
    public const string NoSuchName = "MGN0220";
    public const string OtherFormat = "MGN0221";
    public const string ClassNames = "MGN0222";

    public const string OverBudget = "MGN0601";

    /// <summary>Those whose findings bring their repairs with them.</summary>
    public static readonly string[] WithRepairs =
    [
        MisspeltLayer, UnknownArgument, MissingArgument, ModelWithoutLayers, UnknownString, LossOutput, LossAdvice,
        MetricOutput, MetricAdvice, UnknownOutput, ArgumentOutOfRange, WholeDivision,
        DataShape, DataLength, LabelCount, NoSuchClass, LabelsForLoss, FitAdvice, NothingValidated, UnknownMonitor, CallMissing,
        UsedAfterDispose, NotDisposed, NoSuchName, OtherFormat, ClassNames, OverBudget,
    ];

    public const string SoftmaxInside = "MGN0301";
    public const string SoftmaxOfOne = "MGN0302";
    public const string DropoutLast = "MGN0303";
    public const string ArgumentOnNothing = "MGN0304";
    public const string SeemsChannelsFirst = "MGN0305";
    public const string SeemsTorchMomentum = "MGN0306";
    public const string DoesNothing = "MGN0307";
    public const string PixelsSkipped = "MGN0308";
    public const string OneDirection = "MGN0309";
    public const string EqualKernel = "MGN0310";
    public const string NoActivationBetween = "MGN0311";
    public const string ReLULast = "MGN0312";
    public const string LargeKernel = "MGN0313";
    public const string NamesAlike = "MGN0314";
    public const string DropoutTooMuch = "MGN0315";

    public const string NotEvaluated = "MGN0501";
    public const string SourceNotHere = "MGN0502";
    public const string OwnFinding = "MGN0503";
    public const string Thrown = "MGN0504";
    public const string TooLong = "MGN0505";
    public const string OtherShape = "MGN0506";
    public const string StaleShape = "MGN0507";
    public const string ShapeHere = "MGN0508";
    public const string SharedLayersDiffer = "MGN0509";
    public const string SharedShapesDiffer = "MGN0510";
}
