using System.Globalization;
using RegistryJanitor.Lifecycle.Dependencies;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Rebuilding;

/// <summary>Whether an image is built again now, and why.</summary>
public abstract record RebuildDecision
{
    private RebuildDecision(string word) => Word = word;

    /// <summary>For metrics.</summary>
    public string Word { get; }

    /// <summary>In one line, without the image and without an end.</summary>
    public abstract string Sentence { get; }

    /// <summary>Whether it is built now or will be without anybody doing something: what is built from it waits.</summary>
    public bool IsToBeBuilt => this is Build or Pending or WaitsFor or Settles or CoolsDown or TooMany;

    /// <summary>It is.</summary>
    /// <param name="Moves">The bases that moved; empty: somebody wants it.</param>
    public sealed record Build(IReadOnlyList<BaseMove> Moves) : RebuildDecision("build")
    {
        /// <inheritdoc />
        public override string Sentence => Moves.Count > 0 ? string.Join(" and ", Moves.Select(move => move.Sentence)) : "somebody wants it on its present bases";
    }

    /// <summary>It was asked for, and is not built yet.</summary>
    /// <param name="Request">Such as <c>app-0123456789ab waits</c>.</param>
    public sealed record Pending(string Request) : RebuildDecision("pending")
    {
        /// <inheritdoc />
        public override string Sentence => Request;
    }

    /// <summary>A base of ours is built first.</summary>
    /// <param name="Base">That one.</param>
    public sealed record WaitsFor(GraphImage Base) : RebuildDecision("waits")
    {
        /// <inheritdoc />
        public override string Sentence => $"waits for its base {Base.Shown}";
    }

    /// <summary>A base of ours was not built, so that nothing is built from it.</summary>
    /// <param name="Failed">The image whose build failed, however many are between.</param>
    /// <param name="Request">Such as <c>app-0123456789ab failed</c>.</param>
    public sealed record Below(GraphImage Failed, string Request) : RebuildDecision("below-a-failure")
    {
        /// <inheritdoc />
        public override string Sentence => $"is not built, for {Failed.Shown}, on which it stands, was not ({Request}); mend that, and this goes on";
    }

    /// <summary>It is built from itself.</summary>
    /// <param name="Cycle">By these.</param>
    public sealed record InCycle(DependencyCycle Cycle) : RebuildDecision("in-a-circle")
    {
        /// <inheritdoc />
        public override string Sentence => $"is never built for its bases, for {Cycle.Sentence}; break the circle";
    }

    /// <summary>A base moved a moment ago, and may move on.</summary>
    /// <param name="Base">That one.</param>
    /// <param name="Until">When it has stood still for long enough, UTC.</param>
    public sealed record Settles(ImageReference Base, DateTimeOffset Until) : RebuildDecision("settles")
    {
        /// <inheritdoc />
        public override string Sentence => $"waits until {Text(Until)}, for its base {Base} moved a moment ago";
    }

    /// <summary>It was built a moment ago.</summary>
    /// <param name="Until">When it may be again, UTC.</param>
    public sealed record CoolsDown(DateTimeOffset Until) : RebuildDecision("cools-down")
    {
        /// <inheritdoc />
        public override string Sentence => $"waits until {Text(Until)}, for it was asked for a moment ago and its base moved again";
    }

    /// <summary>This look has asked for as many as it may.</summary>
    /// <param name="Limit">That many.</param>
    public sealed record TooMany(int Limit) : RebuildDecision("too-many")
    {
        /// <inheritdoc />
        public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"waits for the next look, for this one asked for {Limit} (rebuild.max_wave)");
    }

    /// <summary>Nothing is to be done.</summary>
    /// <param name="Why">A sentence without its end.</param>
    public sealed record Rests(string Why) : RebuildDecision("rests")
    {
        /// <inheritdoc />
        public override string Sentence => Why;
    }

    /// <summary>It cannot be told, so it stays as it is.</summary>
    /// <param name="Why">A sentence without its end.</param>
    public sealed record Unknown(string Why) : RebuildDecision("unknown")
    {
        /// <inheritdoc />
        public override string Sentence => $"stays as it is: {Why}";
    }

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
