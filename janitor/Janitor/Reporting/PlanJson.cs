using System.Text.Json;
using RegistryJanitor.Collection;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Reporting;

/// <summary>A plan as a machine reads it: one JSON document. Bytes are exact, times RFC 3339 in UTC.</summary>
/// <remarks>
/// <code>
/// version   1; another number when a name here changes its meaning or goes
/// root      the registry's root directory
/// at        when the plan was made
/// shown     the names and patterns that were asked for; none: everything. Only verdicts, steps and heldBack are restricted by them
/// verdicts  repository, tag, pushedAt, digest, bytes, bytesAlone (null when what it points at could not be read), verdict (keep or evict), reason
/// steps     what would be done, in order, as StepJson says; those on blobs are left out when repositories were asked for
/// heldBack  repository, and the fault that keeps it as it is: path, cause, cure, unreadable
/// faults    path, cause, cure, unreadable
/// space     what is done because space is short, a sentence; null when it is not
/// blobs     state: collect, off (by the settings) or refused (it would do harm; why says what)
///           now: blobs, bytes; later: from, blobs, bytes, the earliest first. Each blob once, however many images shared it
/// totals    of the store: repositories, tags, evicted, manifestsRemoved, blobs, bytes, unreferencedBytes (what no tag leads to, before the pass)
/// </code>
/// </remarks>
internal static class PlanJson
{
    /// <summary>The <c>version</c> of the document.</summary>
    public const int Version = 1;

    /// <summary>Writes the document and a line feed.</summary>
    /// <param name="view">What is shown, with sizes.</param>
    /// <param name="usage">What takes the space.</param>
    /// <param name="root">The registry's root directory.</param>
    /// <param name="output">Where to.</param>
    public static void Write(PlanView view, StoreUsage usage, string root, Stream output) =>
        JsonAnswer.Write(output, json => Write(view, usage, root, json));

    /// <summary>What becomes of a tag, in a word.</summary>
    public static string Word(Verdict verdict) => verdict is Verdict.Evict ? "evict" : "keep";

    private static void Write(PlanView view, StoreUsage usage, string root, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("root", root);
        json.WriteString("at", TimeText.ForMachines(usage.At));
        JsonAnswer.WriteArray("shown", view.Shown.Patterns, (pattern, to) => to.WriteStringValue(pattern), json);
        json.WriteString("space", view.Plan.Space);
        json.WriteStartArray("verdicts");
        foreach (var repository in view.Repositories)
        {
            foreach (var verdict in repository.Verdicts)
                Write(repository.Repository, verdict, view.Of(repository.Repository, verdict.Tag.Tag), json);
        }

        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var repository in view.Repositories)
        {
            foreach (var step in repository.Steps)
                StepJson.Write(repository.Repository, step, view, json);
        }

        foreach (var step in view.StoreSteps)
            StepJson.Write(repository: null, step, view, json);
        json.WriteEndArray();
        json.WriteStartArray("heldBack");
        foreach (var repository in view.Repositories)
        {
            foreach (var fault in repository.HeldBackBy)
                Write(repository.Repository, fault, json);
        }

        json.WriteEndArray();
        JsonAnswer.WriteFaults(view.Faults, json);
        Write(view.Plan.Blobs, json);
        WriteTotals(view.Plan, usage, json);
        json.WriteEndObject();
    }

    private static void Write(RepositoryName repository, Verdict verdict, TagUsage? usage, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("repository", repository.Value);
        json.WriteString("tag", verdict.Tag.Tag.Value);
        json.WriteString("pushedAt", TimeText.ForMachines(verdict.Tag.PushedAt));
        json.WriteString("digest", usage?.Digest?.ToString());
        JsonAnswer.WriteNumber("bytes", usage?.Digest is null ? null : usage.Bytes, json);
        JsonAnswer.WriteNumber("bytesAlone", usage?.Digest is null ? null : usage.BytesAlone, json);
        json.WriteString("verdict", Word(verdict));
        json.WriteString("reason", verdict.Reason);
        json.WriteEndObject();
    }

    private static void Write(RepositoryName repository, StoreFault fault, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("repository", repository.Value);
        JsonAnswer.WriteFault(fault, json);
        json.WriteEndObject();
    }

    private static void Write(BlobPlan plan, Utf8JsonWriter json)
    {
        var collect = plan as BlobPlan.Collect;
        json.WriteStartObject("blobs");
        json.WriteString("state", plan switch { BlobPlan.Collect => "collect", BlobPlan.Off => "off", _ => "refused" });
        json.WriteString("why", (plan as BlobPlan.Refused)?.Why);
        json.WriteStartObject("now");
        json.WriteNumber("blobs", plan.Steps.Length);
        json.WriteNumber("bytes", plan.Steps.Sum(step => step.Bytes));
        json.WriteEndObject();
        json.WriteStartArray("later");
        foreach (var later in collect?.Later ?? [])
        {
            json.WriteStartObject();
            json.WriteString("from", TimeText.ForMachines(later.At));
            json.WriteNumber("blobs", later.Blobs);
            json.WriteNumber("bytes", later.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTotals(CollectionPlan plan, StoreUsage usage, Utf8JsonWriter json)
    {
        json.WriteStartObject("totals");
        json.WriteNumber("repositories", plan.Repositories.Length);
        json.WriteNumber("tags", plan.TagCount);
        json.WriteNumber("evicted", plan.EvictionCount);
        json.WriteNumber("manifestsRemoved", plan.RemovalCount);
        json.WriteNumber("blobs", usage.Blobs);
        json.WriteNumber("bytes", usage.Bytes);
        json.WriteNumber("unreferencedBytes", usage.UnreferencedBytes);
        json.WriteEndObject();
    }
}
