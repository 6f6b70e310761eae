using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>The file <c>mirrors.yaml</c>: a list <c>mirrors</c> of <c>name</c>, <c>upstream</c> and, as wanted, <c>destination</c>, <c>refspec</c>, <c>skip</c>, <c>lfs</c>.</summary>
public static class MirrorList
{
    /// <summary>Reads the file; without mistakes there is a list, which may be empty.</summary>
    public static (IReadOnlyList<Mirror> Mirrors, IReadOnlyList<string> Mistakes) Read(string path, UrlRules rules)
    {
        try
        {
            return Parse(path, File.ReadAllText(path), rules);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ([], [$"{path}: {WhyNot(path, unreadable)}"]);
        }
    }

    private static string WhyNot(string path, Exception unreadable) => unreadable switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file; name yours in MIRROR_LIST",
        _ when Directory.Exists(path) => "this is a directory, as Docker makes one where a file that is to be mounted is missing; remove it (rmdir), put the list there, and start again",
        UnauthorizedAccessException => "this user may not read it; chmod a+r it",
        _ => unreadable.Message,
    };

    /// <summary>Reads a text.</summary>
    internal static (IReadOnlyList<Mirror> Mirrors, IReadOnlyList<string> Mistakes) Parse(string path, string text, UrlRules rules)
    {
        var mistakes = new YamlMistakes(path);
        var mirrors = new List<Mirror>();
        if (YamlSection.Parse(text, mistakes) is not { } file)
            return ([], mistakes.All);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var destinations = new Dictionary<string, MirrorName>(StringComparer.Ordinal);
        foreach (var section in file.Sections("mirrors"))
        {
            if (ReadOne(section, rules) is not { } mirror)
                continue;
            if (names.Add(mirror.Name.Value))
                mirrors.Add(mirror);
            else
                section.Refuse($"{section.Name}.name is '{mirror.Name}', which another mirror has; names differ by more than case");
            if (mirror.Destination is { Url.Repository: var destination } && destination.Equals(mirror.Upstream.Repository, StringComparison.Ordinal))
                section.Refuse($"{section.Name}.destination is its own upstream; name another repository, or take it out");
            else if (mirror.Destination is { Url.Repository: var taken } && !destinations.TryAdd(taken, mirror.Name))
                section.Refuse($"{section.Name}.destination is that of '{destinations[taken]}', too, and each would undo what the other pushes; name another repository");
        }

        if (!file.Has("mirrors"))
            file.Refuse("there is no list 'mirrors'; write one, or `mirrors: []` for none");
        file.RefuseOthers();
        return (mirrors, mistakes.All);
    }

    private static Mirror? ReadOne(YamlSection section, UrlRules rules)
    {
        var name = One(section, "name", MirrorName.Read);
        var upstream = Address(section, "upstream", rules);
        var destination = section.Has("destination") ? Address(section, "destination", rules) : null;
        var refs = section.List("refspec", RefPattern.Read);
        var skip = section.Switch("skip") ?? false;
        var large = section.Switch("lfs") ?? false;
        if (large && upstream is { IsSsh: true })
            section.Refuse($"{section.Name}.lfs is true, and large files are fetched over https only; write an https address");
        if (large && destination is { IsSsh: true })
            section.Refuse($"{section.Name}.lfs is true, and large files are pushed over https only; write an https address as destination");
        section.RefuseOthers();
        return name is null || upstream is null ? null : new Mirror(name, upstream, refs.Count > 0 ? refs : RefPattern.HeadsAndTags)
        {
            Skip = skip,
            LargeFiles = large,
            Destination = destination is null ? null : new Destination(destination),
        };
    }

    private static GitUrl? Address(YamlSection section, string key, UrlRules rules)
    {
        // A mistake repeats the value, and what stands before '@' may be a password.
        if (section.Has(key) && section.Text(key) is { } text && text.Contains('@', StringComparison.Ordinal))
        {
            var (url, mistake) = GitUrl.Read(text, rules);
            if (mistake is not null)
                section.Refuse($"{section.Name}.{key} {mistake}");
            return url;
        }

        return One(section, key, text => GitUrl.Read(text, rules));
    }

    private static T? One<T>(YamlSection section, string key, Func<string, (T? Value, string? Mistake)> read)
        where T : class
    {
        if (section.Has(key))
            return section.List(key, text => text.Length > 0 ? read(text) : (null, "is empty")) is [var only] ? only : null;
        section.Refuse($"{(section.Name.Length > 0 ? section.Name : "the file")} has no {key}");
        return null;
    }
}
