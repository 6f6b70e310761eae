namespace RegistryJanitor.GitMirror.Pushing;

/// <summary>A line that <c>git push --porcelain</c> prints for a ref: <c>flag TAB from:to TAB summary (reason)</c>, see git-push(1).</summary>
/// <param name="Flag">Blank, <c>+</c>, <c>-</c>, <c>*</c>, <c>=</c>, or <c>!</c> for refused.</param>
/// <param name="Ref">The destination's ref.</param>
/// <param name="Reason">What stands in the last brackets; empty when nothing does.</param>
public sealed record PorcelainLine(char Flag, string Ref, string Reason)
{
    /// <summary>What the flag means, as <see cref="RefOutcome.What"/> has it.</summary>
    public string What => Flag switch
    {
        '*' => "created",
        ' ' => "updated",
        '+' => "overwritten",
        '-' => "deleted",
        '=' => "unchanged",
        _ => "refused",
    };

    /// <summary>Null for the lines that speak of the push as a whole.</summary>
    public static PorcelainLine? Parse(string line)
    {
        if (line.Split('\t') is not [[var flag], var refs, var summary])
            return null;
        var open = summary.LastIndexOf('(');
        var reason = open >= 0 && summary.EndsWith(')') ? summary[(open + 1)..^1] : "";
        return new PorcelainLine(flag, refs[(refs.IndexOf(':', StringComparison.Ordinal) + 1)..], reason);
    }
}
