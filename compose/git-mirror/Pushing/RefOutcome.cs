namespace RegistryJanitor.GitMirror.Pushing;

/// <summary>What a push did to one ref.</summary>
/// <param name="Update">What was asked for.</param>
/// <param name="What"><c>created</c>, <c>updated</c>, <c>overwritten</c>, <c>deleted</c>, <c>unchanged</c> or <c>refused</c>.</param>
/// <param name="Refusal">Why; null unless refused.</param>
public sealed record RefOutcome(RefUpdate Update, string What, MirrorFault? Refusal)
{
    /// <summary>Whether the destination has what was asked for.</summary>
    public bool Done => Refusal is null;
}
