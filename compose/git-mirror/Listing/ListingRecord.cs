using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror.Listing;

/// <summary>A <see cref="MirrorListing"/> on disk.</summary>
internal sealed record ListingRecord
{
    /// <summary>The shape of the file.</summary>
    public const int Shape = 1;

    public int Schema { get; init; } = Shape;

    /// <summary>Whose list it is (<see cref="ForgeSettings.Source"/>): of another forge or group it is of no use.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset ListedAt { get; init; }

    public required IReadOnlyList<MirrorRecord> Mirrors { get; init; }

    public required IReadOnlyList<UnreadyRecord> Unready { get; init; }

    /// <summary>The record of a list.</summary>
    internal static ListingRecord Of(MirrorListing listing, string source, DateTimeOffset now) => new()
    {
        Source = source,
        ListedAt = now,
        Mirrors = [.. listing.Mirrors.Select(MirrorRecord.Of)],
        Unready = [.. listing.Unready.Select(project => new UnreadyRecord(project.Path, FaultRecord.Of(project.Fault)!))],
    };

    /// <summary>The list; what the settings of today refuse is unready.</summary>
    internal MirrorListing Listing(UrlRules rules)
    {
        var (mirrors, unready) = (new List<Mirror>(), Unready.Select(one => new UnreadyProject(one.Path, new MirrorFault.Recorded(one.Fault.Code, one.Fault.Cause, one.Fault.Cure))).ToList());
        foreach (var record in Mirrors)
        {
            if (record.Read(rules) is { } mirror)
                mirrors.Add(mirror);
            else
                unready.Add(new UnreadyProject(record.Name, new MirrorFault.UpstreamRefused("is one that today's settings refuse", "the project's description")));
        }

        return new MirrorListing(mirrors, unready);
    }

    /// <summary>A mirror, as texts that are read again.</summary>
    internal sealed record MirrorRecord(string Name, string Upstream, IReadOnlyList<string> Refs, bool Skip, bool LargeFiles, string? Destination, ForgeProject? Project)
    {
        internal static MirrorRecord Of(Mirror mirror) => new(
            mirror.Name.Value, $"{mirror.Upstream}", [.. mirror.Refs.Select(pattern => pattern.Value)], mirror.Skip, mirror.LargeFiles, mirror.Destination?.Url.ToString(),
            // What was of use in the description is read; the rest may be anything, and stays at the forge.
            mirror.Destination?.Project is { } project ? project with { Description = null } : null);

        internal Mirror? Read(UrlRules rules)
        {
            var refs = Refs.Select(pattern => pattern.Length > 0 ? RefPattern.Read(pattern).Pattern : null).OfType<RefPattern>().ToList();
            var destination = Destination is { Length: > 0 } ? GitUrl.Read(Destination, new UrlRules(AllowHttp: true, AllowPrivate: true)).Url : null;
            return Name.Length > 0 && MirrorName.Read(Name).Name is { } name && Upstream.Length > 0 && GitUrl.Read(Upstream, rules).Url is { } upstream
                && refs.Count > 0 && refs.Count == Refs.Count && destination is null == Destination is null
                ? new Mirror(name, upstream, refs) { Skip = Skip, LargeFiles = LargeFiles, Destination = destination is null ? null : new Destination(destination) { Project = Project } }
                : null;
        }
    }

    /// <summary>A project without a mirror.</summary>
    internal sealed record UnreadyRecord(string Path, FaultRecord Fault);
}
