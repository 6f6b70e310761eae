using System.Text;

namespace RegistryJanitor.Dockerfiles.Stages;

/// <summary>The value of <c>--mount=</c>: options between commas, each <c>key=value</c> or a key alone; an option may stand between double quotes.</summary>
public static class MountOptions
{
    /// <summary>
    /// The value of an option, the last where it is there twice; null: it is not there. Keys have no case.
    /// </summary>
    /// <param name="mount">Such as <c>type=bind,from=build,target=/x</c>.</param>
    /// <param name="key">In lower case.</param>
    public static string? Find(string mount, string key)
    {
        string? found = null;
        foreach (var option in Split(mount))
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0 && option.AsSpan(0, equals).Equals(key, StringComparison.OrdinalIgnoreCase))
                found = option[(equals + 1)..];
        }

        return found;
    }

    private static List<string> Split(string mount)
    {
        var (options, option, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < mount.Length; at++)
        {
            var letter = mount[at];
            if (letter == ',' && !isQuoted)
            {
                options.Add(option.ToString());
                option.Clear();
            }
            else if (letter != '"')
            {
                option.Append(letter);
            }
            else if (isQuoted && at + 1 < mount.Length && mount[at + 1] == '"')
            {
                option.Append(mount[++at]);
            }
            else
            {
                isQuoted = !isQuoted;
            }
        }

        options.Add(option.ToString());
        return options;
    }
}
