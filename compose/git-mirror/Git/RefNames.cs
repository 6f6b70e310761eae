namespace RegistryJanitor.GitMirror.Git;

/// <summary>What the names of refs mean to each other.</summary>
public static class RefNames
{
    /// <summary>Whether a name is text. Git allows any bytes; what is not UTF-8 arrives here with a replacement character, and two names could become one.</summary>
    public static bool IsText(string name) => !name.Contains('\uFFFD', StringComparison.Ordinal);

    /// <summary>The names that cannot exist beside it because they would be directories of it: of <c>a/b/c</c>, <c>a</c> and <c>a/b</c>.</summary>
    public static IEnumerable<string> Parents(string name)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1))
            yield return name[..slash];
    }

    /// <summary>A branch as people write it; other names as they are.</summary>
    public static string Short(string name) => name.StartsWith("refs/heads/", StringComparison.Ordinal) ? name["refs/heads/".Length..] : name;
}
