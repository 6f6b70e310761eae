namespace RegistryJanitor.GitMirror.Git;

/// <summary>Tells which refs cannot exist beside some others: a ref is a file to git, and <c>feature</c> would be a directory, too, beside <c>feature/one</c>.</summary>
/// <param name="names">The others.</param>
public sealed class RefConflicts(IReadOnlyCollection<string> names)
{
    private readonly HashSet<string> _names = names.ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<string> _parents = names.SelectMany(RefNames.Parents).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether one of them stands in the way of a ref, or it in theirs.</summary>
    public bool With(string name) => _parents.Contains(name) || RefNames.Parents(name).Any(_names.Contains);

    /// <summary>The one whose directory a ref would have to be in; null: none is.</summary>
    public string? InTheWayOf(string name) =>
        RefNames.Parents(name).FirstOrDefault(_names.Contains) ?? (_parents.Contains(name) ? _names.First(other => other.StartsWith($"{name}/", StringComparison.Ordinal)) : null);
}
