namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>
/// A job as options that all engines spell alike. Every value stands behind <c>=</c> in one argument: whatever it begins with, it cannot become an option.
/// </summary>
internal static class JobArguments
{
    /// <summary>Build arguments, in the order of their names.</summary>
    public static IEnumerable<string> BuildArguments(BuildJob job) => Pairs("--build-arg", job.Request.BuildArguments);

    /// <summary>Labels, in the order of their keys.</summary>
    public static IEnumerable<string> Labels(BuildJob job) => Pairs("--label", job.Labels);

    /// <summary>The stage.</summary>
    public static IEnumerable<string> Target(BuildJob job) => job.Request.Target is { } target ? [$"--target={target}"] : [];

    /// <summary>Registry, repository and tag of each destination.</summary>
    public static IEnumerable<string> References(BuildJob job) => job.Tags.Select(tag => Reference(job, tag));

    /// <summary>Registry, repository and tag of one.</summary>
    public static string Reference(BuildJob job, string tag) => $"{job.Request.Image}:{tag}";

    /// <summary>What none of them can be told; null: all is well.</summary>
    public static string? Refusal(BuildJob job)
    {
        if (job.Request.Target is { } target && !(target.Length > 0 && target.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.')))
            return $"'{target}' is no name of a stage; write letters, digits, '_', '-' and '.'";
        // Without "=" an engine takes the value from our environment.
        if (job.Request.BuildArguments.Keys.FirstOrDefault(name => !IsName(name)) is { } argument)
            return $"'{argument}' is no name of a build argument; write letters, digits and '_'";
        if (job.Labels.Keys.FirstOrDefault(key => key.Length == 0 || key.Contains('=', StringComparison.Ordinal) || key.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))) is { } label)
            return $"'{label}' is no key of a label; write it without blanks and '='";
        return job.Request.BuildArguments.Values.Concat(job.Labels.Values).Any(value => value.Contains('\0', StringComparison.Ordinal))
            ? "a build argument or label has a NUL character, which no program can be given; remove it"
            : null;
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_');

    private static IEnumerable<string> Pairs(string option, IReadOnlyDictionary<string, string> pairs) =>
        pairs.Keys.Order(StringComparer.Ordinal).Select(key => $"{option}={key}={pairs[key]}");
}
