using System.Globalization;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>The kinds of values that several sections have.</summary>
internal static class Fields
{
    private const int LongestText = 4096;
    private const int MostPlatforms = 32;

    /// <summary>A key as messages call it.</summary>
    public static string Of(YamlSection section, string key) => section.Name.Length == 0 ? key : $"{section.Name}.{key}";

    /// <summary>Any text up to a length.</summary>
    public static string? Text(YamlSection section, string key, int longest = LongestText)
    {
        var text = section.Text(key);
        if (text is null || text.Length <= longest)
            return text;
        section.Refuse(key, string.Create(CultureInfo.InvariantCulture, $"{Of(section, key)} is longer than {longest} characters; write a shorter one"));
        return null;
    }

    /// <summary>One value that has to be there.</summary>
    public static T? Needed<T>(YamlSection section, string key, string cure, Func<string, (T? Value, string? Mistake)> read)
        where T : class
    {
        if (!section.Has(key))
            section.Refuse($"{(section.Name.Length > 0 ? section.Name : "the file")} has no {key}; {cure}");
        return section.One(key, read);
    }

    /// <summary>One of a few words, or the first of them.</summary>
    public static int Choice(YamlSection section, string key, params ReadOnlySpan<string> words)
    {
        if (section.Text(key) is not { } text)
            return 0;
        var found = words.IndexOf(text);
        if (found < 0)
            section.Refuse(key, $"{Of(section, key)} is '{Printable.Of(text)}'; write {string.Join(" or ", words.ToArray())}");
        return Math.Max(found, 0);
    }

    /// <summary>Platforms, each once.</summary>
    public static IReadOnlyList<ImagePlatform> Platforms(YamlSection section, string key = "platforms")
    {
        IReadOnlyList<ImagePlatform> platforms = [.. section.List(key, ImagePlatform.Read).Distinct()];
        if (platforms.Count <= MostPlatforms)
            return platforms;
        section.Refuse(key, $"{Of(section, key)} has more than {MostPlatforms} platforms; write those that are used");
        return [];
    }

    /// <summary>A repository without tag and digest.</summary>
    public static (ImageReference? Image, string? Mistake) Repository(string text) => ImageReference.Read(text) switch
    {
        ({ Tag: not null }, _) => (null, "has a tag; leave it away, tags have a key of their own"),
        ({ Digest: not null }, _) => (null, "has a digest; leave it away"),
        var read => read,
    };

    /// <summary>The same, with its registry. Nobody means to push to Docker Hub by leaving something out.</summary>
    public static (ImageReference? Image, string? Mistake) Destination(string text) =>
        NamesRegistry(text) ? Repository(text) : (null, "names no registry; write host and port first, such as registry:5000/mirrors/alpine");

    /// <summary>Whether its first part can only be a registry: it has a dot or a port, or is <c>localhost</c>.</summary>
    public static bool NamesRegistry(string text)
    {
        var first = text.AsSpan(0, Math.Max(text.IndexOf('/', StringComparison.Ordinal), 0));
        return first.ContainsAny('.', ':') || first.Equals("localhost", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A tag, as it is written: <c>3.20</c> is not <c>3.2</c>.</summary>
    public static (string? Text, string? Mistake) TagText(string text) =>
        Tag.TryParse(text, out _) ? (text, null) : (null, "cannot be part of a tag; write at most 128 letters, digits, '_', '.' and '-', not '.' or '-' first");

    /// <summary>A path below the file's folder.</summary>
    public static (string? Path, string? Mistake) RelativePath(string text) => text switch
    {
        { Length: > 512 } => (null, "is longer than 512 characters; write a shorter path"),
        ['/', ..] => (null, "is an absolute path; write one that begins in the folder of this file"),
        _ when text.Any(letter => char.IsControl(letter) || letter is '\\') => (null, "has a character that no path here has; write names with '/' between them"),
        _ when text.Split('/').Any(part => part is ".." or "") => (null, "leaves its folder or has an empty part; write names with single '/' between them, without '..'"),
        _ => (text, null),
    };

    /// <summary>A path, absolute or from the file's folder.</summary>
    public static (string? Path, string? Mistake) AnyPath(string text) =>
        text.Length <= LongestText && !text.Any(char.IsControl) ? (text, null) : (null, "is no path of a file; write at most 4096 characters");
}
