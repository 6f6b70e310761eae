using System.Text.Json;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Forges;

/// <summary>The REST API that Gitea and Forgejo share.</summary>
/// <param name="client">Speaks with it.</param>
/// <param name="settings">Names the organisation or user.</param>
public sealed class Gitea(ForgeClient client, ForgeSettings settings) : Forge(client)
{
    /// <inheritdoc />
    protected override HttpMethod Change => HttpMethod.Patch;

    /// <inheritdoc />
    public override async Task<IReadOnlyList<ForgeProject>> ProjectsAsync(CancellationToken cancel)
    {
        var (owner, what) = (Uri.EscapeDataString(settings.Group), $"organisation or user '{settings.Group}'");
        var repositories = await Client.TryListAsync($"orgs/{owner}/repos?page=1&limit=50", what, cancel) ?? await Client.ListAsync($"users/{owner}/repos?page=1&limit=50", what, cancel);
        // What Gitea itself pulls from elsewhere refuses every push.
        return [.. repositories.Where(repository => !repository.Flag("archived") && !repository.Flag("mirror")).Select(RepositoryJson.Read)];
    }

    /// <inheritdoc />
    public override async Task<ForgeProject> ProjectAsync(ForgeProject known, CancellationToken cancel) =>
        Sound(RepositoryJson.Read(await Client.GetAsync(Path(known), $"repository '{known.Path}'", cancel)));

    /// <inheritdoc />
    protected internal override string Path(ForgeProject project) => $"repos/{Parts(project.Id)}";

    /// <inheritdoc />
    protected override async Task<string?> TipAsync(ForgeProject project, string branch, CancellationToken cancel) =>
        (await Client.TryGetAsync(BranchToDelete(project, branch), $"branch '{branch}' of {project.Path}", cancel))?.Member("commit")?.Text("id");

    /// <inheritdoc />
    protected override string BranchToDelete(ForgeProject project, string branch) => $"{Path(project)}/branches/{Parts(branch)}";
}
