using System.Text.Encodings.Web;
using System.Text.Json;
using RegistryJanitor.Collection;
using RegistryJanitor.Storage;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Reporting;

/// <summary>A pass as a machine reads it: one JSON document, <c>janitor/reports/PASS.json</c>.</summary>
/// <remarks>
/// <code>
/// version   1; another number when a name here changes its meaning or goes
/// janitor   the janitor's version
/// pass      its name: the moment it began to work, UTC; also that of its directories in trash/ and undo/
/// began     UTC, the wait for the lease included
/// seconds   how long it took
/// result    succeeded or failed
/// why       a sentence when it failed, else null
/// space     what was done because space was short, a sentence; null when it was not
/// counts    null when it failed before its end: repositories, tagsKept, tagsEvicted, manifestsRemoved, blobsCollected, blobsPutBack, pushedAgain,
///           bytesFreed, bytesLater (unreferenced, and due later)
/// later     at (UTC), blobs, bytes: what the passes from then on may collect
/// evicted   repository, tag, digest (null when it was not read), pushed (UTC), reason
/// faults    kind (unreadable, undeleted, stray, broken), path, cause, cure
/// usage     null when it was not counted: at (UTC), repositories, tags, blobs, bytes, unreferencedBytes; as of the end of the pass
/// </code>
/// </remarks>
public static class PassReportJson
{
    /// <summary>The <c>version</c> of the document.</summary>
    public const int Version = 1;

    // The document is no part of a web page, so an apostrophe may stay one.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the document and a line feed.</summary>
    public static void Write(PassReport report, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, s_options))
            Write(report, json);
        output.WriteByte((byte)'\n');
    }

    private static void Write(PassReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("janitor", report.Version);
        json.WriteString("pass", report.Pass.ToString());
        json.WriteString("began", report.Ended.BeganAt.UtcDateTime);
        json.WriteNumber("seconds", report.Ended.Took.TotalSeconds);
        json.WriteString("result", report.Succeeded ? "succeeded" : "failed");
        json.WriteString("why", report.Why);
        json.WriteString("space", report.Account?.Space);
        WriteCounts(report.Account?.Counts, json);
        WriteArray("later", report.Account?.Later ?? [], WriteLater, json);
        WriteArray("evicted", report.Account?.Evicted ?? [], WriteTag, json);
        WriteArray("faults", report.Account?.Faults ?? [], WriteFault, json);
        WriteUsage(report.Usage, json);
        json.WriteEndObject();
    }

    private static void WriteCounts(PassCounts? counts, Utf8JsonWriter json)
    {
        if (counts is null)
        {
            json.WriteNull("counts");
            return;
        }

        json.WriteStartObject("counts");
        json.WriteNumber("repositories", counts.Repositories);
        json.WriteNumber("tagsKept", counts.TagsKept);
        json.WriteNumber("tagsEvicted", counts.TagsEvicted);
        json.WriteNumber("manifestsRemoved", counts.ManifestsRemoved);
        json.WriteNumber("blobsCollected", counts.BlobsCollected);
        json.WriteNumber("blobsPutBack", counts.BlobsPutBack);
        json.WriteNumber("pushedAgain", counts.PushedAgain);
        json.WriteNumber("bytesFreed", counts.BytesFreed);
        json.WriteNumber("bytesLater", counts.BytesLater);
        json.WriteEndObject();
    }

    private static void WriteLater(LaterBytes later, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("at", later.At.UtcDateTime);
        json.WriteNumber("blobs", later.Blobs);
        json.WriteNumber("bytes", later.Bytes);
        json.WriteEndObject();
    }

    private static void WriteTag(GoneTag tag, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("repository", tag.Repository.Value);
        json.WriteString("tag", tag.Tag.Value);
        json.WriteString("digest", tag.Digest?.ToString());
        json.WriteString("pushed", tag.PushedAt.UtcDateTime);
        json.WriteString("reason", tag.Reason);
        json.WriteEndObject();
    }

    private static void WriteFault(StoreFault fault, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", FaultKind.Of(fault));
        json.WriteString("path", fault.Path);
        json.WriteString("cause", fault.Cause);
        json.WriteString("cure", fault.Cure);
        json.WriteEndObject();
    }

    private static void WriteUsage(StoreUsage? usage, Utf8JsonWriter json)
    {
        if (usage is null)
        {
            json.WriteNull("usage");
            return;
        }

        json.WriteStartObject("usage");
        json.WriteString("at", usage.At.UtcDateTime);
        json.WriteNumber("repositories", usage.Repositories.Length);
        json.WriteNumber("tags", usage.TagCount);
        json.WriteNumber("blobs", usage.Blobs);
        json.WriteNumber("bytes", usage.Bytes);
        json.WriteNumber("unreferencedBytes", usage.UnreferencedBytes);
        json.WriteEndObject();
    }

    private static void WriteArray<T>(string name, IEnumerable<T> items, Action<T, Utf8JsonWriter> write, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item, json);
        json.WriteEndArray();
    }
}
