using System.Collections.Immutable;
using RegistryJanitor.Daemon;
using RegistryJanitor.Retention;

namespace RegistryJanitor;

/// <summary>Which tags stay, from the environment: either a few rules for every repository, or the file that <c>RETENTION_FILE</c> names.</summary>
internal static class RetentionSettings
{
    private const int DefaultKeepLast = 10;
    private const string File = "RETENTION_FILE";
    private const long LongestFile = 1 << 20;

    private static readonly string[] s_rules = ["KEEP_LAST_N", "KEEP_WITHIN", "KEEP_TAGS"];
    private static readonly string[] s_limits = ["MIN_FREE_PERCENT", "MAX_STORE_BYTES", "KEEP_AT_LEAST"];

    /// <summary>Reads them; mistakes are the reader's.</summary>
    public static (RetentionPolicies Policies, SpaceLimits Space) Read(SettingsReader read)
    {
        var (policies, space) = (Rules(read), Space(read));
        var path = read.AbsolutePath(File, "");
        if (path.Length == 0)
            return (policies, space);
        if (Array.FindAll(s_rules, read.IsSet) is [_, ..] set)
            read.Refuse($"{File} and {string.Join(", ", set)} are both set; the file decides alone, so remove the {(set.Length == 1 ? "other" : "others")}");
        var file = FromFile(path, read);
        if (file.Space is not null && Array.FindAll(s_limits, read.IsSet) is [_, ..] twice)
            read.Refuse($"the section space of {path} and {string.Join(", ", twice)} are both set; keep one of them");
        return (file.Policies, file.Space ?? space);
    }

    private static RetentionPolicies Rules(SettingsReader read)
    {
        var rules = ImmutableArray.CreateBuilder<RetentionRule>();
        var within = read.Time("KEEP_WITHIN");
        if (within == TimeSpan.Zero)
            read.Refuse("KEEP_WITHIN is 0, which keeps nothing; write a longer time, or leave it out");
        var names = Patterns("KEEP_TAGS", read);
        var last = read.Number("KEEP_LAST_N", DefaultKeepLast, 0, int.MaxValue);
        if (last == 0 && within is null && names.Count == 0)
            read.Refuse("KEEP_LAST_N=0 would keep no tag at all; write 1 or more, or set KEEP_WITHIN or KEEP_TAGS");
        if (last > 0)
            rules.Add(new KeepLast(last));
        if (within is { } time)
            rules.Add(new KeepWithin(time));
        if (names.Count > 0)
            rules.Add(new KeepTags(names));
        return RetentionPolicies.Everywhere(rules.ToImmutable());
    }

    private static SpaceLimits Space(SettingsReader read)
    {
        var most = read.Bytes("MAX_STORE_BYTES");
        if (most is > 0 and < SpaceLimits.LeastStoreBytes)
            read.Refuse($"MAX_STORE_BYTES is less than 1 MiB; write {ByteSize.Expected}, or 0 for no limit");
        return new SpaceLimits(read.Number("MIN_FREE_PERCENT", 0, 0, 90), most, read.Number("KEEP_AT_LEAST", 1, 1, int.MaxValue));
    }

    private static List<NamePattern> Patterns(string name, SettingsReader read)
    {
        var patterns = new List<NamePattern>();
        foreach (var text in Whole(read.List(name)))
        {
            if (NamePattern.TryParse(text, out var pattern, out var mistake))
                patterns.Add(pattern!);
            else
                read.Refuse($"{name}: '{text}' {mistake}");
        }

        return patterns;
    }

    /// <summary>A comma within an expression, as in <c>/v{1,3}/</c>, divides nothing.</summary>
    private static IEnumerable<string> Whole(IEnumerable<string> parts)
    {
        var open = "";
        foreach (var part in parts)
        {
            var text = open.Length > 0 ? $"{open},{part}" : part;
            open = text is ['/', ..] and not ['/', .., '/'] ? text : "";
            if (open.Length == 0)
                yield return text;
        }

        if (open.Length > 0)
            yield return open;
    }

    private static RetentionFile FromFile(string path, SettingsReader read)
    {
        var mistakes = new YamlMistakes(path);
        try
        {
            if (new FileInfo(path).Length > LongestFile)
            {
                read.Refuse($"{File}={path} is longer than 1 MiB, which no list of policies is; give the path of that");
                return new RetentionFile(new RetentionPolicies([]), null);
            }

            var file = RetentionFile.Read(System.IO.File.ReadAllText(path), mistakes);
            foreach (var mistake in mistakes.All)
                read.Refuse(mistake);
            return file;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            read.Refuse($"{File}={path} cannot be read: {unreadable.Message.TrimEnd('.')}; give the path of a file that this process may read");
            return new RetentionFile(new RetentionPolicies([]), null);
        }
    }
}
