namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>What addresses of repositories may be.</summary>
/// <param name="AllowHttp">Unencrypted http as well as https.</param>
/// <param name="AllowPrivate">Addresses that only a private network reaches.</param>
public sealed record UrlRules(bool AllowHttp, bool AllowPrivate)
{
    /// <summary>ssh as well as https.</summary>
    public bool AllowSsh { get; init; }
}
