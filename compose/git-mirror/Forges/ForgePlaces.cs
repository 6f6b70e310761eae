namespace RegistryJanitor.GitMirror.Forges;

/// <summary>Where people find what our sentences speak of.</summary>
internal static class ForgePlaces
{
    /// <summary>The description of a project.</summary>
    internal static string Description(this ForgeKind kind) => kind switch
    {
        ForgeKind.GitLab => "Settings > General > Project description",
        ForgeKind.GitHub => "About > Description",
        _ => "Settings > Repository > Description",
    };
}
