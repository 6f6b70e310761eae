using System.Text.Json;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Reporting;

/// <summary>What takes the space, as a machine reads it: one JSON document. Bytes are exact, times RFC 3339 in UTC.</summary>
/// <remarks>
/// <code>
/// version            1; another number when a name here changes its meaning or goes
/// root               the registry's root directory
/// at                 when it was counted
/// blobs, bytes       of the store, each blob once
/// unreferencedBytes  of these, what no tag leads to
/// tags               how many the store has
/// repositories       those that were asked for, in the order that was asked for:
///   repository, pushedAt (null without a tag), bytes, bytesAlone, and
///   tags             tag, pushedAt, digest (null when it could not be read), bytes, bytesAlone; newest push first, or as asked for
/// faults             path, cause, cure, unreadable
///
/// bytes              all that it leads to, each blob once
/// bytesAlone         of these, what no tag of another repository, or no other tag of the store, leads to
/// </code>
/// </remarks>
internal static class UsageJson
{
    /// <summary>The <c>version</c> of the document.</summary>
    public const int Version = 1;

    /// <summary>Writes the document and a line feed.</summary>
    /// <param name="report">What was counted.</param>
    /// <param name="root">The registry's root directory.</param>
    /// <param name="options">Which repositories, and in what order.</param>
    /// <param name="output">Where to.</param>
    public static void Write(UsageReport report, string root, ListOptions options, Stream output) =>
        JsonAnswer.Write(output, json => Write(report, root, options, json));

    private static void Write(UsageReport report, string root, ListOptions options, Utf8JsonWriter json)
    {
        var usage = report.Usage;
        var shown = UsageOrder.Sorted(usage.Repositories.Where(repository => options.Repositories.Match(repository.Repository)), options.By);
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("root", root);
        json.WriteString("at", TimeText.ForMachines(usage.At));
        json.WriteNumber("blobs", usage.Blobs);
        json.WriteNumber("bytes", usage.Bytes);
        json.WriteNumber("unreferencedBytes", usage.UnreferencedBytes);
        json.WriteNumber("tags", usage.TagCount);
        JsonAnswer.WriteArray("repositories", shown, (repository, to) => Write(repository, options.By, to), json);
        JsonAnswer.WriteFaults(report.Faults, json);
        json.WriteEndObject();
    }

    private static void Write(RepositoryUsage repository, ListOrder order, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("repository", repository.Repository.Value);
        json.WriteString("pushedAt", repository.PushedAt is { } at ? TimeText.ForMachines(at) : null);
        json.WriteNumber("bytes", repository.Bytes);
        json.WriteNumber("bytesAlone", repository.BytesAlone);
        JsonAnswer.WriteArray("tags", UsageOrder.Sorted(repository.Tags, order), Write, json);
        json.WriteEndObject();
    }

    private static void Write(TagUsage tag, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("tag", tag.Tag.Value);
        json.WriteString("pushedAt", TimeText.ForMachines(tag.PushedAt));
        json.WriteString("digest", tag.Digest?.ToString());
        json.WriteNumber("bytes", tag.Bytes);
        json.WriteNumber("bytesAlone", tag.BytesAlone);
        json.WriteEndObject();
    }
}
