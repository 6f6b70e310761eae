using System.Text.Json;
using RegistryJanitor.Collection;

namespace RegistryJanitor.Reporting;

/// <summary>A step of a plan as a machine reads it.</summary>
/// <remarks>
/// <code>
/// step        evict-tag, remove-manifest, remove-layer-link, remove-history, remove-upload, remove-litter, collect-blob or forget-tag
/// repository  null for what belongs to none
/// tag         of evict-tag, remove-history and forget-tag, else null
/// digest      of manifests, layer links, history entries and blobs, else null
/// what        in words for people
/// reason      in words for people
/// bytes       collect-blob: what comes back with it. evict-tag: what no other tag leads to; it comes back with its blobs, so not to be added to
///             theirs. Else null
/// </code>
/// </remarks>
internal static class StepJson
{
    /// <summary>Writes a step as one object.</summary>
    /// <param name="repository">The repository whose plan it is in; null for a step of the store.</param>
    /// <param name="step">The step.</param>
    /// <param name="view">Knows the sizes of tags.</param>
    /// <param name="json">Where to.</param>
    public static void Write(RepositoryName? repository, CollectionStep step, PlanView view, Utf8JsonWriter json)
    {
        var (kind, tag, digest) = step switch
        {
            CollectionStep.EvictTag evict => ("evict-tag", evict.Tag.Tag.Value, null),
            CollectionStep.RemoveRevision revision => ("remove-manifest", null, revision.Revision.Digest.ToString()),
            CollectionStep.RemoveLayerLink link => ("remove-layer-link", null, link.Layer.Digest.ToString()),
            CollectionStep.RemoveIndexEntry entry => ("remove-history", entry.Entry.Tag.Value, entry.Entry.Digest.ToString()),
            CollectionStep.RemoveUpload => ("remove-upload", null, null),
            CollectionStep.RemoveLitter => ("remove-litter", null, null),
            CollectionStep.CollectBlob blob => ("collect-blob", null, blob.Digest.ToString()),
            CollectionStep.ForgetTag forgotten => ("forget-tag", forgotten.Tag.Tag.Tag.Value, (string?)null),
            _ => throw new InvalidOperationException($"There is no step {step.What}."),
        };
        json.WriteStartObject();
        json.WriteString("step", kind);
        json.WriteString("repository", repository?.Value ?? (step as CollectionStep.ForgetTag)?.Tag.Repository.Value);
        json.WriteString("tag", tag);
        json.WriteString("digest", digest);
        json.WriteString("what", step.What);
        json.WriteString("reason", step.Reason);
        JsonAnswer.WriteNumber("bytes", Bytes(step, view), json);
        json.WriteEndObject();
    }

    private static long? Bytes(CollectionStep step, PlanView view) => step switch
    {
        CollectionStep.CollectBlob blob => blob.Bytes,
        CollectionStep.EvictTag evict when view.Of(evict.Repository, evict.Tag.Tag) is { Digest: not null } usage => usage.BytesAlone,
        _ => null,
    };
}
