namespace RegistryJanitor.GitMirror.Forges;

/// <summary>A project (GitLab) or repository (GitHub, Gitea, Forgejo) as its forge describes it.</summary>
/// <param name="Id">What API paths name it by: GitLab's number, or <c>owner/name</c>.</param>
/// <param name="Path">With its namespaces, as people read it.</param>
/// <param name="DefaultBranch">Without <c>refs/heads/</c>; null where there is none, or none that the token may see.</param>
public sealed record ForgeProject(string Id, string Path, string? DefaultBranch);
