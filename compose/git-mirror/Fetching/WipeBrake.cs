using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Fetching;

/// <summary>Decides whether deletions of an upstream are believed. Deletions are undoable here for days only, and whoever builds from the mirror sees them at once.</summary>
/// <param name="LossPercent">Of the refs here, how many may go at once.</param>
/// <param name="Accepted">An operator said that any number is meant.</param>
public sealed record WipeBrake(int LossPercent, bool Accepted)
{
    /// <summary>So many may always go: small repositories lose a few branches on any day.</summary>
    private const int AlwaysAllowed = 5;

    /// <summary>Null when the deletions stand; otherwise why not.</summary>
    /// <param name="here">The mirror.</param>
    /// <param name="there">The upstream.</param>
    public MirrorFault? Judge(RefSet here, RefSet there)
    {
        if (there.Refs.Count == 0)
            return new MirrorFault.UpstreamEmpty();
        if (there.Tip is null)
            return new MirrorFault.NoDefaultBranch();
        var gone = here.Refs.Keys.Count(name => !there.Refs.ContainsKey(name));
        return !Accepted && gone > Math.Max(AlwaysAllowed, here.Refs.Count * LossPercent / 100)
            ? new MirrorFault.MassDeletion(gone, here.Refs.Count)
            : null;
    }
}
