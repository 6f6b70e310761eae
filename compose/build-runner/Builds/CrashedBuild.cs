using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.BuildRunner.Versions;
using RegistryJanitor.BuildRunner.Volume;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>What is left of a build whose runners died.</summary>
/// <param name="settings">How registries are spoken to.</param>
/// <param name="readBack">Looks what is at the registry.</param>
/// <param name="volume">Removes what is temporary.</param>
/// <param name="clock">For waiting.</param>
internal sealed class CrashedBuild(RunnerSettings settings, ReadBack readBack, IVolume volume, TimeProvider clock)
{
    /// <summary>What the registry has of a build whose runners died: nobody knows how far they came.</summary>
    /// <param name="request">What they built.</param>
    /// <param name="mine">Whose work directory is used.</param>
    /// <param name="hasJustEnded">Their engine may have been pushing until a moment ago.</param>
    /// <param name="cancel">Ends the looking.</param>
    public async Task<IReadOnlyList<PushedTag>> LookAsync(BuildRequest request, Claim mine, bool hasJustEnded, CancellationToken cancel)
    {
        var (tags, unknown) = (new List<string>(), new List<PushedTag>());
        foreach (var template in request.Tags)
        {
            try
            {
                tags.Add(TagTemplates.Fill([template], version: null, (request.Context as ContextSource.Mirror)?.Commit)[0].Tag.Value);
            }
            catch (ContextRefusedException)
            {
                unknown.Add(ReadBack.Unknown($"{request.Image}:{template}", "which tag that was is not known any more"));
            }
        }

        try
        {
            if (hasJustEnded)
                await Task.Delay(ReadBack.Settling, clock, cancel);
            var work = settings.Layout.Work(mine);
            Directory.CreateDirectory(work);
            using var credentials = BuildCredentials.Write(settings.Registries, work, volume);
            // Without a digest of an engine nothing is called verified.
            var job = new BuildJob(request, work, work, new DockerfileFacts(), tags, request.Labels, work, credentials.Location, settings.Registries.IsPlainHttp(request.Image.Registry));
            return [.. (await readBack.AsOutcomeAsync(job, new BuildOutcome(BuildStatus.Crashed, ErrorClass.Crash), cancel)).Pushed, .. unknown];
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            return [.. tags.Select(tag => ReadBack.Unknown($"{request.Image}:{tag}", "the registry could not be asked")), .. unknown];
        }
    }
}
