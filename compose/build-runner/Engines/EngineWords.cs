using System.Text.RegularExpressions;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>
/// Makes a class of how an engine ended and what it said last. Exit codes say little: kaniko has 1 for nearly everything, buildah 125, and both pass on the code of a RUN.
/// </summary>
/// <remarks>
/// The words are those of kaniko v1.24 and v1.28, buildah 1.28 and 1.39, and buildx 0.13. A RUN can say them, too: they are looked for in an engine's own lines where there
/// are any, and nothing but a sentence for people depends on them.
/// </remarks>
public static partial class EngineWords
{
    /// <summary>Nobody answers.</summary>
    public const string RegistryUnreachable = "registry-unreachable";

    /// <summary>It does not know us, or we may not.</summary>
    public const string RegistryRefused = "registry-refused";

    /// <summary>It takes nothing at the moment: wait, and try again.</summary>
    public const string RegistryReadOnly = "registry-read-only";

    /// <summary>A FROM names what does not exist.</summary>
    public const string BaseMissing = "base-missing";

    /// <summary>The Dockerfile cannot be read, or names what is not in the context.</summary>
    public const string DockerfileError = "dockerfile-error";

    /// <summary>A RUN ended with another code than 0.</summary>
    public const string RunFailed = "run-failed";

    /// <summary>It was built, and not every destination has it.</summary>
    public const string PushFailed = "push-failed";

    /// <summary>No room.</summary>
    public const string DiskFull = "disk-full";

    /// <summary>A signal ended it.</summary>
    public const string Killed = "killed";

    /// <summary>It does not know an option that it was given.</summary>
    public const string Usage = "usage";

    /// <summary>It is not there, or does not start.</summary>
    public const string EngineMissing = "engine-missing";

    /// <summary>It took longer than it may.</summary>
    public const string TimeLimit = "time-limit";

    /// <summary>None of these.</summary>
    public const string Other = "engine";

    private const int LinesThatCount = 200;
    private const int LongestQuote = 300;

    /// <summary>The fault of an engine that ended.</summary>
    /// <param name="engine">Its name.</param>
    /// <param name="exit">How; not with 0.</param>
    /// <param name="lines">What it said, the last line last.</param>
    public static EngineFault Judge(string engine, ChildExit exit, IReadOnlyList<string> lines) => exit switch
    {
        ChildExit.NotStarted(var why) => new(EngineMissing, $"{engine} could not be started: {why}", "install it, or name it in its setting (BUILD_KANIKO_BIN, BUILD_BUILDAH_BIN, BUILD_DOCKER_BIN)"),
        ChildExit.TimedOut(var limit) => new(TimeLimit, $"{engine} was ended after {Duration.Text(limit)}", "ask with a longer time_limit, or look in the log for what it waits for"),
        ChildExit.Exited(var code) => OfExit(engine, code, lines),
        _ => new(Other, $"{engine} failed", "look in the log"),
    };

    private static EngineFault OfExit(string engine, int code, IReadOnlyList<string> lines)
    {
        var last = lines.Skip(lines.Count - Math.Min(lines.Count, LinesThatCount)).ToList();
        var own = last.FindAll(line => OwnLine().IsMatch(line));
        var said = own.Count > 0 ? own : last;
        // The last of its own lines sums it up; the ones before it may be of attempts that were repeated.
        for (var at = said.Count - 1; at >= 0; at--)
        {
            if (OfLine(engine, said[at], code) is { } fault)
                return fault;
        }

        if (code is 137 or 143 or 130)
            return new(Killed, $"{engine} was killed (exit code {code})", "give the container more memory if nobody stopped it: the kernel kills what takes too much");
        return code is not (0 or 1 or 125 or 2)
            ? new(RunFailed, $"a RUN ended with exit code {code}", "look in the log at the lines above the end")
            : new(Other, $"{engine} ended with exit code {code}{(said.Count > 0 ? $": {Quote(said[^1])}" : "")}", "look in the log");
    }

