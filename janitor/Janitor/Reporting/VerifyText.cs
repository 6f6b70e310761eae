using RegistryJanitor.Storage;
using RegistryJanitor.Verification;

namespace RegistryJanitor.Reporting;

/// <summary>A verification as a person reads it.</summary>
public static class VerifyText
{
    private static readonly string[] s_heading = ["REPOSITORY", "TAG", "FINDING", "WHY"];

    /// <summary>Writes one line a reason, tags before untagged manifests, then what could not be read, and the totals.</summary>
    public static void Write(VerifyReport report, TextWriter output)
    {
        var rows = new List<string[]>();
        rows.AddRange(report.BrokenTags.SelectMany(tag => Rows(tag.Repository, tag.Tag.ToString(), "broken", tag.Damage)));
        rows.AddRange(report.BrokenRevisions.SelectMany(revision => Rows(revision.Repository, $"@{revision.Revision}", "warning", revision.Damage)));
        if (rows.Count > 0)
            AlignedRows.Write(s_heading, () => rows, output);
        foreach (var repository in report.WithoutLayers)
            output.WriteLine($"! repository {repository} has manifests but no {StorageLayout.LayersName} directory: registry 2.8.3 neither lists it nor keeps its blobs. Push one of its images again.");
        foreach (var fault in report.Faults)
            output.WriteLine($"! {fault}");
        var hashed = report.IsDeep ? ", every byte hashed" : "";
        var absent = report.AbsentChildren > 0 ? $" Not here: {report.AbsentChildren} manifests of sparse indexes." : "";
        output.WriteLine(
            $"{report.Repositories} repositories, {report.Tags} tags, {report.Manifests} manifests, {report.Named.Blobs} blobs of {report.Named.Bytes} bytes{hashed}: {Verdict(report)}");
        output.WriteLine(
            $"Unreferenced: {report.Unreferenced.Blobs} blobs of {report.Unreferenced.Bytes} bytes.{absent} Nothing was changed.");
    }

    private static IEnumerable<string[]> Rows(RepositoryName repository, string name, string finding, IEnumerable<Damage> damage) =>
        damage.Select(why => (string[])[repository.ToString(), name, finding, why.Sentence]);

    private static string Verdict(VerifyReport report)
    {
        var tags = report.BrokenTags.IsEmpty ? "every tag can be pulled" : $"{report.BrokenTags.Length} tags cannot be pulled";
        var untagged = report.BrokenRevisions.IsEmpty ? "" : $", nor {report.BrokenRevisions.Length} untagged manifests";
        var unread = report.Faults.Count(fault => fault is StoreFault.Unreadable);
        return $"{tags}{untagged}{(unread > 0 ? $"; {unread} places could not be read" : "")}.";
    }
}
