using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Forges;

namespace RegistryJanitor.GitMirror.Auditing;

/// <summary>What GitLab lets us know: role, protected branches, Auto DevOps, pipeline configuration and schedules of a project, scopes and end of the token.</summary>
/// <param name="forge">Knows the paths.</param>
/// <param name="settings">Name the pipeline configuration that is wanted.</param>
/// <param name="clock">For the end of the token.</param>
public sealed class GitLabAudit(GitLab forge, ForgeSettings settings, TimeProvider clock) : ForgeAudit(forge.Client)
{
    private const int DaysBefore = 14;
    private const string Pages = "per_page=100";

    /// <inheritdoc />
    public override async Task<IReadOnlyList<Finding>> TokenAsync(CancellationToken cancel)
    {
        if (settings.Token.Read() is null)
            return [Token("there is no token, and nothing can be pushed", "make a token with the scope api and put it into MIRROR_TOKEN_FILE")];
        JsonElement? self;
        try
        {
            self = await Client.TryGetAsync("personal_access_tokens/self", "the token's description", cancel);
        }
        catch (MirrorException unknown) when (unknown.Fault is MirrorFault.ForgeForbidden or MirrorFault.TokenRefused)
        {
            // Job and deploy tokens, and versions before 15.5, do not tell.
            return [];
        }

        var findings = new List<Finding>();
        if (self is not { } token)
            return findings;
        var scopes = token.Items("scopes").Select(scope => scope.Text()).OfType<string>().ToList();
        if (scopes.Count > 0 && !scopes.Contains("api", StringComparer.Ordinal))
        {
            findings.Add(scopes.Contains("read_api", StringComparer.Ordinal) && scopes.Contains("write_repository", StringComparer.Ordinal)
                ? Token("the token may list and push, but has not the scope api: a renamed default branch cannot be followed", "make a token with the scope api")
                : Token($"the token has the scopes {string.Join(", ", scopes)}", "make a token with the scope api, or at least read_api and write_repository"));
        }

        if (DateOnly.TryParseExact(token.Text("expires_at"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
            && end.DayNumber - DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).DayNumber is < DaysBefore and var days)
            findings.Add(Token($"the token ends on {end:yyyy-MM-dd}, in {days} days", "make a new one in time and replace the content of MIRROR_TOKEN_FILE; no restart is needed"));
        return findings;
    }

    /// <inheritdoc />
    public override async Task<IReadOnlyList<Finding>> ProjectAsync(ForgeProject project, CancellationToken cancel)
    {
        var role = project.Role ?? await InheritedRoleAsync(project, cancel);
        if (role < ForgeRole.Maintainer)
        {
            // Nobody below may look at the rest.
            return [new Finding(project.Path, "role", $"the token's user is {role} here: {(role < ForgeRole.Developer ? "every push is refused with 403" : "protected branches cannot be pushed to")}",
                "Manage > Members: give it the role Maintainer, in the group once for all projects")];
        }

        return
        [
            .. await ProtectionsAsync(project, role, cancel),
            .. AutoDevOps(project),
            .. CiPath(project),
            .. await SchedulesAsync(project, cancel),
        ];
    }

    private async Task<ForgeRole> InheritedRoleAsync(ForgeProject project, CancellationToken cancel)
    {
        var user = await Client.GetAsync("user", "the token's user", cancel);
        var member = await Client.TryGetAsync($"{forge.Path(project)}/members/all/{user.Number("id")}", $"the token's role in {project.Path}", cancel);
        return (ForgeRole)(member?.Number("access_level") ?? 0);
    }

    /// <summary>Where several rules match a branch, each of them counts; so every rule is looked at, whatever upstream's branches are called.</summary>
    private async Task<IReadOnlyList<Finding>> ProtectionsAsync(ForgeProject project, ForgeRole role, CancellationToken cancel)
    {
        var findings = new List<Finding>();
        foreach (var rule in await Client.ListAsync($"{forge.Path(project)}/protected_branches?{Pages}", $"protected branches of {project.Path}", cancel))
        {
            var name = rule.Text("name") ?? "";
            var inherited = rule.Flag("inherited");
            var place = inherited ? "the group's Settings > Repository > Protected branches" : "Settings > Repository > Protected branches";
            if (!rule.Flag("allow_force_push"))
            {
                findings.Add(new Finding(project.Path, "force-push", $"the rule '{name}' for protected branches refuses force pushes: when its upstream rewrites such a branch, the push is declined", $"{place} > {name} > Allowed to force push")
                {
                    Call = inherited ? null : new ForgeCall(HttpMethod.Patch, $"{forge.Path(project)}/protected_branches/{Uri.EscapeDataString(name)}", new JsonObject { ["allow_force_push"] = true }.ToJsonString()),
                });
            }

            // A user, group or key may be meant that we cannot tell from ours.
            var levels = rule.Items("push_access_levels").ToList();
            if (levels.Count > 0 && levels.TrueForAll(level => level.Number("user_id") is null && level.Number("group_id") is null && level.Number("deploy_key_id") is null
                && level.Number("access_level") is { } least && (least == 0 || least > (int)role)))
                findings.Add(new Finding(project.Path, "push-access", $"the rule '{name}' for protected branches lets the token's user not push", $"{place} > {name} > Allowed to push and merge > Maintainers"));
        }

        return findings;
    }

    private IEnumerable<Finding> AutoDevOps(ForgeProject project)
    {
        if (project.AutoDevOps)
        {
            yield return new Finding(project.Path, "auto-devops", "Auto DevOps is on: without a pipeline configuration each push starts a pipeline of its own making", "Settings > CI/CD > Auto DevOps > Default to Auto DevOps pipeline: off, then Save changes")
            {
                Call = new ForgeCall(HttpMethod.Put, forge.Path(project), new JsonObject { ["auto_devops_enabled"] = false }.ToJsonString()),
            };
        }
    }

    private IEnumerable<Finding> CiPath(ForgeProject project)
    {
        var wanted = settings.CiPath.Replace("{name}", project.Name, StringComparison.Ordinal);
        if (wanted.Length == 0 || wanted.Equals(project.CiPath, StringComparison.Ordinal))
            yield break;
        var cause = project.CiPath is not { Length: > 0 } path ? "the path of the CI/CD configuration was never saved, so that of the upstream is used, or none"
            : path.Split('@') is [var file, _, ..] && (file.EndsWith(".yml", StringComparison.Ordinal) || file.EndsWith(".yaml", StringComparison.Ordinal)) ? $"the CI/CD configuration is '{path}', and '{wanted}' is wanted"
            : $"the CI/CD configuration '{path}' is a file of the upstream and none of another project";
        yield return new Finding(project.Path, "ci-path", cause, $"Settings > CI/CD > General pipelines > CI/CD configuration file: {wanted}, then Save changes of that section")
        {
            Call = new ForgeCall(HttpMethod.Put, forge.Path(project), new JsonObject { ["ci_config_path"] = wanted }.ToJsonString()),
        };
    }

    private async Task<IReadOnlyList<Finding>> SchedulesAsync(ForgeProject project, CancellationToken cancel)
    {
        if (project.DefaultBranch is not { } branch || project.Empty)
            return [];
        const string Place = "Build > Pipeline schedules";
        var schedules = await Client.TryListAsync($"{forge.Path(project)}/pipeline_schedules?scope=active&{Pages}", $"pipeline schedules of {project.Path}", cancel) ?? [];
        // Without a pipeline configuration nobody wants a schedule.
        if (schedules.Count == 0)
            return settings.CiPath.Length > 0 ? [new Finding(project.Path, "schedule", "no pipeline schedule is active", $"{Place} > New schedule, with the target branch {branch}")] : [];
        return
        [
            .. schedules.Where(schedule => !string.Equals(Short(schedule.Text("ref")), branch, StringComparison.Ordinal)).Select(schedule => new Finding(
                project.Path, "schedule", $"the schedule '{schedule.Text("description")}' runs on '{Short(schedule.Text("ref"))}', and the default branch is '{branch}'", $"{Place} > Edit > Target branch: {branch}")
            {
                Call = new ForgeCall(HttpMethod.Put, $"{forge.Path(project)}/pipeline_schedules/{schedule.Number("id")}", new JsonObject { ["ref"] = branch }.ToJsonString()),
            }),
        ];
    }

    private static string? Short(string? reference) => reference is not null && reference.StartsWith("refs/heads/", StringComparison.Ordinal) ? reference["refs/heads/".Length..] : reference;

    private static Finding Token(string cause, string fix) => new("(token)", "token", cause, fix);
}
