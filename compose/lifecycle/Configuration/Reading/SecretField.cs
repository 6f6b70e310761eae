using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>A secret under a key, or in the file that the same key with <c>_file</c> names. No mistake repeats it.</summary>
internal static class SecretField
{
    private const int Longest = 4096;

    /// <summary>Reads it; null: it is not there, or mistaken.</summary>
    /// <param name="section">Where.</param>
    /// <param name="key">Of the secret itself.</param>
    /// <param name="folder">Where relative paths begin.</param>
    internal static Secret? Read(YamlSection section, string key, string folder)
    {
        var named = $"{key}_file";
        if (section.Has(key) && section.Has(named))
        {
            section.Refuse(named, $"{Fields.Of(section, key)} and {named} are both there; keep one of them");
            return null;
        }

        if (section.One(named, Fields.AnyPath) is { } path)
            return Sound(section, named, Content(section, named, Path.Combine(folder, path))) is { } content ? new Secret(content) { File = path } : null;
        return Sound(section, key, section.Text(key)) is { } text ? new Secret(text) : null;
    }

    private static string? Content(YamlSection section, string key, string path)
    {
        try
        {
            if (new FileInfo(path).Length > Longest)
                return Refused(section, key, "names a file that is longer than a secret; write the secret alone into it");
            return File.ReadAllText(path).Trim() is { Length: > 0 } content ? content : Refused(section, key, "names an empty file; write the secret into it");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            var cause = unreadable is FileNotFoundException or DirectoryNotFoundException ? "is not there" : "cannot be read";
            return Refused(section, key, $"names a file that {cause}; give the path of one that this process may read");
        }
    }

    private static string? Sound(YamlSection section, string key, string? secret) => secret switch
    {
        null => null,
        _ when secret.Contains(Secret.Shown, StringComparison.Ordinal) => Refused(section, key, $"has {Secret.Shown}, which stands in place of a secret where the file is shown; write the secret, or $NAME for a variable that has it"),
        { Length: > Longest } => Refused(section, key, "is longer than 4096 characters; write the secret alone"),
        _ when secret.Any(letter => letter is <= ' ' or >= '\u007f') => Refused(section, key, "has a blank, or a letter that no secret here has; write it as you were given it"),
        _ => secret,
    };

    private static string? Refused(YamlSection section, string key, string sentence)
    {
        section.Refuse(key, $"{Fields.Of(section, key)} {sentence}");
        return null;
    }
}
