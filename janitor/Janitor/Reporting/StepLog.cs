using Microsoft.Extensions.Logging;
using RegistryJanitor.Collection;

namespace RegistryJanitor.Reporting;

/// <summary>One line for each step, done or planned: what goes and why. What came of a whole image is said louder than the links that go with it.</summary>
internal static class StepLog
{
    /// <summary>It lies in the trash.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="step">What was done.</param>
    /// <param name="digest">What the link named; null when it is none.</param>
    public static void Removed(ILogger log, CollectionStep step, Digest? digest = null)
    {
        switch (step)
        {
            case CollectionStep.EvictTag tag:
                Log.TagEvicted(log, tag.Repository, tag.Tag.Tag, tag.Tag.PushedAt, tag.Reason, digest);
                break;
            case CollectionStep.RemoveRevision or CollectionStep.RemoveUpload or CollectionStep.ForgetTag:
                Log.Removed(log, step.What, step.Reason);
                break;
            case CollectionStep.CollectBlob blob:
                Log.BlobCollected(log, blob.Digest, blob.Bytes, blob.Reason);
                break;
            default:
                Log.LinkRemoved(log, step.What, step.Reason);
                break;
        }
    }

    /// <summary>A dry run: it would.</summary>
    public static void WouldRemove(ILogger log, CollectionStep step)
    {
        if (step is CollectionStep.EvictTag tag)
            Log.WouldEvict(log, tag.Repository, tag.Tag.Tag, tag.Tag.PushedAt, tag.Reason);
        else if (step is CollectionStep.RemoveRevision or CollectionStep.RemoveUpload or CollectionStep.ForgetTag)
            Log.WouldRemove(log, step.What, step.Reason);
        else
            Log.WouldRemoveLink(log, step.What, step.Reason);
    }
}
