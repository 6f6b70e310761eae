namespace RegistryJanitor.Retention;

/// <summary>Tags with certain names stay.</summary>
public sealed class KeepTags : RetentionRule
{
    private readonly NamePattern[] _patterns;
    private readonly Opinion _lets;

    /// <param name="patterns">What names; at least one.</param>
    public KeepTags(IEnumerable<NamePattern> patterns)
    {
        // In an order of their own: what is said of a tag does not depend on the one in which they were written.
        _patterns = [.. patterns.OrderBy(pattern => pattern.Text, StringComparer.Ordinal)];
        _lets = new Opinion(Keeps: false, $"named like none of {string.Join(", ", _patterns.Select(pattern => pattern.Text))}");
    }

    /// <inheritdoc/>
    public override string Sentence => $"what is named like {string.Join(", ", _patterns.Select(pattern => pattern.Text))}";

    /// <inheritdoc/>
    public override Opinion[] Judge(IReadOnlyList<PushedTag> newestFirst, DateTimeOffset now)
    {
        var opinions = new Opinion[newestFirst.Count];
        for (var i = 0; i < opinions.Length; i++)
        {
            var name = newestFirst[i].Tag.Value;
            opinions[i] = Array.Find(_patterns, pattern => pattern.Matches(name)) is { } match ? new Opinion(Keeps: true, $"named like {match}") : _lets;
        }

        return opinions;
    }
}
