namespace RegistryJanitor.Lifecycle.Dependencies.Report;

/// <summary>Kinds as they are written.</summary>
internal static class GraphWords
{
    internal static string Of(BaseKind kind) => kind switch
    {
        BaseKind.From => "from",
        BaseKind.Copy => "copy",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind"),
    };
}
