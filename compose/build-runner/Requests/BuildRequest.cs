using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Requests;

/// <summary>One image to build, as it was asked for and checked: the file <c>requests/ID.json</c> in types.</summary>
public sealed record BuildRequest
{
    /// <summary>Names it in file names, logs and results.</summary>
    public required BuildId Id { get; init; }

    /// <summary>Registry and repository without a tag, such as <c>registry:5000/team/app</c>.</summary>
    public required ImageName Image { get; init; }

    /// <summary>Where its files come from.</summary>
    public required ContextSource Context { get; init; }

    /// <summary>The Dockerfile, relative to the context, with <c>/</c>; never outside of it.</summary>
    public string Dockerfile { get; init; } = "Dockerfile";

    /// <summary>Tags to push, as templates: <c>latest</c>, <c>v{version}</c>, <c>{major}.{minor}</c>, <c>upstream-{short_sha}</c>.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Build arguments by name.</summary>
    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Labels by key.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The stage to build; null: the last one.</summary>
    public string? Target { get; init; }

    /// <summary>Such as <c>linux/arm64</c>; null: that of the runner.</summary>
    public string? Platform { get; init; }

    /// <summary>Where layers are cached between builds; null: nowhere.</summary>
    public ImageName? CacheRepository { get; init; }

    /// <summary>How a version is made of commit messages.</summary>
    public VersionMode Version { get; init; }

    /// <summary>The time of the whole build.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Who wanted it and why, in one line; for people.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
