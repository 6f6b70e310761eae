namespace RegistryJanitor.Storage;

/// <summary>Something that is of no use to anybody: an empty directory, or a file that registry 3.x was about to rename when it was killed.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="IsFile">It is such a file.</param>
public sealed record Litter(string Path, bool IsFile)
{
    /// <summary>Everything below a directory and itself, the deepest first, if all of that is litter and old; nothing otherwise.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="youngSince">What was changed since then may be about to be used.</param>
    public static IReadOnlyList<Litter> Below(string path, DateTimeOffset youngSince)
    {
        var found = new List<Litter>();

        // Not recursive: whoever can write to the store must not be able to overflow a thread's stack.
        var left = new Stack<string>([path]);
        while (left.TryPop(out var directory))
        {
            using var open = OpenDirectory.TryOpen(directory, out _);
            if (open is null || !IsOld(open, ".", youngSince) || !open.TryList(out var entries, out _))
                return [];
            found.Add(new Litter(directory, IsFile: false));
            foreach (var (name, kind) in entries)
            {
                if (kind is EntryKind.Directory)
                    left.Push($"{directory}/{name}");
                else if (kind is EntryKind.File && IsTemporary(name) && IsOld(open, name, youngSince))
                    found.Add(new Litter($"{directory}/{name}", IsFile: true));
                else
                    return [];
            }
        }

        found.Reverse();
        return found;
    }

    /// <summary>A repository that has nothing any more, if all of its directories are old: it then leaves the catalog. Repositories below it stay.</summary>
    /// <param name="path">The repository's directory.</param>
    /// <param name="youngSince">What was changed since then may be about to be used.</param>
    public static IReadOnlyList<Litter> OfRepository(string path, DateTimeOffset youngSince)
    {
        using var open = OpenDirectory.TryOpen(path, out _);
        if (open is null || !open.TryList(out var entries, out _))
            return [];
        var found = new List<Litter>();
        var parts = entries.FindAll(entry => entry.Name[0] == StorageLayout.InternalPrefix);
        foreach (var part in parts)
        {
            var below = Below($"{path}/{part.Name}", youngSince);
            if (below.Count == 0)
                return [];
            found.AddRange(below);
        }

        if (parts.Count == entries.Count && IsOld(open, ".", youngSince))
            found.Add(new Litter(path, IsFile: false));
        return found;
    }

    /// <summary>registry/storage/driver/filesystem/driver.go since 3.1: <c>NAME.UUID.tmp</c>, then renamed to <c>NAME</c>.</summary>
    private static bool IsTemporary(string name) =>
        name.Split('.') is [_, var id, "tmp"] && Guid.TryParse(id, out _);

    private static bool IsOld(OpenDirectory directory, string name, DateTimeOffset youngSince) =>
        directory.TryStat(name, ""u8, out var found, out _) && found.Stamp.ModifiedAt < youngSince;
}
