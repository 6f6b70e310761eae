using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>
/// Makes a class of how an engine ended and what it said last. Exit codes say little: kaniko has 1 for nearly everything, buildah 125, and both pass on the code of a RUN.
/// </summary>
/// <remarks>
/// The words are those of kaniko v1.24 and v1.28, buildah 1.28 and 1.39, and buildx 0.13. A RUN can say them, too: they are looked for in an engine's own lines where there
/// are any, and nothing but a sentence for people depends on them.
/// </remarks>
public static class EngineWords
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
        var own = last.FindAll(line => new EngineLine(line).IsOwn);
        var said = own.Count > 0 ? own : last;
        // The last of its own lines sums it up; the ones before it may be of attempts that were repeated.
        for (var at = said.Count - 1; at >= 0; at--)
        {
            if (OfLine(engine, new EngineLine(said[at]), Quote(said[at]), code) is { } fault)
                return fault;
        }

        if (code is 137 or 143 or 130)
            return new(Killed, $"{engine} was killed (exit code {code})", "give the container more memory if nobody stopped it: the kernel kills what takes too much");
        return code is not (0 or 1 or 125 or 2)
            ? new(RunFailed, $"a RUN ended with exit code {code}", "look in the log at the lines above the end")
            : new(Other, $"{engine} ended with exit code {code}{(said.Count > 0 ? $": {Quote(said[^1])}" : "")}", "look in the log");
    }

    private static EngineFault? OfLine(string engine, EngineLine line, string quote, int code)
    {
        if (line.Says("no space left on device", "disk quota exceeded", "ENOSPC"))
            return new(DiskFull, $"there is no room: {quote}", "free some on the disk of the runner or of the registry, whichever the line names");
        if (line.Says("unknown flag", "unknown shorthand flag", "flag provided but not defined", "unknown command", "unrecognized argument", "unrecognized command"))
            return new(Usage, $"{engine} does not know an option: {quote}", "use a version that README names");
        if (line.RunCode is { } run)
            return new(RunFailed, $"a RUN ended with exit code {run}: {quote}", "look in the log at the lines above the end");
        if (line.SaysWord("405") || line.Says("method not allowed", "operation is unsupported"))
            return new(RegistryReadOnly, $"the registry is read-only: {quote}", "it is being collected; ask again when it takes pushes");
        if (line.SaysWord("denied", "401", "403") || line.Says("unauthorized", "authentication required", "forbidden", "no basic auth"))
            return new(RegistryRefused, $"a registry refuses us: {quote}", "look at BUILD_REGISTRY, BUILD_REGISTRY_USERNAME and its password, and at what that user may do");
        if (line.Says("manifest unknown", "manifest_unknown", "name unknown", "name_unknown", "repository name not known", "not found: manifest", "no image found in manifest list", "no match for platform")
            || line.SaysInOrder("failed to resolve source metadata", "not found") || line.Ends(": not found"))
            return new(BaseMissing, $"a base image does not exist: {quote}", "correct the FROM, or mirror that image first");
        if (line.Says(
            "connection refused", "no such host", "i/o timeout", "network is unreachable", "no route to host", "connection reset", "TLS handshake",
            "server gave HTTP response to HTTPS client", "deadline exceeded", "certificate") || line.Ends("EOF"))
            return new(RegistryUnreachable, $"a registry does not answer: {quote}", "look whether it runs and whether its name and port are right; for http, see BUILD_PLAIN_HTTP");
        if (line.Says("error pushing image", "failed to push", "pushing image", "exporting to image", "checking push permission"))
            return new(PushFailed, $"the push failed: {quote}", "look at the result for which tags are there, and ask again");
        if (line.Says(
            "dockerfile", "unknown instruction", "parsing", "no such file or directory", "no items matching", "not found in context", "not found in build context", "checking on sources",
            "failed to compute cache key", "is not a valid", "target stage", "unable to find target", "failed to get files used from context", "circular") || line.SaysInOrder("stage ", " not found"))
            return new(DockerfileError, $"the Dockerfile cannot be built: {quote}", "correct it, or the context that it copies from");
        return code is 137 or 143 && line.Says("killed", "terminated")
            ? new(Killed, $"{engine} was killed: {quote}", "give the container more memory if nobody stopped it")
            : null;
    }

    private static string Quote(string line) => Printable.Line(line.Trim(), LongestQuote);
}
