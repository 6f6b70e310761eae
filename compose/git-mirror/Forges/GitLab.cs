using System.Text.Json;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Forges;

/// <summary>GitLab's REST API (docs.gitlab.com/api: groups, projects, branches).</summary>
/// <param name="client">Speaks with it.</param>
/// <param name="settings">Names the group.</param>
public sealed class GitLab(ForgeClient client, ForgeSettings settings) : Forge(client)
{
    /// <summary>with_shared is true by itself, and would push into projects of other groups; the order by id stays as it is while somebody adds a project.</summary>
    private const string Wanted = "include_subgroups=true&with_shared=false&archived=false&per_page=100&order_by=id&sort=asc";

    /// <inheritdoc />
    protected override HttpMethod Change => HttpMethod.Put;

    /// <inheritdoc />
    public override async Task<IReadOnlyList<ForgeProject>> ProjectsAsync(CancellationToken cancel)
    {
        var what = $"group '{settings.Group}'";
        // Its present path: the group may have been renamed, or be named by its number, and mirrors are called by what is below it.
        var group = await Client.GetAsync($"groups/{Uri.EscapeDataString(settings.Group)}?with_projects=false", what, cancel);
        var path = group.Text("full_path") ?? settings.Group;
        var projects = await Client.ListAsync($"groups/{group.Number("id") ?? throw new MirrorException(new MirrorFault.ForgeOdd("describes a group without its number"))}/projects?{Wanted}", what, cancel);
        return
        [
            .. projects
                .Where(project => !project.Flag("archived") && project.Text("marked_for_deletion_on") is null && project.Text("marked_for_deletion_at") is null)
                .Select(project => Read(project, path)),
        ];
    }

    /// <inheritdoc />
    public override async Task<ForgeProject> ProjectAsync(ForgeProject known, CancellationToken cancel) =>
        Sound(Read(await Client.GetAsync(Path(known), $"project '{known.Path}'", cancel), "")) with { Below = known.Below };

    /// <inheritdoc />
    protected internal override string Path(ForgeProject project) => $"projects/{project.Id}";

    /// <inheritdoc />
    protected override async Task<string?> TipAsync(ForgeProject project, string branch, CancellationToken cancel) =>
        (await Client.TryGetAsync(BranchToDelete(project, branch), $"branch '{branch}' of {project.Path}", cancel))?.Member("commit")?.Text("id");

    /// <inheritdoc />
    protected override string BranchToDelete(ForgeProject project, string branch) => $"{Path(project)}/repository/branches/{Uri.EscapeDataString(branch)}";

    private static ForgeProject Read(JsonElement json, string group)
    {
        if (json.Text("path_with_namespace") is not { } path)
            return new ForgeProject("", Nameless, null) { Oddity = "has no path" };
        if (json.Number("id") is not { } id)
            return new ForgeProject("", path, null) { Oddity = "has no number" };
        return new ForgeProject($"{id}", path, json.Text("default_branch") is { Length: > 0 } branch ? branch : null)
        {
            Below = path.StartsWith($"{group}/", StringComparison.OrdinalIgnoreCase) ? path[(group.Length + 1)..] : path,
            Description = json.Text("description"),
            Oddity = json.DescriptionOddity(),
            ClonedFrom = json.Text("http_url_to_repo"),
            ClonedBySsh = json.Text("ssh_url_to_repo"),
            Role = Role(json),
            CiPath = json.Text("ci_config_path"),
            AutoDevOps = json.Flag("auto_devops_enabled"),
            Empty = json.Flag("empty_repo"),
        };
    }

    /// <summary>The higher one of what the project and its group give; both are null for a role that comes from further up.</summary>
    private static ForgeRole? Role(JsonElement project)
    {
        var permissions = project.Member("permissions");
        var (own, groups) = (permissions?.Member("project_access")?.Number("access_level"), permissions?.Member("group_access")?.Number("access_level"));
        return own is null && groups is null ? null : (ForgeRole)Math.Max(own ?? 0, groups ?? 0);
    }
}
