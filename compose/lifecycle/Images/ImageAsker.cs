using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Images.Joining;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>
/// Asks build-runner for images: 1. the context, under its fingerprint; 2. the requests; 3. the record. Their names are the same after a crash in between, and what is there
/// already is not asked for again.
/// </summary>
/// <param name="queue">Who builds.</param>
/// <param name="records">What was asked for.</param>
/// <param name="joined">What came of images with several platforms.</param>
/// <param name="bases">What an image is built from, asked only for what is about to be asked for.</param>
/// <param name="revision">Of the templates; null: not known.</param>
/// <param name="created">What images say of when they were made; null: the moment of the request.</param>
/// <param name="clock">For that.</param>
public sealed class ImageAsker(
    QueueFolder queue, AskedBuilds records, JoinedImages joined, Func<PreparedImage, AskedBuild?, CancellationToken, Task<IReadOnlyList<AskedBase>?>> bases, string? revision, DateTimeOffset? created, TimeProvider clock)
{
    /// <summary>Asks for an image if it has to be; what was done, in a sentence.</summary>
    /// <param name="image">Which.</param>
    /// <param name="isDry">Writes nothing.</param>
    /// <param name="isForced">Whatever was built.</param>
    /// <param name="cancel">Ends the look at what it is built from.</param>
    /// <param name="ofBases">Why it is to be built again for what it is built from; null: for that it need not be.</param>
    /// <exception cref="ImageException">It cannot be asked for.</exception>
    /// <exception cref="IOException">The queue or a record cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public async Task<ImageAnswer> AskAsync(PreparedImage image, bool isDry, bool isForced, CancellationToken cancel, string? ofBases = null)
    {
        var name = ImageRequest.Record(image.Entry, image.Image);
        var asked = records.Read(name);
        List<QueueState> states = asked is null ? [] : StatesOf(image, asked);
        // One that is nowhere may be on its way between two runners, which need the context.
        if (!isDry && asked is not null && states.TrueForAll(state => state is QueueState.Ended))
            queue.Discard(ImageRequest.Context(asked.Commit));
        var pending = states.Find(state => state is QueueState.Waits or QueueState.Builds);
        switch (ImageDecision.Of(image, asked, pending is null ? null : $"{asked!.Id} {pending}", isForced, ofBases))
        {
            case BuildDecision.Ask ask:
                return await AskAsync(image, name, asked, ask, isDry, cancel);
            case var rest:
                var told = string.Join(", ", states.Select(state => state is QueueState.Unknown ? "gone" : $"{state}").Distinct(StringComparer.Ordinal));
                return new ImageAnswer(
                    $"{image.Image}: {rest.Reason} ({told}){(joined.Of(name, asked!)?.WhyNot is { } whyNot ? $", and its platforms are not joined: {whyNot}" : "")}", HasAsked: false);
        }
    }

    /// <summary>Of the requests that were made last. Other platforms than those of today are not looked for.</summary>
    private List<QueueState> StatesOf(PreparedImage image, AskedBuild asked) =>
        [.. ImageRequest.Ids(image.Entry, asked.Commit, Math.Max(asked.Times(asked.Commit), 1)).Append(asked.Id).Distinct(StringComparer.Ordinal).Select(queue.StateOf)];

    private async Task<ImageAnswer> AskAsync(PreparedImage image, string name, AskedBuild? before, BuildDecision.Ask ask, bool isDry, CancellationToken cancel)
    {
        while (ask.IsForced && ImageRequest.Ids(image.Entry, ask.Commit, ask.Number).Any(IsThere))
            ask = ask.Next();
        var ids = ImageRequest.Ids(image.Entry, ask.Commit, ask.Number);
        var missing = ids.Where(id => !IsThere(id)).ToList();
        var sentence = $"{image.Image}: {(isDry ? "would ask for" : "asked for")} {string.Join(", ", ids)}, because {ask.Reason}";
        if (missing.Count == 0)
            sentence = $"{image.Image}: {string.Join(", ", ids)} is in the queue already";
        // Of a request that is there already, the bases may have moved since.
        var from = isDry ? null : missing.Count == ids.Count ? await bases(image, before, cancel) : before?.BasesOf(ids[0]);
        var now = clock.GetUtcNow();
        var labels = ImageLabels.All(image, revision, created ?? now);
        var requests = image.Entry.Platforms.Select((platform, at) => ImageRequest.Json(image, platform, ids[at], labels, $"lifecycle: {ask.Reason}", now)).ToList();
        if (isDry)
            return new ImageAnswer(sentence, missing.Count > 0);
        if (missing.Count == ids.Count && before is not null && from is not null)
            records.Write(name, before.Before(ids[0], from));
        if (missing.Count > 0)
            queue.Place(ImageRequest.Context(image.Fingerprint), into => ContextArchive.Write(image, into));
        for (var at = 0; at < ids.Count; at++)
        {
            if (missing.Contains(ids[at], StringComparer.Ordinal))
                queue.Ask(ids[at], requests[at]);
        }

        records.Write(name, AskedBuild.After(before, ids[0], ask, image.Fingerprint, now) with
        {
            Base = $"{image.Base.Digest}",
            Bases = from,
            Platforms = ImageRequest.Platforms(image, ids, labels),
        });
        return new ImageAnswer(sentence, missing.Count > 0);
    }

    private bool IsThere(string id) => queue.StateOf(id) is not QueueState.Unknown;
}
