using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror.Web;

/// <summary>What <c>/status</c> says. All times are UTC.</summary>
/// <param name="Schema">The shape of this document; a reader refuses one that it does not know.</param>
/// <param name="Source">Where the list comes from.</param>
/// <param name="ListOk">Whether the last list could be had; else the one before is used.</param>
/// <param name="ListMistakes">Why not.</param>
/// <param name="PassBeganAt">When the last pass began that has ended; null: none has.</param>
/// <param name="PassEndedAt">When it ended.</param>
/// <param name="Mirrors">Every mirror of the list, in its order.</param>
/// <param name="Unready">Projects of which no mirror can be made.</param>
internal sealed record StatusDocument(
    int Schema,
    string Source,
    bool ListOk,
    IReadOnlyList<string> ListMistakes,
    DateTimeOffset? PassBeganAt,
    DateTimeOffset? PassEndedAt,
    IReadOnlyList<StatusDocument.Entry> Mirrors,
    IReadOnlyList<StatusDocument.Project> Unready)
{
    /// <summary>A mirror.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Upstream">Where it comes from.</param>
    /// <param name="Destination">Where it is pushed to; null: nowhere.</param>
    /// <param name="Skip">Whether it is to be left as it is.</param>
    /// <param name="State">As in its state file; null: it was never tried.</param>
    internal sealed record Entry(string Name, string Upstream, string? Destination, bool Skip, MirrorState? State);

    /// <summary>A project of which no mirror can be made.</summary>
    /// <param name="Path">With its namespaces.</param>
    /// <param name="Fault">Why.</param>
    internal sealed record Project(string Path, FaultRecord Fault);
}
