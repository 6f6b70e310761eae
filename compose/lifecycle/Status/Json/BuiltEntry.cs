namespace RegistryJanitor.Lifecycle.Status.Json;

/// <summary>An image of ours in a <see cref="StatusDocument"/>.</summary>
public sealed record BuiltEntry
{
    /// <summary>As the configuration calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Registry, repository and tag; null: not known before it was built.</summary>
    public string? Image { get; init; }

    /// <summary>Its version; null: none is written.</summary>
    public string? Version { get; init; }

    /// <summary><c>base</c> or <c>mirror</c>: what <see cref="From"/> is.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is built from.</summary>
    public required string From { get; init; }

    /// <summary>The digest or commit that had when it was last asked for; null: not known.</summary>
    public string? FromThen { get; init; }

    /// <summary>The same of now.</summary>
    public string? FromNow { get; init; }

    /// <summary>Whether they differ: it is to be built again.</summary>
    public required bool HasMoved { get; init; }

    /// <summary>The newest request; null: there is none.</summary>
    public string? Request { get; init; }

    /// <summary>What came of it: <c>not-asked</c>, <c>unreadable</c>, <c>waits</c>, <c>builds</c>, <c>gone</c>, or the status of <see cref="Build"/>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is unreadable; null: it is not.</summary>
    public string? Trouble { get; init; }

    /// <summary>Its result; null: there is none.</summary>
    public EndedBuild? Build { get; init; }

    /// <summary>Null: it is not watched.</summary>
    public LifeEntry? EndOfLife { get; init; }

    /// <summary>Of an image.</summary>
    public static BuiltEntry Of(BuiltImage image) => new()
    {
        Name = image.Name,
        Image = image.Image,
        Version = image.Version,
        Kind = image.From is BuildOrigin.Base ? "base" : "mirror",
        From = image.From.Name,
        FromThen = image.From.Asked,
        FromNow = image.From.Now,
        HasMoved = image.From.HasMoved,
        Request = image.Last.Id,
        State = image.Last.Word,
        Trouble = (image.Last as LastBuild.Unreadable)?.Why,
        Build = (image.Last as LastBuild.Ended)?.Build,
        EndOfLife = LifeEntry.Of(image.Verdict),
    };
}
