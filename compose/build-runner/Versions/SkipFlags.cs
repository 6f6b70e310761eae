namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>
/// Words in a commit message that say "no image of this", in any capitals: <c>[skip ci]</c> with the spellings that Gitea knows, <c>[skip images]</c>, and <c>[NAME only]</c>,
/// which skips every image that is not called so. They are for whoever enqueues by itself; a person who asks for a build gets it.
/// </summary>
public static class SkipFlags
{
    private static readonly string[] s_everything = ["[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]", "[skip images]"];

    /// <summary>Why a commit is not built, without its stop; null: nothing is said against it.</summary>
    /// <param name="message">Of the newest commit, all of it.</param>
    /// <param name="image">The name that <c>[NAME only]</c> would have for what is to be built.</param>
    public static string? Reason(string message, string image)
    {
        if (Array.Find(s_everything, flag => message.Contains(flag, StringComparison.OrdinalIgnoreCase)) is { } everything)
            return $"the commit message says {everything}";
        var others = Only(message);
        return others.Count == 0 || others.Contains(image, StringComparer.OrdinalIgnoreCase) ? null : $"the commit message says [{others[0]} only]";
    }

    private static List<string> Only(string message)
    {
        const string Ending = " only]";
        var names = new List<string>();
        for (var end = message.IndexOf(Ending, StringComparison.OrdinalIgnoreCase); end >= 0; end = message.IndexOf(Ending, end + 1, StringComparison.OrdinalIgnoreCase))
        {
            var name = message[(message.LastIndexOf('[', end) + 1)..end];
            // "[read only]" in a sentence of several words is prose; a name has no blanks, and a bracket before it.
            if (name.Length > 0 && name.Length < end && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '/'))
                names.Add(name);
        }

        return names;
    }
}
