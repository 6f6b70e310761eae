using System.Text.Json.Nodes;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Forges;

/// <summary>The projects of one group, and what is done with them beside git.</summary>
/// <param name="client">Speaks with it.</param>
public abstract class Forge(ForgeClient client) : IForge
{
    /// <summary>How a project is called that the forge does not name.</summary>
    internal const string Nameless = "(a project without a name)";

    /// <summary>Speaks with it.</summary>
    protected internal ForgeClient Client { get; } = client;

    /// <summary>The forge that the settings name; one for the life of the process.</summary>
    public static Forge Open(ForgeSettings settings, TimeProvider clock, ForgeLimits? limits = null)
    {
        var client = new ForgeClient(settings, clock, limits);
        return settings.Kind switch
        {
            ForgeKind.GitLab => new GitLab(client, settings),
            ForgeKind.GitHub => new GitHub(client, settings),
            _ => new Gitea(client, settings),
        };
    }

    /// <summary>Every project that can be pushed to: none that is archived, about to be deleted, shared from another group, or the forge's own mirror.</summary>
    /// <exception cref="MirrorException">The list cannot be had whole.</exception>
    public abstract Task<IReadOnlyList<ForgeProject>> ProjectsAsync(CancellationToken cancel);

    /// <summary>One project as it is now.</summary>
    /// <exception cref="MirrorException">It cannot be had.</exception>
    public abstract Task<ForgeProject> ProjectAsync(ForgeProject known, CancellationToken cancel);

    /// <inheritdoc />
    public async Task SetDefaultBranchAsync(ForgeProject project, string branch, CancellationToken cancel)
    {
        await Client.ChangeAsync(Change, Path(project), new JsonObject { ["default_branch"] = branch }, $"to make '{branch}' the default branch of {project.Path}", cancel);
        var now = await ProjectAsync(project, cancel);
        if (!string.Equals(now.DefaultBranch, branch, StringComparison.Ordinal))
            throw new MirrorException(new MirrorFault.DidNotStick($"'{branch}' as the default branch of {project.Path}", now.DefaultBranch ?? ""));
    }

    /// <inheritdoc />
    public async Task DeleteBranchAsync(ForgeProject project, string branch, ObjectId at, CancellationToken cancel)
    {
        var tip = await TipAsync(project, branch, cancel);
        if (tip is null)
            return;
        if (!string.Equals(tip, at.Hex, StringComparison.Ordinal))
            throw new MirrorException(new MirrorFault.BranchMoved(branch));
        await Client.ChangeAsync(HttpMethod.Delete, BranchToDelete(project, branch), body: null, $"to delete the branch '{branch}' of {project.Path}", cancel);
    }

    /// <summary>The verb that changes a project.</summary>
    protected abstract HttpMethod Change { get; }

    /// <summary>Where a project is, below the API's root.</summary>
    protected internal abstract string Path(ForgeProject project);

    /// <summary>The commit of a branch; null: there is no such branch.</summary>
    protected abstract Task<string?> TipAsync(ForgeProject project, string branch, CancellationToken cancel);

    /// <summary>What to send DELETE to.</summary>
    protected abstract string BranchToDelete(ForgeProject project, string branch);

    /// <summary>One project that was asked for by itself: an odd one is a failure.</summary>
    protected static ForgeProject Sound(ForgeProject project) =>
        project.Oddity is { } how ? throw new MirrorException(new MirrorFault.ForgeOdd($"describes a project that {how}")) : project;

    /// <summary>Escapes the parts between slashes.</summary>
    protected static string Parts(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
