using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Checking;
using RegistryJanitor.Lifecycle.EndOfLife.Data;
using RegistryJanitor.Lifecycle.EndOfLife.Fetching;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;
using RegistryJanitor.Lifecycle.State;

namespace RegistryJanitor.Lifecycle.Status.Gathering;

/// <summary>
/// Gathers a report from files alone, and from the janitor by HTTP: 1. What sync remembers. 2. What is known of ends of life. 3. Mirrors. 4. Results and requests. 5. The
/// janitor. What cannot be read is a sentence in the report, and nothing else is the worse for it. Nothing is written.
/// </summary>
/// <param name="settings">Where everything is.</param>
/// <param name="version">Of this program.</param>
/// <param name="janitor">Asks the janitor.</param>
/// <param name="clock">Time.</param>
public sealed class StatusGathering(LifecycleSettings settings, string version, Func<CancellationToken, Task<JanitorReading>> janitor, TimeProvider clock)
{
    /// <summary>Gathers one.</summary>
    /// <param name="file">What is wanted.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<StatusReport> GatherAsync(LifecycleFile file, CancellationToken cancel)
    {
        var (now, notices) = (clock.GetUtcNow(), new List<string>());
        var state = Read("what sync remembers", () => SyncStateFile.Read(settings.DataDirectory), new SyncState(), notices);
        notices.AddRange(CopiedImages.Troubles(file, state));
        var thresholds = EndOfLifeThresholds.Of(file.EndOfLife, settings);
        var check = Check(file, state, now, thresholds, notices);
        var mirrors = Read("the mirrors", () => MirrorStates.Of(settings.MirrorsDirectory), [], notices);
        var results = new BuildResults(settings.BuildDirectory);
        var work = Read("build-runner's queue", results.Work, BuildWork.Empty, notices);
        var images = new BuiltImages(file, settings.DataDirectory, results, state);
        return new StatusReport(now, version, thresholds)
        {
            Copies = CopiedImages.Of(check.Rows, state),
            Images = Read("what was asked for", () => (IReadOnlyList<BuiltImage>)[.. images.FromTemplates(check.Rows), .. images.FromMirrors(mirrors)], [], notices),
            Mirrors = mirrors,
            Work = work,
            Janitor = await janitor(cancel),
            Notices = notices,
            ClientZone = file.Status.ClientZone,
        };
    }

    /// <summary>As <c>lifecycle eol check</c> does.</summary>
    private EndOfLifeCheck Check(LifecycleFile file, SyncState state, DateTimeOffset now, EndOfLifeThresholds thresholds, List<string> notices)
    {
        var data = DataFile.Read(settings.EndOfLifeDataOf(file));
        notices.AddRange(data.Mistakes.Select(mistake => $"ends of life are judged without the data file: {Printable.Line(mistake)}"));
        var knowledge = new EndOfLifeKnowledge(data.Mistakes.Count > 0 ? EndOfLifeData.Nothing : data.Data, BundledData.Data, file.EndOfLife.Overrides);
        var fetched = FetchFile.Read(FetchFile.PathIn(settings.DataDirectory), settings.EndOfLifeAddress);
        var images = WatchList.Of(file, entry => state.ImagesAt(entry.Source.Name, entry.Target.Name));
        var check = EndOfLifeCheck.Of(images, knowledge, fetched, now, thresholds);
        notices.AddRange(check.Notices);
        return check;
    }

    private static T Read<T>(string what, Func<T> read, T none, List<string> notices)
    {
        try
        {
            return read();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            notices.Add($"{what} cannot be read: {Printable.Line(refused.Message.TrimEnd('.'))}");
            return none;
        }
    }
}
