using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror.Auditing;

/// <summary>Looks at every project of the forge, sets what was asked for, and looks again: only what the second look does not find is repaired.</summary>
/// <param name="forge">Lists the projects.</param>
/// <param name="audit">Asks about one.</param>
/// <param name="settings">Where they are.</param>
/// <param name="rules">What upstreams may be.</param>
/// <param name="layout">Where the mirrors' states are.</param>
/// <param name="repair">The kinds of findings to repair.</param>
public sealed class Audit(Forge forge, ForgeAudit audit, ForgeSettings settings, UrlRules rules, MirrorLayout layout, IReadOnlySet<string> repair)
{
    /// <summary>The kinds that can be repaired.</summary>
    public static IReadOnlySet<string> Repairable { get; } = new SortedSet<string>(StringComparer.Ordinal) { "auto-devops", "ci-path", "force-push", "schedule" };

    /// <summary>Every finding, project for project; and how many projects there are.</summary>
    /// <exception cref="MirrorException">The forge cannot be listed.</exception>
    public async Task<(int Projects, IReadOnlyList<Finding> Findings)> RunAsync(CancellationToken cancel)
    {
        var projects = await forge.ProjectsAsync(cancel);
        var listing = ProjectMirrors.Read(projects, settings, rules);
        var findings = new List<Finding>(await audit.TokenAsync(cancel));
        foreach (var project in projects)
        {
            findings.AddRange(listing.Unready.Where(one => one.Path.Equals(project.Path, StringComparison.Ordinal)).Select(one => Of(one.Path, one.Fault)));
            findings.AddRange(listing.Mirrors.Where(mirror => mirror.Destination?.Project == project).SelectMany(mirror => DefaultBranch(mirror, project)));
            if (project.Oddity is null)
                findings.AddRange(await ProjectAsync(project, cancel));
        }

        return (projects.Count, findings);
    }

    private async Task<IEnumerable<Finding>> ProjectAsync(ForgeProject project, CancellationToken cancel)
    {
        try
        {
            var found = await audit.ProjectAsync(project, cancel);
            if (!found.Any(IsWanted))
                return found;
            var remarks = new Dictionary<Finding, string>();
            foreach (var finding in found.Where(IsWanted))
            {
                if (await RepairAsync(finding, cancel) is { } refused)
                    remarks[finding] = refused;
            }

            var again = await audit.ProjectAsync(await forge.ProjectAsync(project, cancel), cancel);
            return
            [
                .. found.Where(IsWanted).Select(finding => again.Any(finding.IsSame)
                    ? finding with { Remark = remarks.GetValueOrDefault(finding) ?? "the forge took it without a word, and it did not stick" }
                    : finding with { Repaired = true }),
                .. again.Where(finding => !found.Any(before => IsWanted(before) && before.IsSame(finding))),
            ];
        }
        catch (MirrorException failed)
        {
            return [Of(project.Path, failed.Fault)];
        }
    }

    private bool IsWanted(Finding finding) => finding.Call is not null && repair.Contains(finding.Kind);

    private async Task<string?> RepairAsync(Finding finding, CancellationToken cancel)
    {
        try
        {
            var call = finding.Call!;
            await forge.Client.ChangeAsync(call.Method, call.Path, call.Json, $"to repair {finding.Kind} of {finding.Project}", cancel);
            return null;
        }
        catch (MirrorException refused)
        {
            return refused.Fault.Cause;
        }
    }

    /// <summary>What the last fetch saw is known here without asking the upstream.</summary>
    private IEnumerable<Finding> DefaultBranch(Mirror mirror, ForgeProject project)
    {
        string? upstream;
        try
        {
            upstream = StateFile.Read(layout.State(mirror.Name))?.DefaultBranch;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        if (!project.Empty && project.DefaultBranch is { } here && upstream is not null && !upstream.Equals($"refs/heads/{here}", StringComparison.Ordinal))
        {
            yield return new Finding(project.Path, "default-branch", $"the default branch is '{here}', and the upstream's is '{RefNames.Short(upstream)}'",
                "it follows with the next push; if it stays, change it in the project's settings");
        }
    }

    private static Finding Of(string project, MirrorFault fault) => new(project, fault.Code, fault.Cause, fault.Cure);
}
