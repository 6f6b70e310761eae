namespace RegistryJanitor.GitMirror.Auditing;

/// <summary>What <c>git-mirror audit --json</c> writes.</summary>
internal sealed record AuditRecord(int Schema, int Projects, IReadOnlyList<AuditRecord.FindingRecord> Findings)
{
    /// <summary>A <see cref="Finding"/>.</summary>
    internal sealed record FindingRecord(string Project, string Kind, string Cause, string Fix, string? Call, bool Repaired, string? Remark);
}
