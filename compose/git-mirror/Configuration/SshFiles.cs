namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>What ssh is allowed with.</summary>
/// <param name="Key">The private key, readable by nobody else.</param>
/// <param name="KnownHosts">The keys of the servers, as <c>ssh-keyscan</c> writes them; no other server is spoken to.</param>
public sealed record SshFiles(string Key, string KnownHosts);
