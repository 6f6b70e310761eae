using RegistryJanitor.Retention;

namespace RegistryJanitor;

/// <summary>Which repositories a person asks for: names, or a <see cref="Glob"/>, as in policies. None: all.</summary>
/// <param name="Patterns">As they were typed.</param>
internal sealed record RepositoryPatterns(IReadOnlyList<string> Patterns)
{
    /// <summary>All.</summary>
    public static RepositoryPatterns All { get; } = new([]);

    /// <summary>Nobody asked for certain ones.</summary>
    public bool AreAll => Patterns.Count == 0;

    /// <summary>Whether a repository was asked for.</summary>
    public bool Match(RepositoryName repository) => AreAll || Patterns.Any(pattern => Glob.Matches(pattern, repository.Value));

    /// <summary>The first that matches none of the repositories there are; null when each matches one.</summary>
    public string? Unmatched(IReadOnlyCollection<RepositoryName> repositories) =>
        Patterns.FirstOrDefault(pattern => !repositories.Any(repository => Glob.Matches(pattern, repository.Value)));

    /// <summary>What is said of one that matches none.</summary>
    public static string Sentence(string pattern) => pattern.Contains('*', StringComparison.Ordinal)
        ? $"no repository matches {pattern}; `janitor ls` lists all there are"
        : $"there is no repository {pattern}; `janitor ls` lists all there are";
}
