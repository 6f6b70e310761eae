using Microsoft.Extensions.Logging;
using RegistryJanitor.Storage;

namespace RegistryJanitor;

/// <summary>Every event of the janitor with its id. Ids are stable; the next free ones are 2011, 2105, 2206 and 2305.</summary>
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

    [LoggerMessage(2006, LogLevel.Debug, "planned {Evictions} evictions and {Removals} removals in {Milliseconds} ms")]
    public static partial void Planned(ILogger log, int evictions, int removals, long milliseconds);

    [LoggerMessage(2007, LogLevel.Information, "evicted {Evicted} tags, removed {Removed} manifests, collected {Blobs} blobs of {Bytes} bytes; {Kept} tags stay, {PushedAgain} things were pushed again; took {Milliseconds} ms")]
    public static partial void Reports(ILogger log, int evicted, int removed, int blobs, long bytes, int kept, int pushedAgain, long milliseconds);

    [LoggerMessage(2008, LogLevel.Information, "dry run: would evict {Evictions} of {Tags} tags and remove {Removals} manifests; nothing was changed")]
    public static partial void WouldDo(ILogger log, int evictions, int tags, int removals);

    [LoggerMessage(2009, LogLevel.Information, "dry run: would evict {Repository}:{Tag}, pushed {PushedAt:u}: {Reason}")]
    public static partial void WouldEvict(ILogger log, RepositoryName repository, Tag tag, DateTimeOffset pushedAt, string reason);

    [LoggerMessage(2010, LogLevel.Information, "dry run: would remove {Repository}@{Digest}: {Reason}")]
    public static partial void WouldRemove(ILogger log, RepositoryName repository, Digest digest, string reason);

    [LoggerMessage(2101, LogLevel.Information, "evicted {Repository}:{Tag} ({Digest}, pushed {PushedAt:u}): {Reason}")]
    public static partial void TagEvicted(ILogger log, RepositoryName repository, Tag tag, Digest digest, DateTimeOffset pushedAt, string reason);

    [LoggerMessage(2102, LogLevel.Information, "{Repository}:{Tag} stays: it was pushed again since the scan")]
    public static partial void TagPushedAgain(ILogger log, RepositoryName repository, Tag tag);

    [LoggerMessage(2103, LogLevel.Information, "removed {Repository}@{Digest}: {Reason}")]
    public static partial void RevisionRemoved(ILogger log, RepositoryName repository, Digest digest, string reason);

    [LoggerMessage(2104, LogLevel.Information, "{Repository}@{Digest} stays: it was pushed again since the mark")]
    public static partial void RevisionPushedAgain(ILogger log, RepositoryName repository, Digest digest);

    [LoggerMessage(2201, LogLevel.Information, "{Path} was pushed again during the pass and is back")]
    public static partial void PutBack(ILogger log, string path);

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

    [LoggerMessage(2302, LogLevel.Debug, "collected {Digest}, {Bytes} bytes: no manifest names it")]
    public static partial void BlobCollected(ILogger log, Digest digest, long bytes);

    [LoggerMessage(2303, LogLevel.Error, "blobs are not collected: {Sentence}")]
    public static partial void NotCollected(ILogger log, string sentence);

    [LoggerMessage(2304, LogLevel.Information, "{Blobs} blobs came back: manifests name them that the collector had not seen")]
    public static partial void BlobsPutBack(ILogger log, int blobs);
}
