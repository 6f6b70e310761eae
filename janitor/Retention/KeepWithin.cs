using RegistryJanitor.Daemon;

namespace RegistryJanitor.Retention;

/// <summary>Tags that were pushed within a time stay.</summary>
/// <param name="time">The time.</param>
public sealed class KeepWithin(TimeSpan time) : RetentionRule
{
    private readonly Opinion _keeps = new(Keeps: true, $"pushed within {Duration.Text(time)}");
    private readonly Opinion _lets = new(Keeps: false, $"not pushed within {Duration.Text(time)}");

    /// <inheritdoc/>
    public override string Sentence => $"what was pushed within {Duration.Text(time)}";

    /// <inheritdoc/>
    public override Opinion[] Judge(IReadOnlyList<PushedTag> newestFirst, DateTimeOffset now)
    {
        var opinions = new Opinion[newestFirst.Count];
        for (var i = 0; i < opinions.Length; i++)
            opinions[i] = newestFirst[i].PushedAt > now - time ? _keeps : _lets;
        return opinions;
    }
}
