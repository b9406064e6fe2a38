namespace ModelGen.CodeFixes;

/// <summary>A change that is offered for a finding.</summary>
/// <param name="Title">What will stand there.</param>
/// <param name="Key">What is done, without the finding's own values, so that the same can be done for all findings of a rule.</param>
/// <param name="Change">Makes it.</param>
internal sealed record Offer(string Title, string Key, Action<SourceEdits> Change);
