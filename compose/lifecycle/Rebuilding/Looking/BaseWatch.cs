using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using RegistryJanitor.Lifecycle.Rebuilding.Facts;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Rebuilding.Looking;

/// <summary>
/// Sees what bases are now: each once in a look, by HEAD; those on registries of others not before their time has come. Remembers since when they are so.
/// </summary>
/// <param name="dataDirectory">Where that is remembered.</param>
/// <param name="clock">For the moment.</param>
/// <param name="random">By how much later than needed others are asked, so that not all bases are asked for at once.</param>
public sealed class BaseWatch(string dataDirectory, TimeProvider clock, Random random)
{
    private const int AtOnce = 8;
    private const double MostLater = 0.25;

    /// <summary>Looks. Who asks for nothing looks nothing up, and writes nothing.</summary>
    /// <param name="images">With tags; each once.</param>
    /// <param name="isNear">Whether a registry is asked in every look.</param>
    /// <param name="poll">How seldom others are.</param>
    /// <param name="digest">Who knows what a tag has.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="IOException">What is known cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public async Task<IReadOnlyDictionary<ImageReference, BaseNow>> LookAsync(
        IReadOnlyCollection<ImageReference> images, Func<string, bool> isNear, TimeSpan poll, Func<ImageReference, CancellationToken, Task<Digest?>> digest, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var before = BaseStateFile.Read(dataDirectory);
        var known = before.Bases.DistinctBy(one => one.Image, StringComparer.Ordinal).ToDictionary(one => one.Image, StringComparer.Ordinal);
        var records = new ConcurrentDictionary<ImageReference, BaseRecord>(images.ToDictionary(image => image, image => known.GetValueOrDefault($"{image}") ?? new BaseRecord($"{image}")));
        var asked = images.Where(image => isNear(image.Registry) || !(records[image].AskAgainAt is { } at && at > now && at <= now + (poll * (1 + MostLater)))).ToList();
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (image, stop) =>
            records[image] = await SeenAsync(image, records[image], now, digest, stop));
        foreach (var image in asked)
            records[image] = records[image] with { AskAgainAt = isNear(image.Registry) ? null : now + Later(poll) };
        IReadOnlyList<BaseRecord> after = [.. records.Values.OrderBy(one => one.Image, StringComparer.Ordinal)];
        if (!after.SequenceEqual(before.Bases))
            BaseStateFile.Write(dataDirectory, before with { Bases = after });
        return records.ToDictionary(one => one.Key, one => Of(one.Value));
    }

    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "It spreads questions, and guards nothing.")]
    private TimeSpan Later(TimeSpan poll) => poll * (1 + (MostLater * random.NextDouble()));

    private static async Task<BaseRecord> SeenAsync(ImageReference image, BaseRecord before, DateTimeOffset now, Func<ImageReference, CancellationToken, Task<Digest?>> digest, CancellationToken cancel)
    {
        try
        {
            if (await digest(image, cancel) is not { } seen)
                return before with { WhyNot = $"{image.Registry} has no {image}" };
            return $"{seen}".Equals(before.Digest, StringComparison.Ordinal) ? before with { WhyNot = null } : before with { Digest = $"{seen}", Since = now, WhyNot = null };
        }
        catch (RegistryException failed)
        {
            return before with { WhyNot = failed.Message };
        }
    }

    private static BaseNow Of(BaseRecord record) => record switch
    {
        { WhyNot: { } whyNot } => new BaseNow.Unknown(whyNot),
        { Digest: { } text, Since: { } since } when Digest.TryParse(text, out var digest) => new BaseNow.At(digest, since),
        _ => new BaseNow.Unknown($"what {record.Image} is was not looked up yet"),
    };
}
