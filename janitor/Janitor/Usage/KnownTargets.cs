namespace RegistryJanitor.Usage;

/// <summary>What is known already of the tags of a repository, by name: a link that was not written since need not be opened again.</summary>
/// <param name="repository">Which.</param>
internal delegate IReadOnlyDictionary<string, (long ModifiedNanoseconds, int Target)> KnownTargets(RepositoryName repository);
