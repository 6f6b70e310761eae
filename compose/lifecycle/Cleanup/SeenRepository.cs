namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>A repository as it was found: all of its tags, or none and why.</summary>
/// <param name="Target">Which.</param>
/// <param name="Tags">All that are listed.</param>
internal sealed record SeenRepository(CleanupTarget Target, IReadOnlyList<SeenTag> Tags)
{
    /// <summary>Why its tags are not known for certain; null: they are. Then nothing goes.</summary>
    internal string? Fault { get; init; }

    /// <summary>Whether the registry says that there is no such repository.</summary>
    internal bool IsAbsent { get; init; }
}
