namespace RegistryJanitor.Collection;

/// <summary>What is known of the tags of a repository, for the next pass.</summary>
/// <param name="Name">The repository.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record KnownRepository(RepositoryName Name, IReadOnlyList<KnownTag> Tags);
