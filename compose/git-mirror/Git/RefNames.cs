namespace RegistryJanitor.GitMirror.Git;

/// <summary>What the names of refs mean to each other.</summary>
public static class RefNames
{
    /// <summary>Whether two refs cannot both exist: a ref is a file to git, and <c>feature</c> would be a directory, too, beside <c>feature/one</c>.</summary>
    public static bool Exclude(string one, string other) =>
        one.StartsWith($"{other}/", StringComparison.Ordinal) || other.StartsWith($"{one}/", StringComparison.Ordinal);

    /// <summary>A branch as people write it; other names as they are.</summary>
    public static string Short(string name) => name.StartsWith("refs/heads/", StringComparison.Ordinal) ? name["refs/heads/".Length..] : name;
}
