namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>One repository to keep like its upstream.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Upstream">Where it comes from.</param>
/// <param name="Refs">What of it is mirrored.</param>
/// <param name="Skip">Leave it as it is for now.</param>
public sealed record Mirror(MirrorName Name, UpstreamUrl Upstream, IReadOnlyList<RefPattern> Refs, bool Skip)
{
    /// <summary>Whether a ref is mirrored.</summary>
    public bool Includes(string reference) => Refs.Any(pattern => pattern.Matches(reference));
}
