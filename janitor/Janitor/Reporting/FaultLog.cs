using Microsoft.Extensions.Logging;
using RegistryJanitor.Collection;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Reporting;

/// <summary>Writes faults to the log: ignorance as errors, each; the rest as warnings, the first few.</summary>
internal static class FaultLog
{
    // A store with a stray file in every directory must not drown the line that matters.
    private const int MostWarnings = 20;

    public static void Write(ILogger log, IEnumerable<StoreFault> faults)
    {
        var warnings = 0;
        foreach (var fault in faults)
        {
            if (fault is StoreFault.Unreadable or StoreFault.Undeleted)
                Log.Ignorant(log, fault);
            else if (++warnings <= MostWarnings)
                Log.Faulty(log, fault);
        }

        if (warnings > MostWarnings)
            Log.MoreFaults(log, warnings - MostWarnings);
    }

    public static void WriteHeldBack(ILogger log, CollectionPlan plan)
    {
        foreach (var repository in plan.Repositories)
        {
            foreach (var fault in repository.HeldBackBy.Except(plan.Faults))
                Log.HeldBack(log, repository.Repository, fault);
        }
    }
}
