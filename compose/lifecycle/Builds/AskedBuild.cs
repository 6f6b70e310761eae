using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>
/// What was asked for under the name of a build: <c>LIFECYCLE_DATA_DIR/builds/NAME.json</c>, written whole. Images from templates have theirs in <c>images/</c>; what is a
/// commit here is their fingerprint there.
/// </summary>
/// <param name="Id">Of the newest request.</param>
/// <param name="Commit">That it asks for.</param>
/// <param name="Definition">A digest of what the file said about it then.</param>
/// <param name="RequestedAt">When, UTC.</param>
/// <param name="Commits">All that were asked for, the newest last, as far as they are remembered.</param>
public sealed record AskedBuild(string Id, string Commit, string Definition, DateTimeOffset RequestedAt, IReadOnlyList<AskedCommit> Commits)
{
    // Who forgets a commit that comes back believes that its old request is the new one; a branch that comes back to one of these is built again.
    private const int Most = 200;

    /// <summary>The shape of this file; another one is not read.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Of an image from a template: the digest of what it is built from. Null: it is of a mirror.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Base { get; init; }

    /// <summary>Of an image from a template for several platforms: what becomes of its builds. Null: it has one, and its tag is that build's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AskedPlatforms? Platforms { get; init; }

    /// <summary>What it is built from by tags, and what these had then; null: nobody knows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AskedBase>? Bases { get; init; }

    /// <summary>The request that is being written; null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AskedNext? Next { get; init; }

    /// <summary>How often a commit was asked for.</summary>
    public int Times(string commit) => Commits.LastOrDefault(asked => asked.Commit.Equals(commit, StringComparison.Ordinal))?.Times ?? 0;

    /// <summary>Whether it is about the same request: one that was asked for again may have the id of one that was forgotten.</summary>
    public bool IsSameRequest(AskedBuild other) => Id.Equals(other.Id, StringComparison.Ordinal) && RequestedAt == other.RequestedAt;

    /// <summary>The same with what is about to be asked for.</summary>
    public AskedBuild Before(string id, IReadOnlyList<AskedBase> bases) => this with { Next = new AskedNext(id, bases) };

    /// <summary>What a request that is in the queue already is built from; null: nobody knows.</summary>
    public IReadOnlyList<AskedBase>? BasesOf(string id) => Next is { } next && next.Id.Equals(id, StringComparison.Ordinal) ? next.Bases : null;

    /// <summary>What is known after one more request.</summary>
    /// <param name="before">What was known; null: nothing.</param>
    /// <param name="id">Of the request.</param>
    /// <param name="ask">What was decided.</param>
    /// <param name="definition">What the file says.</param>
    /// <param name="now">When.</param>
    public static AskedBuild After(AskedBuild? before, string id, BuildDecision.Ask ask, string definition, DateTimeOffset now) => new(
        id, ask.Commit, definition, now,
        [.. (before?.Commits ?? []).Where(asked => !asked.Commit.Equals(ask.Commit, StringComparison.Ordinal)).TakeLast(Most - 1), new AskedCommit(ask.Commit, ask.Number)]);
}
