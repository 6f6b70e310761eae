using Microsoft.Extensions.Logging;
using RegistryJanitor.Storage;

namespace RegistryJanitor;

/// <summary>Every event of the janitor with its id. Ids are stable; the next free ones are 2015, 2106, 2206, 2305 and 2405.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "janitor {Version} works on {DataDirectory}: {Policy}")]
    public static partial void Begins(ILogger log, string version, string dataDirectory, string policy);

    [LoggerMessage(2002, LogLevel.Information, "waiting: another janitor works on this store ({Holder})")]
    public static partial void Waits(ILogger log, string holder);

    [LoggerMessage(2003, LogLevel.Warning, "pass {Pass} was cut off after its commit; its trash is deleted now")]
    public static partial void PassFinished(ILogger log, PassId pass);

    [LoggerMessage(2004, LogLevel.Warning, "pass {Pass} was cut off before its commit; what it had moved is back")]
    public static partial void PassUndone(ILogger log, PassId pass);

    [LoggerMessage(2005, LogLevel.Information, "scanned {Repositories} repositories with {Tags} tags in {Milliseconds} ms")]
    public static partial void Scanned(ILogger log, int repositories, int tags, long milliseconds);

    [LoggerMessage(2006, LogLevel.Debug, "planned {Evictions} evictions, {Removals} removals and {Blobs} blobs in {Milliseconds} ms")]
    public static partial void Planned(ILogger log, int evictions, int removals, int blobs, long milliseconds);

    [LoggerMessage(2007, LogLevel.Information, "evicted {Evicted} tags, removed {Removed} manifests, collected {Blobs} blobs of {Bytes} bytes, {LaterBytes} bytes later; {Kept} tags stay, {PushedAgain} things were pushed again; took {Milliseconds} ms")]
    public static partial void Reports(ILogger log, int evicted, int removed, int blobs, long bytes, long laterBytes, int kept, int pushedAgain, long milliseconds);

    [LoggerMessage(2008, LogLevel.Information, "dry run: would evict {Evictions} of {Tags} tags, remove {Removals} manifests and collect {Blobs} blobs of {Bytes} bytes; nothing was changed")]
    public static partial void WouldDo(ILogger log, int evictions, int tags, int removals, int blobs, long bytes);

    [LoggerMessage(2009, LogLevel.Information, "dry run: would evict {Repository}:{Tag}, pushed {PushedAt:u}: {Reason}")]
    public static partial void WouldEvict(ILogger log, RepositoryName repository, Tag tag, DateTimeOffset pushedAt, string reason);

    [LoggerMessage(2010, LogLevel.Information, "dry run: would remove {What}: {Reason}")]
    public static partial void WouldRemove(ILogger log, string what, string reason);

    [LoggerMessage(2011, LogLevel.Debug, "dry run: would remove {What}: {Reason}")]
    public static partial void WouldRemoveLink(ILogger log, string what, string reason);

    [LoggerMessage(2012, LogLevel.Debug, "read {Manifests} manifests and {Links} tag links; the others were known")]
    public static partial void Read(ILogger log, int manifests, int links);

    [LoggerMessage(2013, LogLevel.Warning, "{Path} cannot be written: {Cause}. The next pass reads again what this one has read")]
    public static partial void NotRemembered(ILogger log, string path, string cause);

    [LoggerMessage(2014, LogLevel.Information, "this file system has no flock: the lease is {Path}, written anew every {Seconds} seconds; one that nobody writes is taken over after {Patience} seconds")]
    public static partial void LeasedByHeartbeat(ILogger log, string path, double seconds, double patience);

    [LoggerMessage(2101, LogLevel.Information, "evicted {Repository}:{Tag}, pushed {PushedAt:u}: {Reason}; it was {Digest}")]
    public static partial void TagEvicted(ILogger log, RepositoryName repository, Tag tag, DateTimeOffset pushedAt, string reason, Digest? digest);

    [LoggerMessage(2102, LogLevel.Information, "{What} stays: it was pushed again since it was planned, or just before")]
    public static partial void PushedAgain(ILogger log, string what);

    [LoggerMessage(2103, LogLevel.Information, "removed {What}: {Reason}")]
    public static partial void Removed(ILogger log, string what, string reason);

    [LoggerMessage(2104, LogLevel.Debug, "removed {What}: {Reason}")]
    public static partial void LinkRemoved(ILogger log, string what, string reason);

    [LoggerMessage(2105, LogLevel.Information, "{Repository}:{Tag} is back: {Digest}, evicted {EvictedAt:u}")]
    public static partial void TagRestored(ILogger log, RepositoryName repository, Tag tag, Digest digest, DateTimeOffset evictedAt);

    [LoggerMessage(2201, LogLevel.Information, "{Path} was pushed again during the pass and is back")]
    public static partial void PutBack(ILogger log, string path);

    [LoggerMessage(2014, LogLevel.Warning, "{Sentence}")]
    public static partial void SpaceIsShort(ILogger log, string sentence);

    [LoggerMessage(2202, LogLevel.Warning, "{Fault}")]
    public static partial void Faulty(ILogger log, StoreFault fault);

    [LoggerMessage(2203, LogLevel.Error, "{Fault}")]
    public static partial void Ignorant(ILogger log, StoreFault fault);

    [LoggerMessage(2204, LogLevel.Warning, "and {Count} more like these")]
    public static partial void MoreFaults(ILogger log, int count);

    [LoggerMessage(2205, LogLevel.Warning, "manifests of {Repository} stay: {Fault}")]
    public static partial void HeldBack(ILogger log, RepositoryName repository, StoreFault fault);

    [LoggerMessage(2301, LogLevel.Debug, "collector: {Line}")]
    public static partial void CollectorSays(ILogger log, string line);

    [LoggerMessage(2302, LogLevel.Debug, "collected blob {Digest}, {Bytes} bytes: {Reason}")]
    public static partial void BlobCollected(ILogger log, Digest digest, long bytes, string reason);

    [LoggerMessage(2303, LogLevel.Error, "blobs are not collected: {Sentence}")]
    public static partial void NotCollected(ILogger log, string sentence);

    [LoggerMessage(2304, LogLevel.Information, "{Blobs} blobs came back: something names them again")]
    public static partial void BlobsPutBack(ILogger log, int blobs);

    [LoggerMessage(2401, LogLevel.Warning, "{Path} cannot be written: {Cause}. What the pass did is in this log")]
    public static partial void NotReported(ILogger log, string path, string cause);

    [LoggerMessage(2402, LogLevel.Warning, "{Path} cannot be read: {Cause}. The charts of the status page begin anew")]
    public static partial void HistoryLost(ILogger log, string path, string cause);

    [LoggerMessage(2403, LogLevel.Warning, "what takes the space could not be counted: {Cause}")]
    public static partial void NotMeasured(ILogger log, string cause);

    [LoggerMessage(2404, LogLevel.Warning, "what the next pass would do could not be found out: {Cause}")]
    public static partial void NotPreviewed(ILogger log, string cause);
}
