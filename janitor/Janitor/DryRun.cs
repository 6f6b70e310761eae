using Microsoft.Extensions.Logging;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;

namespace RegistryJanitor;

/// <summary>A pass that ends with the plan: its steps go to the log, and no byte changes.</summary>
internal static class DryRun
{
    /// <summary>Makes the plan and says it.</summary>
    /// <param name="pass">Makes it.</param>
    /// <param name="log">Where it goes.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="reporting">Is told of the plan, too.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public static async Task<PassResult> RunAsync(Pass pass, ILogger log, CancellationToken stop, Action<CollectionPlan>? reporting = null)
    {
        CollectionPlan plan;
        try
        {
            plan = await pass.PreviewAsync(stop).ConfigureAwait(false);
        }
        catch (StoreException missing)
        {
            return new PassResult.Failed(missing.Message);
        }

        reporting?.Invoke(plan);
        FaultLog.Write(log, plan.Faults);
        FaultLog.WriteHeldBack(log, plan);
        foreach (var step in plan.Steps)
            StepLog.WouldRemove(log, step);

        Log.WouldDo(log, plan.EvictionCount, plan.TagCount, plan.RemovalCount, plan.Blobs.Steps.Length, plan.Blobs.Steps.Sum(step => step.Bytes));
        if (plan.Ignorance.Any())
            return new PassResult.Failed("something in the store could not be read; see the lines above");
        return plan.Blobs is BlobPlan.Refused { Why: var why } ? new PassResult.Failed($"blobs would not be collected: {why}") : new PassResult.Succeeded();
    }
}
