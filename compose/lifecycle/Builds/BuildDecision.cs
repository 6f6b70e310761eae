using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>Whether a build is asked for, and why.</summary>
public abstract record BuildDecision
{
    private BuildDecision(string reason) => Reason = reason;

    /// <summary>In one line.</summary>
    public string Reason { get; }

    /// <summary>It is.</summary>
    public sealed record Ask : BuildDecision
    {
        internal Ask(string commit, int number, bool isForced, string reason)
            : base(reason) => (Commit, Number, IsForced) = (commit, number, isForced);

        /// <summary>Of the mirror, in full.</summary>
        public string Commit { get; }

        /// <summary>1 for the first request of this commit.</summary>
        public int Number { get; }

        /// <summary>Somebody wants it although it was built.</summary>
        public bool IsForced { get; }

        /// <summary>The same once more.</summary>
        internal Ask Next() => new(Commit, Number + 1, IsForced, Reason);
    }

    /// <summary>It is not.</summary>
    public sealed record Rest : BuildDecision
    {
        internal Rest(string reason)
            : base(reason)
        {
        }
    }

    /// <summary>Decides. Pure.</summary>
    /// <param name="build">What the file says.</param>
    /// <param name="definition">Its <see cref="BuildRequest.Definition"/>.</param>
    /// <param name="commit">Of the mirror's default branch.</param>
    /// <param name="asked">What was asked for; null: nothing.</param>
    /// <param name="last">Where the newest request is.</param>
    /// <param name="isForced">Whether somebody wants it whatever was built.</param>
    /// <param name="now">The moment.</param>
    /// <param name="ofBases">Why it is to be built again for what it is built from; null: for that it need not be.</param>
    public static BuildDecision Of(MirrorBuild build, string definition, string commit, AskedBuild? asked, QueueState last, bool isForced, DateTimeOffset now, string? ofBases = null)
    {
        if (asked is null)
            return new Ask(commit, 1, isForced, $"the mirror {build.Mirror} is at {Short(commit)}, and nothing was built of it");
        var number = asked.Times(commit) + 1;
        if (isForced)
            return new Ask(commit, number, isForced: true, "somebody wants it again");
        // Two at once could leave `latest` at the older one, and of a burst of commits only the newest is worth a build.
        if (last is QueueState.Waits or QueueState.Builds)
            return new Rest($"{asked.Id} {last}");
        if (!asked.Commit.Equals(commit, StringComparison.Ordinal))
            return new Ask(commit, number, isForced: false, $"the mirror {build.Mirror} moved from {Short(asked.Commit)} to {Short(commit)}");
        if (!asked.Definition.Equals(definition, StringComparison.Ordinal))
            return new Ask(commit, number, isForced: false, "lifecycle.yaml says something else about it than before");
        if (ofBases is not null)
            return new Ask(commit, number, isForced: false, ofBases);
        return build.Schedule?.Next(asked.RequestedAt) <= now
            ? new Ask(commit, number, isForced: false, $"its schedule {build.Schedule} wants it again")
            : new Rest($"{Short(commit)} was asked for as {asked.Id}");
    }

    private static string Short(string commit) => commit[..12];
}
