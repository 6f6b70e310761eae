using System.Text.Json;
using RegistryJanitor.Verification;

namespace RegistryJanitor.Reporting;

/// <summary>A verification as a machine reads it: one JSON document.</summary>
/// <remarks>
/// <code>
/// version         1; another number when a name here changes its meaning or goes
/// root            the registry's root directory
/// deep            whether every blob was hashed
/// sound           the same as exit status 0
/// checked         repositories, tags, manifests, blobs, bytes: how many there are
/// brokenTags      repository, tag, manifest (digest or null), damage
/// brokenUntagged  repository, manifest, damage: not tagged, so a warning
/// withoutLayers   names of repositories that have manifests and no _layers
/// faults          path, cause, cure, unreadable: what could not be read (true), or is not the registry's
/// absentChildren  manifests of sparse indexes
/// unreferenced    blobs, bytes
///
/// damage          kind, manifest and blob (digest or null), sentence. kind is one of missing-tag-link, missing-revision-link,
///                 missing-layer-link, misdirected-link, missing-bytes, missing-children, not-a-manifest, wrong-size, wrong-hash, unreadable
/// </code>
/// </remarks>
public static class VerifyJson
{
    /// <summary>The <c>version</c> of the document.</summary>
    public const int Version = 1;

    /// <summary>Writes the document and a line feed.</summary>
    public static void Write(VerifyReport report, Stream output) => JsonAnswer.Write(output, json => Write(report, json));

    private static void Write(VerifyReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("root", report.Root);
        json.WriteBoolean("deep", report.IsDeep);
        json.WriteBoolean("sound", report.IsSound);
        json.WriteStartObject("checked");
        json.WriteNumber("repositories", report.Repositories);
        json.WriteNumber("tags", report.Tags);
        json.WriteNumber("manifests", report.Manifests);
        WriteCount(report.Named, json);
        json.WriteEndObject();
        JsonAnswer.WriteArray("brokenTags", report.BrokenTags, WriteTag, json);
        JsonAnswer.WriteArray("brokenUntagged", report.BrokenRevisions, WriteRevision, json);
        JsonAnswer.WriteArray("withoutLayers", report.WithoutLayers, (repository, to) => to.WriteStringValue(repository.Value), json);
        JsonAnswer.WriteFaults(report.Faults, json);
        json.WriteNumber("absentChildren", report.AbsentChildren);
        json.WriteStartObject("unreferenced");
        WriteCount(report.Unreferenced, json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTag(BrokenTag broken, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("repository", broken.Repository.Value);
        json.WriteString("tag", broken.Tag.Value);
        json.WriteString("manifest", broken.Target?.ToString());
        JsonAnswer.WriteArray("damage", broken.Damage, WriteDamage, json);
        json.WriteEndObject();
    }

    private static void WriteRevision(BrokenRevision broken, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("repository", broken.Repository.Value);
        json.WriteString("manifest", broken.Revision.ToString());
        JsonAnswer.WriteArray("damage", broken.Damage, WriteDamage, json);
        json.WriteEndObject();
    }

    private static void WriteDamage(Damage damage, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", damage.Kind);
        json.WriteString("manifest", damage.Manifest?.ToString());
        json.WriteString("blob", damage.Blob?.ToString());
        json.WriteString("sentence", damage.Sentence);
        json.WriteEndObject();
    }

    private static void WriteCount(BlobCount count, Utf8JsonWriter json)
    {
        json.WriteNumber("blobs", count.Blobs);
        json.WriteNumber("bytes", count.Bytes);
    }
}
