using System.Globalization;

namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>A line of an engine, looked into for phrases; case does not count. Without regular expressions, which would take a tenth of the executable.</summary>
/// <param name="text">Of the line.</param>
internal sealed class EngineLine(string text)
{
    private static readonly string[] s_ownBeginnings = ["error", "fatal", "unknown flag", "unknown shorthand"];
    private static readonly string[] s_ownMarks = ["\"level\":\"error\"", "\"level\":\"fatal\"", "\"level\":\"panic\"", "level=error", "level=fatal", ": error: "];
    private static readonly string[] s_runs = ["failed to execute command", "STEP \"RUN", "did not complete successfully", "executor failed running"];
    private static readonly string[] s_codes = ["exit status ", "exit code: ", "exit code ", "exited with status "];

    /// <summary>Whether the engine speaks of its end: buildah's and buildx's <c>Error:</c>, kaniko's <c>error building image:</c>, and its JSON lines of level error or fatal.</summary>
    public bool IsOwn
    {
        get
        {
            var begins = text.TrimStart();
            if (begins.StartsWith('#') && begins.IndexOf(' ', StringComparison.Ordinal) is > 1 and var space && begins.AsSpan(1, space - 1).IndexOfAnyExceptInRange('0', '9') < 0)
                begins = begins[(space + 1)..];
            return Array.Exists(s_ownBeginnings, word => begins.StartsWith(word, StringComparison.OrdinalIgnoreCase) && IsEnd(begins, word.Length)) || Says(s_ownMarks);
        }
    }

    /// <summary>
    /// The exit code of the RUN that it tells of; null: of none. kaniko: <c>failed to execute command: waiting for process to exit: exit status 7</c>; buildah:
    /// <c>building at STEP "RUN exit 7": exit status 7</c>; BuildKit: <c>did not complete successfully: exit code: 7</c>, earlier <c>executor failed running</c>.
    /// </summary>
    public int? RunCode
    {
        get
        {
            var run = Array.Find(s_runs, phrase => Says(phrase));
            if (run is null)
                return null;
            var from = text.IndexOf(run, StringComparison.OrdinalIgnoreCase);
            foreach (var code in s_codes)
            {
                // The last one: before it stands the command, which may say anything.
                var at = text.LastIndexOf(code, StringComparison.OrdinalIgnoreCase);
                if (at < from)
                    continue;
                var digits = text.AsSpan(at + code.Length);
                var length = digits.IndexOfAnyExceptInRange('0', '9');
                if (int.TryParse(length < 0 ? digits : digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    return number;
            }

            return null;
        }
    }

    /// <summary>Whether it has one of these phrases.</summary>
    public bool Says(params string[] phrases) => Array.Exists(phrases, phrase => text.Contains(phrase, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it has these phrases, one behind the other.</summary>
    public bool SaysInOrder(string first, string second) =>
        text.IndexOf(first, StringComparison.OrdinalIgnoreCase) is >= 0 and var at && text.IndexOf(second, at + first.Length, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Whether it ends so.</summary>
    public bool Ends(string phrase) => text.EndsWith(phrase, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it has one of these as words of their own: <c>405</c>, and not <c>1405</c>.</summary>
    public bool SaysWord(params string[] words)
    {
        foreach (var word in words)
        {
            for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if ((at == 0 || !IsLetter(text[at - 1])) && IsEnd(text, at + word.Length))
                    return true;
            }
        }

        return false;
    }

    private static bool IsEnd(string text, int at) => at == text.Length || !IsLetter(text[at]);

    private static bool IsLetter(char letter) => char.IsLetterOrDigit(letter) || letter is '_';
}
