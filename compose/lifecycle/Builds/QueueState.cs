using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>Where a request is in build-runner's queue.</summary>
public abstract record QueueState
{
    private QueueState()
    {
    }

    /// <summary>Nowhere: it was never written, or its result was one of the oldest and is gone.</summary>
    public sealed record Unknown : QueueState
    {
        /// <inheritdoc />
        public override string ToString() => "-";
    }

    /// <summary>No runner has it yet.</summary>
    public sealed record Waits : QueueState
    {
        /// <inheritdoc />
        public override string ToString() => "waits";
    }

    /// <summary>A runner has it.</summary>
    public sealed record Builds : QueueState
    {
        /// <inheritdoc />
        public override string ToString() => "builds";
    }

    /// <summary>It has its result.</summary>
    /// <param name="Status">build-runner's word: <c>succeeded</c>, <c>failed</c>, <c>refused</c>, <c>timed-out</c> or <c>crashed</c>.</param>
    public sealed record Ended(string Status) : QueueState
    {
        /// <summary>build-runner's word for a build whose image is at the registry.</summary>
        public const string Succeeded = "succeeded";

        /// <summary>What its tags have; null: the result names none, or several.</summary>
        public Digest? Digest { get; init; }

        /// <summary>Why it was not built, in build-runner's sentence; null: it was, or nobody says.</summary>
        public string? Error { get; init; }

        /// <inheritdoc />
        public override string ToString() => Status;
    }
}
