using RegistryJanitor.Daemon.Page;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Status.Page;

/// <summary>What is broken, and what to do about it. Stands above everything else, and only when there is something.</summary>
internal static class FaultTable
{
    private const int MostShown = 50;

    public static Html Of(PassReport? last)
    {
        if (last is null || (last.Why is null && last.Account is not ({ Faults.Length: > 0 } or { Space: not null })))
            return Html.Nothing;
        var faults = last.Account?.Faults ?? [];
        Html why = last.Why is null ? Html.Nothing : $"<p id=\"why\">The last pass failed: {last.Why}.</p>";
        Html space = last.Account?.Space is { } sentence ? $"<p id=\"space\">{sentence}</p>" : Html.Nothing;
        Html table = faults.IsEmpty
            ? Html.Nothing
            : $"""
            <table>
            <thead><tr><th scope="col">Where</th><th scope="col">What, and what to do</th><th scope="col">Kind</th></tr></thead>
            <tbody>
            {Html.Lines(faults.OrderBy(fault => FaultKind.All.IndexOf(FaultKind.Of(fault))).Take(MostShown).Select(Row))}</tbody>
            </table>
            {Table.More(faults.Length, MostShown)}
            """;
        var isGrave = last.Why is not null || last.Account?.Space is not null || faults.Any(fault => fault is StoreFault.Unreadable or StoreFault.Undeleted);
        return $"""
            <section id="faults" class="{(isGrave ? "bad" : "note")}"><h2>What is broken</h2>
            {why}{space}{table}
            </section>
            """;
    }

    private static Html Row(StoreFault fault) =>
        $"<tr><th scope=\"row\"><code>{fault.Path}</code></th><td class=\"wide\">{fault.Cause}. <span class=\"cure\">{fault.Cure}</span></td><td class=\"kind\">{FaultKind.Of(fault)}</td></tr>";
}