    private static EngineFault? OfLine(string engine, string line, int code)
    {
        if (DiskIsFull().IsMatch(line))
            return new(DiskFull, $"there is no room: {Quote(line)}", "free some on the disk of the runner or of the registry, whichever the line names");
        if (UnknownOption().IsMatch(line))
            return new(Usage, $"{engine} does not know an option: {Quote(line)}", "use a version that README names");
        if (RunCode().Match(line) is { Success: true } run)
            return new(RunFailed, $"a RUN ended with exit code {run.Groups["code"].Value}: {Quote(line)}", "look in the log at the lines above the end");
        if (ReadOnly().IsMatch(line))
            return new(RegistryReadOnly, $"the registry is read-only: {Quote(line)}", "it is being collected; ask again when it takes pushes");
        if (Refused().IsMatch(line))
            return new(RegistryRefused, $"a registry refuses us: {Quote(line)}", "look at BUILD_REGISTRY, BUILD_REGISTRY_USERNAME and its password, and at what that user may do");
        if (Missing().IsMatch(line))
            return new(BaseMissing, $"a base image does not exist: {Quote(line)}", "correct the FROM, or mirror that image first");
        if (Unreachable().IsMatch(line))
            return new(RegistryUnreachable, $"a registry does not answer: {Quote(line)}", "look whether it runs and whether its name and port are right; for http, see BUILD_PLAIN_HTTP");
        if (Pushing().IsMatch(line))
            return new(PushFailed, $"the push failed: {Quote(line)}", "look at the result for which tags are there, and ask again");
        if (Dockerfile().IsMatch(line))
            return new(DockerfileError, $"the Dockerfile cannot be built: {Quote(line)}", "correct it, or the context that it copies from");
        return code is 137 or 143 && KilledLine().IsMatch(line)
            ? new(Killed, $"{engine} was killed: {Quote(line)}", "give the container more memory if nobody stopped it")
            : null;
    }

    private static string Quote(string line)
    {
        var printable = string.Concat(line.Trim().Select(letter => char.IsControl(letter) ? '?' : letter));
        return printable.Length <= LongestQuote ? printable : $"{printable[..LongestQuote]}...";
    }

    /// <summary>buildah's and buildx's <c>Error:</c>, kaniko's <c>error building image:</c>, and its JSON lines of level error or fatal.</summary>
    [GeneratedRegex(@"^\s*(error|fatal|unknown flag|unknown shorthand|#\d+ error)\b|""level"":""(error|fatal|panic)""|level=(error|fatal)|: error: ", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnLine();

    [GeneratedRegex("no space left on device|disk quota exceeded|ENOSPC", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DiskIsFull();

    [GeneratedRegex("unknown (shorthand )?flag|flag provided but not defined|unknown command|unrecognized (argument|command)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownOption();

    /// <summary>kaniko: <c>failed to execute command: waiting for process to exit: exit status 7</c>; buildah: <c>building at STEP "RUN exit 7": exit status 7</c>; BuildKit: <c>did not complete successfully: exit code: 7</c>, earlier <c>executor failed running</c>.</summary>
    [GeneratedRegex(@"(failed to execute command|STEP ""RUN|did not complete successfully|executor failed running).*(exit status|exit code:?|exited with status) (?<code>\d+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RunCode();

    [GeneratedRegex(@"\b405\b|method not allowed|UNSUPPORTED: The operation is unsupported|operation is unsupported", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ReadOnly();

    [GeneratedRegex(@"unauthorized|authentication required|\bdenied\b|\b401\b|\b403\b|forbidden|no basic auth", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Refused();

    [GeneratedRegex(@"manifest[ _]unknown|name unknown|NAME_UNKNOWN|repository name not known|\bnot found: manifest|failed to resolve source metadata.*not found|: not found$|no image found in manifest list|no match for platform", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Missing();

    [GeneratedRegex("connection refused|no such host|i/o timeout|network is unreachable|no route to host|connection reset|TLS handshake|server gave HTTP response to HTTPS client|deadline exceeded|certificate|EOF$|context deadline", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Unreachable();

    [GeneratedRegex("error pushing image|failed to push|pushing image|exporting to image|checking push permission", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Pushing();

    [GeneratedRegex("dockerfile|unknown instruction|parsing|no such file or directory|no items matching|not found in (build )?context|checking on sources|failed to compute cache key|is not a valid|target stage|stage .* not found|unable to find target|failed to get files used from context|circular", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dockerfile();

    [GeneratedRegex("killed|terminated", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex KilledLine();
}
