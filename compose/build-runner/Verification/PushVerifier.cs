using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Verification;

/// <summary>
/// Reads back everything that a build says it has pushed: the manifest of every tag, the manifests of an index, configurations and layers, each to its last byte and
/// compared with its digest. A registry can answer HEAD for a blob that it has lost, and an engine can name a digest that it never pushed.
/// </summary>
/// <param name="http">As <see cref="RegistryReader.Client"/> makes it.</param>
/// <param name="clock">For waiting between attempts.</param>
/// <param name="log">Event ids 4100 to 4102.</param>
public sealed partial class PushVerifier(HttpClient http, TimeProvider clock, ILogger log) : IPushVerifier
{
    private const int Attempts = 4;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    /// <summary>A client as it wants it.</summary>
    public static HttpClient Client() => RegistryReader.Client();

    /// <inheritdoc />
    /// <remarks>
    /// 1. The engine has to have named one digest. 2. Each tag has to have that digest. 3. What it refers to has to be readable. A registry that speaks https
    /// cannot be asked by an executable without TLS: its tags are told with the engine's digest, and as not verified.
    /// </remarks>
    public async Task<IReadOnlyList<PushedTag>> VerifyAsync(BuildJob job, CancellationToken cancel)
    {
        var stated = EngineDigest.Read(job);
        if (!job.PlainHttp)
        {
            return Told([.. JobArguments.References(job).Select(reference => new PushedTag(
                reference, stated.Count == 1 ? stated[0].ToString() : null, Verified: false,
                $"{job.Request.Image.Registry} speaks https, which this executable cannot: what the engine said is all that is known"))]);
        }

        var reader = new RegistryReader(http, job.Request.Image.Registry, job.Request.Image.Repository, RegistryCredentials.Basic(job.CredentialsDirectory, job.Request.Image.Registry));
        var whole = new HashSet<Digest>();
        var found = new List<PushedTag>();
        foreach (var tag in job.Tags)
            found.Add(await TagAsync(reader, tag, JobArguments.Reference(job, tag), stated, whole, cancel));
        return Told(found);
    }

    private async Task<PushedTag> TagAsync(RegistryReader reader, string tag, string reference, IReadOnlyList<Digest> stated, HashSet<Digest> whole, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (pushed, isPassing) = await LookAsync(reader, tag, reference, stated, whole, cancel);
            if (!isPassing || attempt == Attempts)
                return pushed;
            Log.Again(log, reference, pushed.Why);
            await Task.Delay(s_pause, clock, cancel);
        }
    }

    private static async Task<(PushedTag Tag, bool IsPassing)> LookAsync(
        RegistryReader reader, string tag, string reference, IReadOnlyList<Digest> stated, HashSet<Digest> whole, CancellationToken cancel)
    {
        Digest? digest = null;
        try
        {
            (digest, var bytes) = await reader.ManifestAsync(tag, cancel);
            if (Contradiction(digest.Value, stated) is { } contradiction)
                return (new PushedTag(reference, stated.Count == 1 ? null : digest.ToString(), Verified: false, contradiction), false);
            await ContentAsync(reader, digest.Value, bytes, whole, depth: 0, cancel);
            return (new PushedTag(reference, digest.ToString(), Verified: true), false);
        }
        catch (UnverifiedException missing)
        {
            return (new PushedTag(reference, digest?.ToString(), Verified: false, missing.Message), missing.Passing);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return (new PushedTag(reference, digest?.ToString(), Verified: false, $"reading it back breaks off: {broken.Message}"), true);
        }
    }

    private static string? Contradiction(Digest digest, IReadOnlyList<Digest> stated) => stated.Count switch
    {
        0 => "the engine did not say which digest it pushed, so the tag may be an earlier one",
        1 => stated[0] == digest ? null : $"the tag is {digest}, and the engine pushed {stated[0]}: somebody else pushed it, or the push was not made",
        _ => $"the engine pushed different digests to its tags: {string.Join(", ", stated)}",
    };

    private static async Task ContentAsync(RegistryReader reader, Digest digest, byte[] bytes, HashSet<Digest> whole, int depth, CancellationToken cancel)
    {
        if (whole.Contains(digest))
            return;
        switch (ManifestReader.Read(bytes))
        {
            case Manifest.Unknown unknown:
                throw new UnverifiedException($"manifest {digest} is none that can be read: {unknown.Reason}");
            case Manifest.Index when depth > 1:
                throw new UnverifiedException($"manifest {digest} is an index in an index in an index");
            case Manifest.Index index:
                foreach (var entry in index.Manifests)
                {
                    var (child, content) = await reader.ManifestAsync(entry.Digest.ToString(), cancel);
                    // Only a sha256 can be compared so; others are the registry's to check.
                    if (child != entry.Digest)
                        throw new UnverifiedException($"manifest {entry.Digest} has other content than its digest says");
                    await ContentAsync(reader, child, content, whole, depth + 1, cancel);
                }

                break;
            case var image:
                await BlobsAsync(reader, image.References, whole, cancel);
                break;
        }

        whole.Add(digest);
    }

    private static async Task BlobsAsync(RegistryReader reader, ImmutableArray<Descriptor> blobs, HashSet<Digest> whole, CancellationToken cancel)
    {
        for (var at = 0; at < blobs.Length; at++)
        {
            // A foreign layer is somewhere else by intent.
            if (blobs[at].HasUrls || whole.Contains(blobs[at].Digest))
                continue;
            await reader.BlobAsync(blobs[at], at == 0 ? "configuration" : "layer", cancel);
            whole.Add(blobs[at].Digest);
        }
    }

    private List<PushedTag> Told(List<PushedTag> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Verified)
                Log.Verified(log, tag.Reference, tag.Digest);
            else
                Log.NotVerified(log, tag.Reference, tag.Why);
        }

        return tags;
    }

    private static partial class Log
    {
        [LoggerMessage(4100, LogLevel.Information, "{Reference} is {Digest}, and every blob of it was read.")]
        public static partial void Verified(ILogger log, string reference, string? digest);

        [LoggerMessage(4101, LogLevel.Error, "{Reference} is not verified: {Why}.")]
        public static partial void NotVerified(ILogger log, string reference, string? why);

        [LoggerMessage(4102, LogLevel.Warning, "{Reference} is read back again: {Why}.")]
        public static partial void Again(ILogger log, string reference, string? why);
    }
}
