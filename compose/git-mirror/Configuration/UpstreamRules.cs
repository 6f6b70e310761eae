namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>What upstreams may be.</summary>
/// <param name="AllowHttp">Unencrypted http as well as https.</param>
/// <param name="AllowPrivate">Addresses that only a private network reaches.</param>
public sealed record UpstreamRules(bool AllowHttp, bool AllowPrivate);
