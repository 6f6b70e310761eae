namespace RegistryJanitor.GitMirror.Listing;

/// <summary>Why a list is an old one. It is used all the same: that a forge is down is no reason not to fetch from upstreams.</summary>
/// <param name="Sentences">What is wrong.</param>
/// <param name="Since">When the list was made, UTC.</param>
public sealed record StaleListing(IReadOnlyList<string> Sentences, DateTimeOffset Since);
