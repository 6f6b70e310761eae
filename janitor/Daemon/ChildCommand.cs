namespace RegistryJanitor.Daemon;

/// <summary>What to run. No shell is involved: an argument arrives as it is written here.</summary>
/// <param name="FileName">A path (with a slash), or a name that is looked up in <c>PATH</c>.</param>
/// <param name="Arguments">Without the program's own name.</param>
public sealed record ChildCommand(string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>Variables the child has besides ours; a null value takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Where the child starts; our own directory when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What the child reads on its standard input, UTF-8; nothing when null.</summary>
    public string? Input { get; init; }

    /// <summary>After this time the child is ended; null is no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }
}
