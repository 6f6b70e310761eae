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
/// <param name="revision">Of the templates; null: not known.</param>
/// <param name="created">What images say of when they were made; null: the moment of the request.</param>
/// <param name="clock">For that.</param>
public sealed class ImageAsker(QueueFolder queue, AskedBuilds records, JoinedImages joined, string? revision, DateTimeOffset? created, TimeProvider clock)
{
    /// <summary>Asks for an image if it has to be; what was done, in a sentence.</summary>
    /// <param name="image">Which.</param>
    /// <param name="isDry">Writes nothing.</param>
    /// <param name="isForced">Whatever was built.</param>
    /// <exception cref="ImageException">It cannot be asked for.</exception>
    /// <exception cref="IOException">The queue or a record cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public string Ask(PreparedImage image, bool isDry, bool isForced)
    {
        var name = ImageRequest.Record(image.Entry, image.Image);
        var asked = records.Read(name);
        List<QueueState> states = asked is null ? [] : StatesOf(image, asked);
        // One that is nowhere may be on its way between two runners, which need the context.
        if (!isDry && asked is not null && states.TrueForAll(state => state is QueueState.Ended))
            queue.Discard(ImageRequest.Context(asked.Commit));
        var pending = states.Find(state => state is QueueState.Waits or QueueState.Builds);
        switch (ImageDecision.Of(image, asked, pending is null ? null : $"{asked!.Id} {pending}", isForced))
        {
            case BuildDecision.Ask ask:
                return Ask(image, name, asked, ask, isDry);
            case var rest:
                var told = string.Join(", ", states.Select(state => state is QueueState.Unknown ? "gone" : $"{state}").Distinct(StringComparer.Ordinal));
                return $"{image.Image}: {rest.Reason} ({told}){(joined.Of(name, asked!)?.WhyNot is { } whyNot ? $", and its platforms are not joined: {whyNot}" : "")}";
        }
    }

    /// <summary>Of the requests that were made last. Other platforms than those of today are not looked for.</summary>
    private List<QueueState> StatesOf(PreparedImage image, AskedBuild asked) =>
        [.. ImageRequest.Ids(image.Entry, asked.Commit, Math.Max(asked.Times(asked.Commit), 1)).Append(asked.Id).Distinct(StringComparer.Ordinal).Select(queue.StateOf)];

    private string Ask(PreparedImage image, string name, AskedBuild? before, BuildDecision.Ask ask, bool isDry)
    {
        while (ask.IsForced && ImageRequest.Ids(image.Entry, ask.Commit, ask.Number).Any(IsThere))
            ask = ask.Next();
        var ids = ImageRequest.Ids(image.Entry, ask.Commit, ask.Number);
        var missing = ids.Where(id => !IsThere(id)).ToList();
        var sentence = $"{image.Image}: {(isDry ? "would ask for" : "asked for")} {string.Join(", ", ids)}, because {ask.Reason}";
        if (missing.Count == 0)
            sentence = $"{image.Image}: {string.Join(", ", ids)} is in the queue already";
        var now = clock.GetUtcNow();
        var labels = ImageLabels.All(image, revision, created ?? now);
        var requests = image.Entry.Platforms.Select((platform, at) => ImageRequest.Json(image, platform, ids[at], labels, $"lifecycle: {ask.Reason}", now)).ToList();
        if (isDry)
            return sentence;
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
            Platforms = ImageRequest.Platforms(image, ids, labels),
        });
        return sentence;
    }

    private bool IsThere(string id) => queue.StateOf(id) is not QueueState.Unknown;
}
