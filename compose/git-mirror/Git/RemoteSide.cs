using RegistryJanitor.GitMirror.Credentials;

namespace RegistryJanitor.GitMirror.Git;

/// <summary>Whom a command spoke to, and as whom.</summary>
/// <param name="Origin">The server.</param>
/// <param name="HasCredential">Whether we had something to show.</param>
public sealed record RemoteSide(Origin Origin, bool HasCredential);
