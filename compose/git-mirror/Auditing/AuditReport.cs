using System.Text.Json;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror.Auditing;

/// <summary>What <c>git-mirror audit</c> says.</summary>
internal static class AuditReport
{
    /// <summary>For people; the result is <see cref="ExitCode.Failed"/> when a finding remains.</summary>
    internal static ExitCode Write(int projects, IReadOnlyList<Finding> findings, TextWriter output)
    {
        string? project = null;
        foreach (var finding in findings)
        {
            if (!finding.Project.Equals(project, StringComparison.Ordinal))
                Say(project = finding.Project);
            Say($"  {finding.Kind}: {finding.Cause}.");
            if (finding.Repaired)
            {
                Say("    Repaired, and read back.");
                continue;
            }

            Say($"    Fix: {finding.Fix}.");
            if (finding.Call is not null)
                Say($"    API: {finding.Call}");
            if (finding.Remark is not null)
                Say($"    Not repaired: {finding.Remark}.");
        }

        var (repaired, named) = (findings.Count(finding => finding.Repaired), findings.Select(finding => finding.Project).Distinct(StringComparer.Ordinal).Count(one => one[0] != '('));
        Say(findings.Count == 0 ? $"{projects} projects, nothing found." : $"{projects} projects, {findings.Count} findings in {named} of them, {repaired} repaired.");
        return Judge(findings);

        // A terminal obeys control characters.
        void Say(string line) => output.WriteLine(Printable.Line(line));
    }

    /// <summary>The same for machines.</summary>
    internal static ExitCode WriteJson(int projects, IReadOnlyList<Finding> findings, TextWriter output)
    {
        var record = new AuditRecord(
            Schema: 1, projects, [.. findings.Select(one => new AuditRecord.FindingRecord(one.Project, one.Kind, one.Cause, one.Fix, one.Call?.ToString(), one.Repaired, one.Remark))]);
        output.WriteLine(JsonSerializer.Serialize(record, AuditJson.Default.AuditRecord));
        return Judge(findings);
    }

    private static ExitCode Judge(IReadOnlyList<Finding> findings) => findings.All(finding => finding.Repaired) ? ExitCode.Success : ExitCode.Failed;
}
