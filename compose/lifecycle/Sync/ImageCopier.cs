using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>
/// Copies one tag: 1. What the source lets us pull still. 2. skopeo, which pushes blobs before manifests and the tag's manifest last, so that whatever is killed leaves
/// the tag as it was. 3. All of it is read back.
/// </summary>
/// <param name="registries">Who is asked.</param>
/// <param name="address">Who speaks http.</param>
/// <param name="credentials">Who we are.</param>
/// <param name="settings">Where skopeo and the data directory are.</param>
/// <param name="patience">How long and how often.</param>
/// <param name="clock">For limits and waiting.</param>
/// <param name="random">For how much longer than needed to wait.</param>
/// <param name="log">Event ids 5100 to 5104.</param>
internal sealed partial class ImageCopier(
    RegistryClient registries, RegistryAddress address, CredentialBook credentials, LifecycleSettings settings, CopyPatience patience, TimeProvider clock, Random random, ILogger log)
{
    private const int LinesKept = 50;

    private readonly CopyVerifier _verifier = new(registries, settings.VerifiesWhole);
    private readonly Lock _dice = new();

    /// <summary>Copies it; a failure is an outcome.</summary>
    /// <param name="entry">Whose tag.</param>
    /// <param name="tag">It.</param>
    /// <param name="cancel">Ends skopeo.</param>
    internal async Task<CopyOutcome> CopyAsync(SyncEntry entry, PlannedTag.Copy tag, CancellationToken cancel)
    {
        var target = entry.Target.WithTag(tag.Tag);
        CopyOutcome outcome;
        try
        {
            outcome = await PullsAsync(entry.Source.WithTag(tag.Tag), cancel) ?? await TryAsync(entry, tag, target, cancel);
        }
        catch (RegistryException failed)
        {
            outcome = failed.Fault is RegistryFault.RateLimited ? new CopyOutcome.PutOff(failed.Message, failed.RetryAt) : new CopyOutcome.Failed(failed.Message);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            outcome = new CopyOutcome.Failed($"LIFECYCLE_DATA_DIR={settings.DataDirectory} cannot be written: {unwritable.Message}");
        }

        switch (outcome)
        {
            case CopyOutcome.Done done:
                Log.Copied(log, target, done.Target);
                break;
            case CopyOutcome.PutOff:
                Log.PutOff(log, target, outcome.Sentence);
                break;
            default:
                Log.Failed(log, target, outcome.Sentence);
                break;
        }

        return outcome;
    }

    private async Task<CopyOutcome> TryAsync(SyncEntry entry, PlannedTag.Copy tag, ImageReference target, CancellationToken cancel)
    {
        Log.Copies(log, target, tag.Source);
        var source = entry.Source.WithDigest(tag.Source);
        if (entry.Platforms.Count == 0 || tag.About is not null)
            return await WholeAsync(source, target, "", cancel);
        var content = await registries.ManifestAsync(source, cancel);
        if (PlatformSubset.Of(content.Bytes, entry.Platforms) is not { } subset)
            return await WholeAsync(source, target, "it is no index, so platforms are not chosen", cancel);
        if (subset.Children.Count == 0)
            return new CopyOutcome.Failed($"{source} has none of the platforms {string.Join(", ", entry.Platforms)}; correct platforms");
        var missing = subset.Missing.Count == 0 ? "" : $"it has no {string.Join(", ", subset.Missing)}";
        if (subset.Digest == tag.Source)
            return await WholeAsync(source, target, missing, cancel);
        foreach (var child in subset.Children)
        {
            if (await SkopeoAsync(source.WithDigest(child), target.WithDigest(child), cancel) is { } failure)
                return failure;
        }

        await registries.PutManifestAsync(target, content.MediaType, subset.Content, cancel);
        return new CopyOutcome.Done(subset.Digest, missing) { Created = await _verifier.VerifyAsync(target, subset.Digest, cancel) };
    }

    private async Task<CopyOutcome> WholeAsync(ImageReference source, ImageReference target, string notice, CancellationToken cancel)
    {
        if (await SkopeoAsync(source, target, cancel) is { } failure)
            return failure;
        var digest = source.Digest.GetValueOrDefault();
        return new CopyOutcome.Done(digest, notice) { Created = await _verifier.VerifyAsync(target, digest, cancel) };
    }

    /// <summary>Null: the source lets us pull. It is asked by HEAD, which costs none, and only where it counts at all.</summary>
    private async Task<CopyOutcome?> PullsAsync(ImageReference source, CancellationToken cancel)
    {
        if (registries.LimitOf(source.Registry) is null)
            return null;
        await registries.HeadAsync(source, cancel);
        if (registries.LimitOf(source.Registry) is not { } limit || limit.Remaining >= patience.PullsLeft)
            return null;
        var of = limit.Limit is { } all ? string.Create(CultureInfo.InvariantCulture, $" of {all}") : "";
        return new CopyOutcome.PutOff(
            string.Create(CultureInfo.InvariantCulture, $"{source.Registry} lets us pull {limit.Remaining}{of} times more, and {patience.PullsLeft} are left to others; resumes with the first run after {limit.FreshAt:u}"), limit.FreshAt);
    }

    /// <summary>Null: it is copied.</summary>
    private async Task<CopyOutcome?> SkopeoAsync(ImageReference source, ImageReference target, CancellationToken cancel)
    {
        if ((SkopeoAuthFile.WhyNot(credentials.For(source.Registry)) ?? SkopeoAuthFile.WhyNot(credentials.For(target.Registry))) is { } whyNot)
            return new CopyOutcome.Failed(whyNot);
        var began = clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var lines = new Queue<string>();
            var exit = await RunAsync(source, target, lines, cancel);
            if (exit is ChildExit.Exited { Code: 0 })
                return null;
            if (exit is ChildExit.NotStarted never)
                return new CopyOutcome.Failed($"skopeo cannot be started: {never.Sentence}; install it, or name it in LIFECYCLE_SKOPEO_BIN");
            if (exit is ChildExit.TimedOut late)
                return new CopyOutcome.Failed($"skopeo copied {source} for {Duration.Text(late.Limit)} without an end and was ended; look how fast {source.Registry} is, the next run tries again");

            var signal = exit is ChildExit.Exited { Code: > 128 } killed ? killed.Code - 128 : 0;
            var words = signal > 0 ? string.Create(CultureInfo.InvariantCulture, $"signal {signal} killed it") : credentials.Clean(SkopeoWords.Read([.. lines]));
            TimeSpan wait;
            switch (signal > 0 ? SkopeoFault.Passing : SkopeoWords.FaultOf(words))
            {
                case SkopeoFault.RateLimited:
                    var until = registries.LimitOf(source.Registry)?.FreshAt;
                    return new CopyOutcome.PutOff($"{source.Registry} was asked too often while {source} was copied ({words}); {(until is { } at ? string.Create(CultureInfo.InvariantCulture, $"resumes with the first run after {at:u}") : "resumes with the next run")}", until);
                case SkopeoFault.ReadOnly when clock.GetElapsedTime(began) + patience.ReadOnlyPause > patience.ReadOnlyLongest:
                    return new CopyOutcome.Failed($"{target.Registry} has been read-only for {Duration.Text(patience.ReadOnlyLongest)} ({words}); the next run tries again");
                case SkopeoFault.ReadOnly:
                    wait = patience.ReadOnlyPause;
                    attempt--;
                    break;
                case SkopeoFault.Passing when attempt < patience.Attempts:
                    wait = patience.Pause * Math.Pow(2, attempt - 1);
                    break;
                case SkopeoFault.Passing:
                    return new CopyOutcome.Failed($"skopeo could not copy {source} to {target}: {words}; the next run tries again");
                default:
                    return new CopyOutcome.Failed($"skopeo could not copy {source} to {target}: {words}; correct what it says");
            }

            Log.Again(log, target, words);
            await Task.Delay(wait * (1 + (0.2 * Share())), clock, cancel);
        }
    }

    private async Task<ChildExit> RunAsync(ImageReference source, ImageReference target, Queue<string> lines, CancellationToken cancel)
    {
        using var scratch = SkopeoScratch.Make(settings.DataDirectory, source, target, credentials);
        var command = SkopeoCommand.Copy(settings.SkopeoExecutable, source, target, scratch, address, patience.Limit, EnvironmentVariables.OfThisProcess().Keys);
        return await ChildProcess.RunAsync(command, Keep, clock, cancel);

        void Keep(string line)
        {
            lines.Enqueue(line);
            if (lines.Count > LinesKept)
                lines.Dequeue();
        }
    }

    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "It spreads waiting, and guards nothing.")]
    private double Share()
    {
        lock (_dice)
            return random.NextDouble();
    }

    private static partial class Log
    {
        [LoggerMessage(5100, LogLevel.Information, "{Target} is being copied: {Digest}.")]
        public static partial void Copies(ILogger log, ImageReference target, Oci.Digest digest);

        [LoggerMessage(5101, LogLevel.Information, "{Target} is {Digest}, and all of it answers.")]
        public static partial void Copied(ILogger log, ImageReference target, Oci.Digest digest);

        [LoggerMessage(5102, LogLevel.Error, "{Target} is not copied: {Why}.")]
        public static partial void Failed(ILogger log, ImageReference target, string why);

        [LoggerMessage(5103, LogLevel.Warning, "{Target} is put off: {Why}.")]
        public static partial void PutOff(ILogger log, ImageReference target, string why);

        [LoggerMessage(5104, LogLevel.Warning, "{Target} is tried again after a pause: {Why}.")]
        public static partial void Again(ILogger log, ImageReference target, string why);
    }
}
