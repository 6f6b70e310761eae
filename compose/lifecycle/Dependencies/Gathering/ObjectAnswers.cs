using System.Globalization;
using System.Text;
using RegistryJanitor.Dockerfiles;

namespace RegistryJanitor.Lifecycle.Dependencies.Gathering;

/// <summary>What <c>git cat-file --batch --follow-symlinks</c> says (git-cat-file, "BATCH OUTPUT"): a line, and content behind it where the line has a size.</summary>
internal static class ObjectAnswers
{
    private const int LongestHeader = 8 * 1024;

    /// <summary>Reads an answer for each path, in order; ends earlier when git does.</summary>
    internal static async Task ReadAsync(Stream from, IReadOnlyList<string> paths, Action<string, FileReading> take, CancellationToken cancel)
    {
        foreach (var path in paths)
        {
            if (await LineAsync(from, cancel) is not { } header)
                return;
            take(path, await OneAsync(from, header, cancel));
        }
    }

    private static async Task<FileReading> OneAsync(Stream answers, string header, CancellationToken cancel)
    {
        if (header.EndsWith(" missing", StringComparison.Ordinal))
            return new FileReading.Unreadable("is not there");
        var words = header.Split(' ');
        var isLink = words is ["symlink" or "dangling" or "loop" or "notdir", _];
        if (!long.TryParse(isLink ? words[1] : words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return new FileReading.Unreadable($"is not told by git, which says '{header}'");
        var isText = !isLink && words is [_, "blob", _] && size <= DockerfileLimits.MostBytes;
        var content = await ContentAsync(answers, size, isKept: isText, cancel);
        if (content is null)
            return new FileReading.Unreadable("was not told to its end by git");
        return (isText, isLink, words) switch
        {
            (true, _, _) => new FileReading.Text(Encoding.UTF8.GetString(content)),
            (_, true, _) => new FileReading.Unreadable("is a link that leads to no file of the commit"),
            (_, _, [_, "blob", _]) => new FileReading.Unreadable($"has {size} bytes, and {DockerfileLimits.MostBytes} are read"),
            _ => new FileReading.Unreadable("is no file"),
        };
    }

    /// <summary>Reads content and the line break behind it, which is no part of it; keeps nothing where nothing is kept. Null: git ended before.</summary>
    private static async Task<byte[]?> ContentAsync(Stream answers, long size, bool isKept, CancellationToken cancel)
    {
        var buffer = new byte[isKept ? size + 1 : 32 * 1024];
        for (var left = size + 1; left > 0;)
        {
            var wanted = (int)Math.Min(left, buffer.Length);
            if (await answers.ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancel) < wanted)
                return null;
            left -= wanted;
        }

        return isKept ? buffer[..^1] : [];
    }

    private static async Task<string?> LineAsync(Stream answers, CancellationToken cancel)
    {
        using var line = new MemoryStream();
        var letter = new byte[1];
        while (line.Length < LongestHeader && await answers.ReadAsync(letter, cancel) == 1)
        {
            if (letter[0] == (byte)'\n')
                return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
            line.WriteByte(letter[0]);
        }

        return null;
    }
}
