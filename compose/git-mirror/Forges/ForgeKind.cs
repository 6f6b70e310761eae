namespace RegistryJanitor.GitMirror.Forges;

/// <summary>What answers at <c>MIRROR_URL</c>.</summary>
public enum ForgeKind
{
    /// <summary>GitLab: <c>/api/v4</c>.</summary>
    GitLab,

    /// <summary>GitHub, or a GitHub Enterprise whose API is at <c>MIRROR_URL</c>.</summary>
    GitHub,

    /// <summary>Gitea or Forgejo: <c>/api/v1</c>.</summary>
    Gitea,
}
