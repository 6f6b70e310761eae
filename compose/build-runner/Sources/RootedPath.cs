namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>Where a path below a root really leads, link by link, as a kernel would walk it, and that it never leaves the root on the way.</summary>
internal static class RootedPath
{
    // As Linux has it (MAXSYMLINKS).
    private const int MostLinks = 40;

    /// <summary>Walks a path. What is not there is walked as if it were no link.</summary>
    /// <param name="root">Absolute; not looked at itself.</param>
    /// <param name="path">What to walk.</param>
    /// <returns>The real path below the root, or what is wrong: the end of a sentence that begins with the path.</returns>
    internal static (string? Real, string? Mistake) Follow(string root, ContextPath path)
    {
        var real = new List<string>();
        var ahead = new Stack<string>(Enumerable.Reverse(path.Parts));
        var links = 0;
        while (ahead.TryPop(out var part))
        {
            if (part is "" or ".")
                continue;
            if (part is "..")
            {
                if (real.Count == 0)
                    return (null, "leads out of it");
                real.RemoveAt(real.Count - 1);
                continue;
            }

            real.Add(part);
            if (new FileInfo($"{root}/{string.Join('/', real)}").LinkTarget is not { } target)
                continue;
            var link = string.Join('/', real);
            if (target.StartsWith('/'))
                return (null, $"leads out of it, by the link {link} to {target}");
            if (++links > MostLinks)
                return (null, $"has more than {MostLinks} links on its way, the last one {link}");
            real.RemoveAt(real.Count - 1);
            foreach (var step in Enumerable.Reverse(target.Split('/')))
                ahead.Push(step);
        }

        return (string.Join('/', real), null);
    }
}
