namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>
/// Links that lead out of a context. As content they are harmless, and images are full of them (<c>/etc/localtime</c>): COPY of a directory copies a link as a link. Only
/// one that COPY, ADD or a bind mount names, or goes through, is followed, and where to depends on the engine. Those are refused.
/// </summary>
internal static class OutwardLinks
{
    /// <summary>Refuses a context with a link that leads out and could be followed.</summary>
    /// <param name="root">Absolute.</param>
    /// <param name="sources">What a Dockerfile takes from the context.</param>
    internal static void Refuse(string root, IReadOnlyList<string> sources)
    {
        var followed = sources.Select(Parts).ToList();
        var ahead = new Stack<ContextPath>([ContextPath.Root]);
        while (ahead.TryPop(out var directory))
        {
            foreach (var entry in new DirectoryInfo(directory.Below(root)).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                var path = new ContextPath(directory.Value.Length == 0 ? entry.Name : $"{directory}/{entry.Name}");
                if (entry.LinkTarget is not { } target)
                {
                    if (entry is DirectoryInfo)
                        ahead.Push(path);
                }
                else if (followed.FirstOrDefault(source => Names(source, path.Parts)) is not null && RootedPath.Follow(root, path) is (_, { } mistake))
                {
                    throw new ContextRefusedException($"the link {path} to {target} {Short(mistake)}, and the Dockerfile copies it; put the file itself into the context");
                }
            }
        }
    }

    private static string Short(string mistake) => mistake.StartsWith("leads out", StringComparison.Ordinal) ? "leads out of the context" : mistake;

    /// <summary>As engines do: <c>/</c> is the context, and <c>..</c> stops there.</summary>
    private static List<string> Parts(string source)
    {
        var parts = new List<string>();
        foreach (var part in source.Split('/'))
        {
            if (part is ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or ".."))
                parts.Add(part);
        }

        return parts;
    }

    /// <summary>Whether a source is the link, or has it on its way. One that is a directory above it copies it as it is.</summary>
    private static bool Names(List<string> source, IReadOnlyList<string> link)
    {
        for (var at = 0; at < link.Count; at++)
        {
            if (at == source.Count)
                return false;
            // What a variable becomes is not known here, nor how many parts that has.
            if (source[at].Contains('$', StringComparison.Ordinal))
                return true;
            if (!source[at].Contains('[', StringComparison.Ordinal) && !Glob.IsMatch(source[at], link[at]))
                return false;
        }

        return true;
    }
}
