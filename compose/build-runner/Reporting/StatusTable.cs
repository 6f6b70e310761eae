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
        var results = Files(layout.Results, QueueLayout.IdOf).Select(one => ResultFile.Read(one.Path)).OfType<BuildResult>().OrderByDescending(result => result.EndedAt).ThenBy(result => result.Id, StringComparer.Ordinal).ToList();
        var known = results.Select(result => result.Id).ToHashSet(StringComparer.Ordinal);
        string[][] rows =
        [
            ["ID", "STATE", "IMAGE", "TAGS", "WHEN", "TOOK", "RUNNER"],
            .. Open(layout, layout.Requests, QueueLayout.IdOf, id => (id, "waits", "-")).Where(row => !known.Contains(row[0])),
            .. Open(layout, layout.Claims, QueueLayout.ClaimOf, claim => (claim.Id, "builds", claim.Runner.Value)).Where(row => !known.Contains(row[0])),
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

    private static IEnumerable<string[]> Open<T>(QueueLayout layout, string directory, Func<string, T?> read, Func<T, (BuildId Id, string State, string Runner)> describe)
        where T : class => Files(directory, read)
            .OrderByDescending(one => File.GetLastWriteTimeUtc(one.Path))
            .Select(one => (Row: describe(one.Name), one.Path))
            .Select(one => (one.Row, Request: Request(one.Path, one.Row.Id)))
            .Select(one => new[] { one.Row.Id.Value, one.Row.State, one.Request is { } request ? $"{request.Image}" : "-", one.Request is { } wanted ? string.Join(' ', wanted.Tags) : "-", "-", "-", one.Row.Runner });

    private static BuildRequest? Request(string path, BuildId id) =>
        SmallFile.Read(path, RequestReader.LongestFile) is { } bytes && RequestReader.Read(bytes, id) is RequestReading.Valid valid ? valid.Request : null;

    private static List<(string Path, T Name)> Files<T>(string directory, Func<string, T?> read)
        where T : class => Directory.Exists(directory)
            ? [.. Directory.EnumerateFiles(directory).Select(path => (Path: path, Name: read(Path.GetFileName(path)))).Where(one => one.Name is not null).Select(one => (one.Path, one.Name!))]
            : [];

    private static string Rounded(TimeSpan time) => time switch
    {
        { TotalSeconds: < 0 } => "0s",
        { TotalMinutes: < 2 } => Duration.Text(TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds))),
        { TotalHours: < 2 } => Duration.Text(TimeSpan.FromMinutes(Math.Floor(time.TotalMinutes))),
        { TotalDays: < 2 } => Duration.Text(TimeSpan.FromHours(Math.Floor(time.TotalHours))),
        _ => Duration.Text(TimeSpan.FromDays(Math.Floor(time.TotalDays))),
    };
}
