using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Git;

/// <summary>One run of git. What comes from outside (addresses, refs) is positional and stands behind <c>--</c>, where git takes nothing for an option.</summary>
/// <param name="Verb">Such as <c>fetch</c>.</param>
/// <param name="Options">Written by us.</param>
public sealed record GitCommand(string Verb, params IReadOnlyList<string> Options)
{
    /// <summary>The other side; the first of what stands behind <c>--</c>. Null: the command speaks to nobody.</summary>
    public GitUrl? Remote { get; init; }

    /// <summary>What stands behind <c>--</c> and the address.</summary>
    public IReadOnlyList<string> Positionals { get; init; } = [];

    /// <summary>The bare repository it works in; null: none.</summary>
    public string? Repository { get; init; }

    /// <summary>
    /// The repository whose objects it uses in place of those of <see cref="Repository"/>, which has no refs then: <c>git push</c> compares every object that it
    /// is told to push with every ref that it finds.
    /// </summary>
    public string? ObjectsOf { get; init; }

    /// <summary>Its standard input.</summary>
    public string? Input { get; init; }

    /// <summary>The address to connect to instead of asking a resolver again: <c>host:port:address</c>, as <c>http.curloptResolve</c> has it.</summary>
    public string? Pin { get; init; }

    /// <summary>Protocol of the conversation: 0 lists the refs in the first answer, 2 asks for some of them in a second request.</summary>
    public int Protocol { get; init; } = 2;

    /// <summary>Its time; the usual limit when null.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Settings of git for this command alone.</summary>
    public IReadOnlyList<(string Key, string Value)> Configuration { get; init; } = [];

    /// <summary>The argument list.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        .. Repository is null ? Array.Empty<string>() : [$"--git-dir={Repository}"],
        Verb,
        .. Options,
        .. Remote is null && Positionals.Count == 0 ? Array.Empty<string>() : ["--"],
        .. Remote is null ? Array.Empty<string>() : [Remote.ToString()],
        .. Positionals,
    ];
}
