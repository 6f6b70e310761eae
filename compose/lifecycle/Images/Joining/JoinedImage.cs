using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.Images.Joining;

/// <summary>What came of the builds of several platforms: <c>LIFECYCLE_DATA_DIR/indexes/NAME.json</c>, written whole. What is written here is not looked at again.</summary>
/// <param name="Id">Of the request that it is about: <see cref="Builds.AskedBuild.Id"/>.</param>
/// <param name="RequestedAt">Of that request: an id can come back when its records were removed.</param>
/// <param name="Image">Registry, repository and tag.</param>
/// <param name="At">When, UTC.</param>
public sealed record JoinedImage(string Id, DateTimeOffset RequestedAt, string Image, DateTimeOffset At)
{
    /// <summary>The shape of this file; another one is not read.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Of the index under the tag; null: there is none, and there will be none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Digest { get; init; }

    /// <summary>Why there is none, without a stop; null: there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WhyNot { get; init; }
}
