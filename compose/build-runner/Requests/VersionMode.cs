namespace RegistryJanitor.BuildRunner.Requests;

/// <summary>How the next version is made of the commit messages since the last one.</summary>
public enum VersionMode
{
    /// <summary>No version; templates that want one are refused.</summary>
    None = 0,

    /// <summary>Conventional Commits 1.0.0.</summary>
    Conventional,

    /// <summary>The rules of the Gitea pipeline that this replaces: the last message alone, <c>major:</c>, <c>minor:</c>, <c>feat:</c>, <c>feature:</c>, else patch.</summary>
    Seed,
}
