using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;

namespace RegistryJanitor.Lifecycle.Status.Gathering;

/// <summary>The states that git-mirror leaves beside its mirrors.</summary>
internal static class MirrorStates
{
    private const string Ending = ".state.json";

    /// <summary>All of them, by name. One that cannot be read or understood is a row that says so.</summary>
    /// <param name="directory">Of the mirrors.</param>
    /// <exception cref="IOException">It cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal static IReadOnlyList<MirroredRepository> Of(string directory) => [.. SmallFile.List(directory, Ending).Select(Read)];

    private static MirroredRepository Read(string path)
    {
        var name = Printable.Line(Path.GetFileName(path)[..^Ending.Length]);
        try
        {
            return GatheringJson.Read(SmallFile.Read(path) ?? [], GatheringJson.Default.MirrorStateFile) is { Schema: 1, Outcome: { } outcome } state
                ? Row(name, outcome, state)
                : Unreadable(name, $"{Path.GetFileName(path)} is no state of a mirror that this version understands", "See whether git-mirror and lifecycle are of one version");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Unreadable(name, $"{Path.GetFileName(path)} cannot be read: {Reason(refused)}", "Make it readable for lifecycle");
        }
    }

    private static MirroredRepository Row(string name, string outcome, MirrorStateFile state) => new(name)
    {
        Outcome = Printable.Line(outcome, 40),
        Upstream = state.Upstream is { } upstream ? Printable.Of(upstream) : null,
        Commit = state.New is { } commit ? Printable.Line(commit, 64) : null,
        ChangedAt = state.ChangedAt?.ToUniversalTime(),
        SucceededAt = state.SucceededAt?.ToUniversalTime(),
        Cause = state.Fault?.Cause is { } cause ? Printable.Line(cause, 1000) : null,
        Cure = state.Fault?.Cure is { } cure ? Printable.Line(cure, 1000) : null,
    };

    private static MirroredRepository Unreadable(string name, string cause, string cure) => new(name) { Outcome = "unreadable", Cause = Printable.Line(cause), Cure = cure };

    private static string Reason(Exception refused) => Printable.Line(refused.Message.TrimEnd('.'));
}
