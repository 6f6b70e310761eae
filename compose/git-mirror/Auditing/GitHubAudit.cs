using RegistryJanitor.GitMirror.Forges;

namespace RegistryJanitor.GitMirror.Auditing;

/// <summary>Role and protection of the default branch, by rule and by ruleset. Nothing is repaired: a protection is only ever written whole.</summary>
/// <param name="forge">Knows the paths.</param>
public sealed class GitHubAudit(GitHub forge) : ForgeAudit(forge.Client)
{
    /// <inheritdoc />
    public override async Task<IReadOnlyList<Finding>> ProjectAsync(ForgeProject project, CancellationToken cancel)
    {
        if (project.Role is { } role && role < ForgeRole.Developer)
            return [new Finding(project.Path, "role", "the token's user may not write here", "Settings > Collaborators and teams: give it Write, or Admin so that a renamed default branch can be followed")];
        if (project.DefaultBranch is not { } branch)
            return [];
        var name = string.Join('/', branch.Split('/').Select(Uri.EscapeDataString));
        var findings = new List<Finding>();
        try
        {
            var protection = await Client.TryGetAsync($"{forge.Path(project)}/branches/{name}/protection", $"protection of '{branch}' of {project.Path}", cancel);
            if (protection is { } rule && !(rule.Member("allow_force_pushes")?.Flag("enabled") ?? false))
                findings.Add(Refuses(project, $"the protection of '{branch}' refuses force pushes", $"Settings > Branches > {branch} > Allow force pushes"));
            var rules = await Client.TryListAsync($"{forge.Path(project)}/rules/branches/{name}?per_page=100", $"rules of '{branch}' of {project.Path}", cancel) ?? [];
            if (rules.Any(one => one.Text("type") is "non_fast_forward"))
                findings.Add(Refuses(project, $"a ruleset refuses force pushes to '{branch}'", "Settings > Rules > Rulesets > Block force pushes: off"));
        }
        catch (MirrorException refused) when (refused.Fault is MirrorFault.ForgeForbidden)
        {
            // Only administrators see protections, and private repositories have them in paid plans only.
        }

        return findings;
    }

    private static Finding Refuses(ForgeProject project, string cause, string fix) =>
        new(project.Path, "force-push", $"{cause}: when its upstream rewrites it, the push is declined", fix);
}
