using System.Globalization;
using RegistryJanitor.Collection;

namespace RegistryJanitor.Reporting;

/// <summary>What a plan says of the blobs, as a person reads it: what comes back now, what later and when.</summary>
internal static class BlobText
{
    // A store with a grace has a moment for every push of the last hour; the first few tell what a person wants to know.
    private const int MostMoments = 3;

    public static string Sentence(BlobPlan plan) => plan switch
    {
        BlobPlan.Off => "No blob would go: RUN_GC=false.",
        BlobPlan.Refused { Why: var why } => $"No blob would go: {why}",
        BlobPlan.Collect collect => Sentence(collect),
        _ => throw new InvalidOperationException("A blob plan has three forms."),
    };

    private static string Sentence(BlobPlan.Collect plan)
    {
        var now = $"{Blobs(plan.Now.Length, plan.Now.Sum(step => step.Bytes))} would go now";
        if (plan.Later.IsEmpty)
            return $"{now}.";
        var moments = plan.Later.Take(MostMoments).Select(later => $"{Blobs(later.Blobs, later.Bytes)} from {later.At.UtcDateTime:u} on").ToList();
        if (plan.Later.Length > MostMoments)
        {
            var rest = plan.Later[MostMoments..];
            moments.Add($"{Blobs(rest.Sum(later => later.Blobs), rest.Sum(later => later.Bytes))} until {rest[^1].At.UtcDateTime:u}");
        }

        return $"{now}, {string.Join(", ", moments)}.";
    }

    private static string Blobs(int count, long bytes) => string.Create(
        CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "blob" : "blobs")} of {bytes:N0} bytes");
}
