using System.Text.Encodings.Web;
using System.Text.Json;
using RegistryJanitor.Reporting;

namespace RegistryJanitor.Status;

/// <summary>What the janitor did last and would do next, as a program reads it: <c>/status.json</c>. Moments are UTC.</summary>
/// <remarks>
/// <code>
/// schema       1; another number when a name here changes its meaning or goes
/// janitor      the janitor's version
/// now          when this was written
/// healthy      what /healthz says, and health that in a sentence
/// running      since when a pass runs; null when none does
/// lastPass     null before the first one of this process: ended, succeeded, why (a sentence when it failed, else null), dryRun, tagsEvicted, bytesReclaimed
/// lastReclaim  the newest pass that took something away, also before this process began; null when none is remembered: ended, succeeded, tagsEvicted, bytesReclaimed
/// next         null when it is not known yet: at, why (a sentence when it cannot be known, else null), tagsEvicted, bytesReclaimed, bytesLater,
///              tags (at most 100 of them): repository, tag, pushed, reason
/// space        null when the store is away: freeBytes, sizeBytes
/// </code>
/// </remarks>
internal static class StatusJson
{
    private const int Schema = 1;

    // The document is no part of a web page, so an apostrophe may stay one.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document and a line feed.</summary>
    public static byte[] Of(StatusView view)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, s_options))
            Write(view, json);
        output.WriteByte((byte)'\n');
        return output.ToArray();
    }

    private static void Write(StatusView view, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteString("janitor", view.Version);
        json.WriteString("now", view.Now.UtcDateTime);
        json.WriteBoolean("healthy", view.Health.Healthy);
        json.WriteString("health", view.Health.Sentence);
        WriteMoment("running", view.RunningSince, json);
        WritePass(view.Snapshot.Last, json);
        WriteReclaim(view.Snapshot.History.LastOrDefault(pass => pass.TagsEvicted > 0 || pass.BytesFreed > 0), json);
        WriteNext(view.Next, json);
        WriteSpace(view.Space, json);
        json.WriteEndObject();
    }

    private static void WritePass(PassReport? pass, Utf8JsonWriter json)
    {
        if (!TryBegin("lastPass", pass, json))
            return;
        json.WriteString("ended", pass!.EndedAt.UtcDateTime);
        json.WriteBoolean("succeeded", pass.Succeeded);
        json.WriteString("why", pass.Why);
        json.WriteBoolean("dryRun", pass.IsDryRun);
        json.WriteNumber("tagsEvicted", pass.Account?.Counts.TagsEvicted ?? 0);
        json.WriteNumber("bytesReclaimed", pass.Account?.Counts.BytesFreed ?? 0);
        json.WriteEndObject();
    }

    private static void WriteReclaim(HistoryEntry? pass, Utf8JsonWriter json)
    {
        if (!TryBegin("lastReclaim", pass, json))
            return;
        json.WriteString("ended", pass!.EndedAt.UtcDateTime);
        json.WriteBoolean("succeeded", pass.Succeeded);
        json.WriteNumber("tagsEvicted", pass.TagsEvicted);
        json.WriteNumber("bytesReclaimed", pass.BytesFreed);
        json.WriteEndObject();
    }

    private static void WriteNext(NextPlan? next, Utf8JsonWriter json)
    {
        if (!TryBegin("next", next, json))
            return;
        json.WriteString("at", next!.At.UtcDateTime);
        json.WriteString("why", next.Why);
        json.WriteNumber("tagsEvicted", next.EvictionCount);
        json.WriteNumber("bytesReclaimed", next.BytesNow);
        json.WriteNumber("bytesLater", next.BytesLater);
        json.WriteStartArray("tags");
        foreach (var tag in next.Evicted)
        {
            json.WriteStartObject();
            json.WriteString("repository", tag.Repository.Value);
            json.WriteString("tag", tag.Tag.Value);
            WriteMoment("pushed", tag.PushedAt, json);
            json.WriteString("reason", tag.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSpace(DiskSpace? space, Utf8JsonWriter json)
    {
        if (!TryBegin("space", space, json))
            return;
        json.WriteNumber("freeBytes", space!.FreeBytes);
        json.WriteNumber("sizeBytes", space.SizeBytes);
        json.WriteEndObject();
    }

    private static void WriteMoment(string name, DateTimeOffset? moment, Utf8JsonWriter json)
    {
        if (moment is { } known)
            json.WriteString(name, known.UtcDateTime);
        else
            json.WriteNull(name);
    }

    private static bool TryBegin(string name, object? value, Utf8JsonWriter json)
    {
        if (value is null)
            json.WriteNull(name);
        else
            json.WriteStartObject(name);
        return value is not null;
    }
}
