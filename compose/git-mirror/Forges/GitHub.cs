using System.Text.Json;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Forges;

/// <summary>GitHub's REST API (docs.github.com/rest: repos, git/refs).</summary>
/// <param name="client">Speaks with it.</param>
/// <param name="settings">Names the organisation or user.</param>
public sealed class GitHub(ForgeClient client, ForgeSettings settings) : Forge(client)
{
    /// <inheritdoc />
    protected override HttpMethod Change => HttpMethod.Patch;

    /// <inheritdoc />
    public override async Task<IReadOnlyList<ForgeProject>> ProjectsAsync(CancellationToken cancel)
    {
        var (owner, what) = (Uri.EscapeDataString(settings.Group), $"organisation or user '{settings.Group}'");
        var repositories = await Client.TryListAsync($"orgs/{owner}/repos?per_page=100&type=all", what, cancel)
            ?? await Client.ListAsync(await IsOurselfAsync(cancel) ? "user/repos?per_page=100&affiliation=owner" : $"users/{owner}/repos?per_page=100&type=owner", what, cancel);
        return [.. repositories.Where(repository => !repository.Flag("archived") && !repository.Flag("disabled")).Select(RepositoryJson.Read)];
    }

    /// <inheritdoc />
    public override async Task<ForgeProject> ProjectAsync(ForgeProject known, CancellationToken cancel) =>
        Sound(RepositoryJson.Read(await Client.GetAsync(Path(known), $"repository '{known.Path}'", cancel)));

    /// <inheritdoc />
    protected internal override string Path(ForgeProject project) => $"repos/{Parts(project.Id)}";

    /// <inheritdoc />
    protected override async Task<string?> TipAsync(ForgeProject project, string branch, CancellationToken cancel) =>
        (await Client.TryGetAsync($"{Path(project)}/git/ref/heads/{Parts(branch)}", $"branch '{branch}' of {project.Path}", cancel))?.Member("object")?.Text("sha");

    /// <inheritdoc />
    protected override string BranchToDelete(ForgeProject project, string branch) => $"{Path(project)}/git/refs/heads/{Parts(branch)}";

    /// <summary>Of a user, others see public repositories only, also with a token; of ourself we are shown all.</summary>
    private async Task<bool> IsOurselfAsync(CancellationToken cancel) =>
        settings.Token.Read() is not null
        && (await Client.TryGetAsync("user", "the token's user", cancel))?.Text("login") is { } login
        && login.Equals(settings.Group, StringComparison.OrdinalIgnoreCase);
}
