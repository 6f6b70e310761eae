namespace RegistryJanitor.BuildRunner.Verification;

/// <summary>A registry does not have what was pushed, or does not say so.</summary>
/// <param name="sentence">What is wrong, without a stop.</param>
/// <param name="passing">Whether asking again may help.</param>
internal sealed class UnverifiedException(string sentence, bool passing = false) : Exception(sentence)
{
    /// <summary>Nobody answered, or not yet.</summary>
    public bool Passing { get; } = passing;
}
