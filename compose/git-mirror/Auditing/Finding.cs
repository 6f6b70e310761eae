namespace RegistryJanitor.GitMirror.Auditing;

/// <summary>Something at the forge that keeps a mirror from working, now or at the next rewrite of its upstream.</summary>
/// <param name="Project">Path of the project; <c>(token)</c> for what concerns all of them.</param>
/// <param name="Kind">Never changes its meaning: <c>role</c>, <c>force-push</c>, <c>push-access</c>, <c>auto-devops</c>, <c>ci-path</c>, <c>schedule</c>, <c>default-branch</c>, <c>token</c>, or the code of a fault.</param>
/// <param name="Cause">One sentence without its stop.</param>
/// <param name="Fix">Where a person changes it; a sentence without its stop.</param>
public sealed record Finding(string Project, string Kind, string Cause, string Fix)
{
    /// <summary>The request that changes it; null: there is none that would be right for everybody.</summary>
    public ForgeCall? Call { get; init; }

    /// <summary>It was changed and read back.</summary>
    public bool Repaired { get; init; }

    /// <summary>Why it could not be repaired; null: it was not asked for, or it was repaired.</summary>
    public string? Remark { get; init; }

    /// <summary>Whether two audits found the same thing.</summary>
    internal bool IsSame(Finding other) =>
        Project.Equals(other.Project, StringComparison.Ordinal) && Kind.Equals(other.Kind, StringComparison.Ordinal) && string.Equals($"{Call}", $"{other.Call}", StringComparison.Ordinal);
}
