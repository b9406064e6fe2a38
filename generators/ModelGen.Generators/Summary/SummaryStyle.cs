namespace ModelGen.Generators.Summary;

/// <summary>Which of Keras's tables; the runtime's enum of the same name.</summary>
internal enum SummaryStyle
{
    Keras3,
    Keras3Wide,
    Classic,
}
