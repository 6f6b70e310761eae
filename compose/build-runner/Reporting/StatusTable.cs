using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.BuildRunner.Volume;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Reporting;

/// <summary><c>build-runner status</c>: a row for each request, the newest first, and below the table why the last build of an image failed.</summary>
public static class StatusTable
{
    /// <summary>Writes it; <see cref="ExitCode.Failed"/> when the last build of any image was no success.</summary>
    public static ExitCode Write(QueueLayout layout, DateTimeOffset now, TextWriter output)
    {
        var results = Files(layout.Results).Where(path => QueueLayout.IdOf(Path.GetFileName(path)) is not null).Select(ResultFile.Read).OfType<BuildResult>().OrderByDescending(result => result.EndedAt).ThenBy(result => result.Id, StringComparer.Ordinal).ToList();
        var known = results.Select(result => result.Id).ToHashSet(StringComparer.Ordinal);
        string[][] rows =
        [
            ["ID", "STATE", "IMAGE", "TAGS", "WHEN", "TOOK", "RUNNER"],
            .. Newest(layout.Requests).Select(path => QueueLayout.IdOf(Path.GetFileName(path)) is { } id ? Open(path, id, "waits", "-") : null)
                .OfType<string[]>().Where(row => !known.Contains(row[0])),
            .. Newest(layout.Claims).Select(path => QueueLayout.ClaimOf(Path.GetFileName(path)) is { } claim ? Open(path, claim.Id, "builds", claim.Runner.Value) : null)
                .OfType<string[]>().Where(row => !known.Contains(row[0])),
            .. results.Select(result => new[]
            {
                result.Id,
                result.Status,
                result.Image ?? "-",
                result.Pushed.Any(tag => tag.Verified) ? string.Join(' ', result.Pushed.Where(tag => tag.Verified).Select(tag => tag.Reference[(tag.Reference.LastIndexOf(':') + 1)..])) : "-",
                $"{Rounded(now - result.EndedAt)} ago",
                Rounded(result.EndedAt - result.StartedAt),
                result.Runner,
            }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());

        var failed = results.DistinctBy(result => result.Image ?? $"request {result.Id}", StringComparer.Ordinal).Where(result => result.ErrorClass is not null).ToList();
        foreach (var result in failed)
            output.WriteLine($"\n{result.Id}: {result.Error}.{(result.Log is null || !File.Exists(Path.Join(layout.Root, result.Log)) ? "" : $"\n  build-runner logs {result.Id}")}");
        return failed.Count == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private static string[] Open(string path, BuildId id, string state, string runner)
    {
        var request = SmallFile.Read(path, RequestReader.LongestFile) is { } bytes && RequestReader.Read(bytes, id) is RequestReading.Valid valid ? valid.Request : null;
        return [id.Value, state, request is null ? "-" : $"{request.Image}", request is null ? "-" : string.Join(' ', request.Tags), "-", "-", runner];
    }

    private static IEnumerable<string> Newest(string directory) => Files(directory).OrderByDescending(path => File.GetLastWriteTimeUtc(path).Ticks);

    private static string[] Files(string directory) => Directory.Exists(directory) ? Directory.GetFiles(directory) : [];

    private static string Rounded(TimeSpan time) => time switch
    {
        { TotalSeconds: < 0 } => "0s",
        { TotalMinutes: < 2 } => Duration.Text(TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds))),
        { TotalHours: < 2 } => Duration.Text(TimeSpan.FromMinutes(Math.Floor(time.TotalMinutes))),
        { TotalDays: < 2 } => Duration.Text(TimeSpan.FromHours(Math.Floor(time.TotalHours))),
        _ => Duration.Text(TimeSpan.FromDays(Math.Floor(time.TotalDays))),
    };
}
