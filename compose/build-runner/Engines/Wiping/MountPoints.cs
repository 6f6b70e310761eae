using System.Globalization;
using System.Text;
using RegistryJanitor.BuildRunner.Volume;

namespace RegistryJanitor.BuildRunner.Engines.Wiping;

/// <summary>Where something is mounted, from <c>/proc/self/mountinfo</c> (man 5 proc): the fifth field, with blanks as <c>\040</c>.</summary>
internal static class MountPoints
{
    /// <summary>Every one below a directory, itself left out.</summary>
    /// <param name="mountInfo">The text, read as Latin-1.</param>
    /// <param name="directory">Absolute.</param>
    public static IReadOnlyList<string> Below(string mountInfo, string directory)
    {
        var below = RawPath.Of(directory.TrimEnd('/')) + "/";
        return [.. mountInfo.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Where(fields => fields.Length > 4)
            .Select(fields => Unescape(fields[4]))
            .Where(path => path.Length > below.Length && path.StartsWith(below, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)];
    }

    private static string Unescape(string field)
    {
        var text = new StringBuilder(field.Length);
        for (var at = 0; at < field.Length; at++)
        {
            if (field[at] == '\\' && at + 3 < field.Length && field.AsSpan(at + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)(((field[at + 1] - '0') * 64) + ((field[at + 2] - '0') * 8) + int.Parse(field.AsSpan(at + 3, 1), CultureInfo.InvariantCulture)));
                at += 3;
            }
            else
            {
                text.Append(field[at]);
            }
        }

        return text.ToString();
    }
}
