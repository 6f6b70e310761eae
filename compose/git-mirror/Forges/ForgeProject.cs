namespace RegistryJanitor.GitMirror.Forges;

/// <summary>A project (GitLab) or repository (GitHub, Gitea, Forgejo) as its forge describes it.</summary>
/// <param name="Id">What API paths name it by: GitLab's number, or <c>owner/name</c>.</param>
/// <param name="Path">With its namespaces, as people read it.</param>
/// <param name="DefaultBranch">Without <c>refs/heads/</c>; null where there is none, or none that the token may see.</param>
public sealed record ForgeProject(string Id, string Path, string? DefaultBranch)
{
    /// <summary>The path below the group that is mirrored: <c>sub/app</c>.</summary>
    public string Below { get; init; } = Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>What people wrote about it; null where nobody did.</summary>
    public string? Description { get; init; }

    /// <summary>Where it is cloned from by http, as the forge sees itself: behind a proxy the host can be another one.</summary>
    public string? ClonedFrom { get; init; }

    /// <summary>The same by ssh.</summary>
    public string? ClonedBySsh { get; init; }

    /// <summary>What of the description nobody can make sense of, as the end of a sentence: it concerns this project alone; null: it is as it should be.</summary>
    public string? Oddity { get; init; }

    /// <summary>The token's role; null where the list does not tell.</summary>
    public ForgeRole? Role { get; init; }

    /// <summary>GitLab's <c>ci_config_path</c>; null and empty mean <c>.gitlab-ci.yml</c>.</summary>
    public string? CiPath { get; init; }

    /// <summary>GitLab's <c>auto_devops_enabled</c>, also where it is inherited.</summary>
    public bool AutoDevOps { get; init; }

    /// <summary>It has no commit yet.</summary>
    public bool Empty { get; init; }
}
