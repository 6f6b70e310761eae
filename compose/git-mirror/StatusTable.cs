using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Reporting;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror;

/// <summary><c>git-mirror status</c>: a row for each mirror, and below the table cause and cure of each that failed.</summary>
public static class StatusTable
{
    /// <summary>Writes below it the projects of a forge that are no mirrors yet. They are nobody's failure.</summary>
    public static void Write(IReadOnlyList<UnreadyProject> unready, TextWriter output)
    {
        foreach (var project in unready)
            Say(output, $"\n{project.Path} is not mirrored: {project.Fault.Cause}.\n  {project.Fault.Cure}.");
    }

    /// <summary>Writes it; the result is <see cref="ExitCode.Failed"/> when a mirror that is wanted is not like its upstream, or never was.</summary>
    public static ExitCode Write(IReadOnlyList<Mirror> mirrors, MirrorLayout layout, DateTimeOffset now, TextWriter output)
    {
        var states = mirrors.Select(mirror => (Mirror: mirror, State: KnownState.Of(mirror, layout))).ToList();
        string[][] rows =
        [
            ["MIRROR", "STATE", "DEFAULT BRANCH", "COMMIT", "REFS", "SUCCEEDED", "CHANGED"],
            .. states.Select(one => new[]
            {
                one.Mirror.Name.Value,
                one.Mirror.Skip ? "skipped" : one.State is null ? "never fetched" : one.State.Fault?.Code ?? one.State.Destination?.Fault?.Code ?? "ok",
                one.State?.DefaultBranch is { } branch ? RefNames.Short(branch) : "-",
                one.State?.New is { } commit ? commit[..Math.Min(12, commit.Length)] : "-",
                one.State is null ? "-" : $"{one.State.Refs}",
                Ago(one.State?.SucceededAt, now),
                Ago(one.State?.ChangedAt, now),
            }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            Say(output, string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());

        var wanted = states.FindAll(one => !one.Mirror.Skip);
        foreach (var (mirror, state) in wanted)
        {
            if (state?.Fault is { } fault)
                Say(output, $"\n{mirror.Name}: {fault.Cause}.\n  {fault.Cure}.");
            foreach (var refusal in Refusals(state?.Destination))
                Say(output, $"\n{mirror.Name}: {refusal.Cause}.\n  {refusal.Cure}.");
        }

        return wanted.TrueForAll(one => one.State is { Fault: null, Destination: null or { Fault: null } }) ? ExitCode.Success : ExitCode.Failed;
    }

    /// <summary>What stands in state files and at forges may be anybody's, and a terminal obeys control characters.</summary>
    private static void Say(TextWriter output, string text) => output.WriteLine(string.Join('\n', text.Split('\n').Select(line => Printable.Line(line))));

    /// <summary>Everything that is in the way at a destination, each sentence once.</summary>
    private static IEnumerable<FaultRecord> Refusals(DestinationState? destination) =>
        destination?.Fault is { } fault ? destination.Refused.Select(one => one.Fault).Prepend(fault).Distinct() : [];

    private static string Ago(DateTimeOffset? moment, DateTimeOffset now) =>
        moment is null ? "never" : $"{Duration.Text(TimeSpan.FromMinutes(Math.Floor((now - moment.Value).TotalMinutes)))} ago";
}
