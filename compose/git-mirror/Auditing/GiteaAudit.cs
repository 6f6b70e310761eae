using System.Text.Json.Nodes;
using RegistryJanitor.GitMirror.Forges;

namespace RegistryJanitor.GitMirror.Auditing;

/// <summary>Role and branch protections of Gitea and Forgejo. Forgejo's rules know nothing of force pushes: each of them refuses all.</summary>
/// <param name="forge">Knows the paths.</param>
public sealed class GiteaAudit(Gitea forge) : ForgeAudit(forge.Client)
{
    /// <inheritdoc />
    public override async Task<IReadOnlyList<Finding>> ProjectAsync(ForgeProject project, CancellationToken cancel)
    {
        if (project.Role is { } role && role < ForgeRole.Developer)
            return [new Finding(project.Path, "role", "the token's user may not write here", "Settings > Collaborators, or the organisation's teams: give it Write, or Administrator so that a renamed default branch can be followed")];
        // Not every role sees the rules, and then there is nothing to say.
        var path = $"{forge.Path(project)}/branch_protections";
        try
        {
            return
            [
                .. (await Client.TryListAsync(path, $"branch protections of {project.Path}", cancel) ?? []).Where(rule => !rule.Flag("enable_force_push")).Select(rule =>
                {
                    var name = rule.Text("rule_name") ?? rule.Text("branch_name") ?? "";
                    var knows = rule.Member("enable_force_push") is not null;
                    return new Finding(project.Path, "force-push", $"the rule '{name}' for protected branches refuses force pushes: when its upstream rewrites such a branch, the push is declined",
                        knows ? $"Settings > Branches > {name} > Enable Force Push" : $"Settings > Branches: remove the rule '{name}', for Forgejo has none that allows force pushes")
                    {
                        Call = knows ? new ForgeCall(HttpMethod.Patch, $"{path}/{Uri.EscapeDataString(name)}", new JsonObject { ["enable_push"] = true, ["enable_force_push"] = true }.ToJsonString()) : null,
                    };
                }),
            ];
        }
        catch (MirrorException refused) when (refused.Fault is MirrorFault.ForgeForbidden)
        {
            return [];
        }
    }
}
