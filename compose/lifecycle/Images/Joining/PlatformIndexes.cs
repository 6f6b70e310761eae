using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.Sync;

namespace RegistryJanitor.Lifecycle.Images.Joining;

/// <summary>
/// Makes one image of those that were built for several platforms, under its own tag: 1. All builds of the newest content have succeeded. 2. What they pushed is read by its
/// digest. 3. The index is pushed. 4. All of it is read back. 5. It is remembered. A crash anywhere leaves the tag at the old image or at the new one, and the next run does the
/// same once more, with the same bytes. Who has nothing to join asks no registry.
/// </summary>
/// <param name="queue">Who builds.</param>
/// <param name="records">What was asked for.</param>
/// <param name="joined">What came of it.</param>
/// <param name="registries">Who has it.</param>
/// <param name="clock">For the moment.</param>
public sealed class PlatformIndexes(QueueFolder queue, AskedBuilds records, JoinedImages joined, RegistryClient registries, TimeProvider clock)
{
    private readonly PlatformImages _images = new(registries);
    private readonly CopyVerifier _verifier = new(registries, full: false);

    /// <summary>One look at everything that was asked for: what was joined, and each trouble; those that cannot be joined any more are told once.</summary>
    /// <param name="isDry">Pushes and writes nothing.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<ImageOutcome>> RunAsync(bool isDry, CancellationToken cancel)
    {
        var outcomes = new List<ImageOutcome>();
        // Whoever does not answer for one image is not asked for the next thousand.
        var silent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in Names(outcomes))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (await OneAsync(name, silent, isDry, cancel) is { } outcome)
                    outcomes.Add(outcome);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                outcomes.Add(Trouble(name, refused.Message));
            }
        }

        return outcomes;
    }

    private IReadOnlyList<string> Names(List<ImageOutcome> outcomes)
    {
        try
        {
            return records.Names();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            outcomes.Add(Trouble("images", unreadable.Message));
            return [];
        }
    }

    /// <summary>Null: there is nothing to do, or not yet.</summary>
    private async Task<ImageOutcome?> OneAsync(string name, HashSet<string> silent, bool isDry, CancellationToken cancel)
    {
        if (records.Read(name) is not { Platforms: { } platforms } asked || joined.Of(name, asked) is not null)
            return null;
        // One that is nowhere may be on its way between two runners.
        var states = platforms.Builds.Select(build => queue.StateOf(build.Id)).ToList();
        if (!states.TrueForAll(state => state is QueueState.Ended))
            return null;
        var (image, mistake) = ImageReference.Read(platforms.Image);
        if (image is null)
            return Trouble(platforms.Image, $"{platforms.Image} {mistake}; remove its record, so that it is asked for anew");
        if (silent.Contains(image.Registry))
            return null;
        try
        {
            List<PlatformImage> images = [];
            for (var at = 0; at < states.Count; at++)
                images.Add(await ImageAsync(image, platforms.Builds[at], (QueueState.Ended)states[at], cancel));
            return await JoinAsync(name, asked, image, images, isDry, cancel);
        }
        catch (ImageException never)
        {
            var why = $"{never.Message}; a change of the image or lifecycle build --force asks for it again";
            if (!isDry)
                joined.Write(name, Joined(asked) with { WhyNot = why });
            return Trouble(platforms.Image, $"its platforms are not joined, and the tag stays as it is: {why}");
        }
        catch (RegistryException failed)
        {
            if (failed.Fault is RegistryFault.Unreachable)
                silent.Add(image.Registry);
            return Trouble(platforms.Image, $"its platforms are not joined yet: {failed.Message}");
        }
    }

    private async Task<PlatformImage> ImageAsync(ImageReference image, AskedPlatform build, QueueState.Ended ended, CancellationToken cancel)
    {
        if (ended is not { Status: QueueState.Ended.Succeeded })
            throw new ImageException($"{build.Id} {ended.Status}{(ended.Error is { } error ? $" ({error.TrimEnd('.')})" : "")}");
        var digest = ended.Digest ?? throw new ImageException($"the result of {build.Id} does not say which digest it pushed");
        return ImagePlatform.Read(build.Platform) is ({ } platform, null)
            ? await _images.ReadAsync(image.WithDigest(digest), platform, cancel)
            : throw new ImageException($"{build.Platform}, for which {build.Id} was asked, is no platform");
    }

    private async Task<ImageOutcome?> JoinAsync(string name, AskedBuild asked, ImageReference image, IReadOnlyList<PlatformImage> images, bool isDry, CancellationToken cancel)
    {
        var parts = string.Join(" and ", images.Select(one => $"{one.Platform} ({one.Manifest.Digest})"));
        if (isDry)
            return new ImageOutcome($"{image}", $"{image}: would join {parts}", IsTrouble: false);
        // Somebody may have asked for newer content meanwhile, and joined that.
        if (records.Read(name) is not { } now || !now.IsSameRequest(asked))
            return null;
        var index = PlatformIndex.Of(images, asked.Platforms!.Annotations);
        await registries.PutManifestAsync(image, index.MediaType, index.Bytes, cancel);
        await _verifier.VerifyAsync(image, index.Digest, cancel);
        joined.Write(name, Joined(asked) with { Digest = $"{index.Digest}" });
        return new ImageOutcome($"{image}", $"{image}: joined {parts} as {index.Digest}", IsTrouble: false);
    }

    private JoinedImage Joined(AskedBuild asked) => new(asked.Id, asked.RequestedAt, asked.Platforms!.Image, clock.GetUtcNow());

    private static ImageOutcome Trouble(string name, string sentence) => new(name, Printable.Line(sentence).TrimEnd('.'), IsTrouble: true);
}
