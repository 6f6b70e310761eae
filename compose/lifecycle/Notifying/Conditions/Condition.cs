using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Status;

namespace RegistryJanitor.Lifecycle.Notifying.Conditions;

/// <summary>How one thing is now, and what is to be told of that to somebody who knows how it was. Of a thing whose state is not known there is none.</summary>
public abstract record Condition
{
    private const string Well = "ok";
    private const string Wrong = "failed";
    private const string Low = "low";

    private Condition(NotificationTopic topic, string subject, string state) => (Topic, Subject, State) = (topic, subject, state);

    /// <summary>What it belongs to.</summary>
    public NotificationTopic Topic { get; }

    /// <summary>What it is about; each subject once.</summary>
    public string Subject { get; }

    /// <summary>How that is, in a word.</summary>
    public string State { get; }

    /// <summary>By what it is so; null: nothing tells it apart.</summary>
    public virtual string? Mark => null;

    /// <summary>Whether anything that may be told of it is wanted.</summary>
    public virtual bool IsWanted(IReadOnlyList<NotificationTopic> topics) => topics.Contains(Topic);

    /// <summary>What is to be told; null: nothing.</summary>
    /// <param name="before">How it was; null: not known, and what is not known is taken to be well.</param>
    /// <param name="topics">What is wanted.</param>
    public abstract NotifiedEvent? Since(ToldCondition? before, IReadOnlyList<NotificationTopic> topics);

    private static bool Was(ToldCondition? before, string state) => state.Equals(before?.State ?? Well, StringComparison.Ordinal);

    /// <summary>What is to be told of something that is well or not.</summary>
    private NotifiedEvent? Turn(ToldCondition? before, Func<NotifiedEvent> broken, Func<NotifiedEvent> mended) =>
        Was(before, State) ? null : State is Well ? mended() : broken();

    /// <summary>An image and its newest build that has ended.</summary>
    /// <param name="Name">Of the image.</param>
    /// <param name="Result">That build.</param>
    public sealed record Build(string Name, EndedBuild Result) : Condition(NotificationTopic.Build, $"build {Name}", Result.IsSuccess ? Well : Wrong)
    {
        /// <inheritdoc />
        public override string Mark => Result.Id;

        private string Reference => Result.Pushed.Count > 0 ? Result.Pushed[0] : Result.Id;

        /// <inheritdoc />
        public override bool IsWanted(IReadOnlyList<NotificationTopic> topics) => topics.Contains(NotificationTopic.Build) || topics.Contains(NotificationTopic.BuildSucceeded);

        /// <inheritdoc />
        public override NotifiedEvent? Since(ToldCondition? before, IReadOnlyList<NotificationTopic> topics)
        {
            if (topics.Contains(NotificationTopic.Build)
                && Turn(before, () => new NotifiedEvent.BuildFailed(Name, Result.Id, Result.Error ?? $"It ended as {Result.Status}"), () => new NotifiedEvent.BuildMended(Name, Reference)) is { } turned)
                return turned;
            return Result.IsSuccess && topics.Contains(NotificationTopic.BuildSucceeded) && !Result.Id.Equals(before?.Mark, StringComparison.Ordinal) ? new NotifiedEvent.BuildSucceeded(Name, Reference) : null;
        }
    }

    /// <summary>An entry of sync.</summary>
    /// <param name="Name">Of it.</param>
    /// <param name="Why">Why it failed; null: it did not.</param>
    public sealed record Sync(string Name, string? Why) : Condition(NotificationTopic.Sync, $"sync {Name}", Why is null ? Well : Wrong)
    {
        /// <inheritdoc />
        public override NotifiedEvent? Since(ToldCondition? before, IReadOnlyList<NotificationTopic> topics) =>
            Turn(before, () => new NotifiedEvent.SyncFailed(Name, Why!), () => new NotifiedEvent.SyncMended(Name));
    }

    /// <summary>A wave of rebuilt images.</summary>
    /// <param name="News">What is to be said of it.</param>
    public sealed record Wave(WaveNews News) : Condition(NotificationTopic.Wave, $"wave {News.Id}", News.State)
    {
        /// <inheritdoc />
        public override NotifiedEvent? Since(ToldCondition? before, IReadOnlyList<NotificationTopic> topics) =>
            State.Equals(before?.State, StringComparison.Ordinal) ? null : new NotifiedEvent.Wave(News);
    }

    /// <summary>A cycle that images are of, and how near its end is. Each stage is told when it is reached; a way back is not.</summary>
    /// <param name="Cycle">Product and cycle.</param>
    /// <param name="Stage">Not unknown.</param>
    /// <param name="Sentence">When it ends.</param>
    /// <param name="Images">Which.</param>
    public sealed record EndOfLife(string Cycle, EndOfLifeState Stage, string Sentence, string Images)
        : Condition(NotificationTopic.EndOfLife, $"end_of_life {Cycle}", WordOf(Stage))
    {
        /// <inheritdoc />
        public override NotifiedEvent? Since(ToldCondition? before, IReadOnlyList<NotificationTopic> topics) =>
            Array.IndexOf(s_stages, State) > Array.IndexOf(s_stages, before?.State ?? Well) ? new NotifiedEvent.EndOfLifeNear(Cycle, State, Sentence, Images) : null;

        private static readonly string[] s_stages = [Well, "warning", "critical", "expired"];

        private static string WordOf(EndOfLifeState stage) => stage switch
        {
            EndOfLifeState.Warning => "warning",
            EndOfLifeState.Critical => "critical",
            EndOfLifeState.Expired => "expired",
            _ => Well,
        };
    }

    /// <summary>A mirror of git.</summary>
    /// <param name="Name">Of it.</param>
    /// <param name="Why">Cause and cure; null: it is well.</param>
    public sealed record Mirror(string Name, string? Why) : Condition(NotificationTopic.Mirror, $"mirror {Name}", Why is null ? Well : Wrong)
    {
        /// <inheritdoc />
        public override NotifiedEvent? Since(ToldCondition? before, IReadOnlyList<NotificationTopic> topics) =>
            Turn(before, () => new NotifiedEvent.MirrorBroken(Name, Why!), () => new NotifiedEvent.MirrorMended(Name));
    }

    /// <summary>The janitor.</summary>
    /// <param name="Why">Why it does not do its work; null: it does.</param>
    public sealed record Janitor(string? Why) : Condition(NotificationTopic.Janitor, "janitor", Why is null ? Well : Wrong)
    {
        /// <inheritdoc />
        public override NotifiedEvent? Since(ToldCondition? before, IReadOnlyList<NotificationTopic> topics) =>
            Turn(before, () => new NotifiedEvent.JanitorFailed(Why!), () => new NotifiedEvent.JanitorMended());
    }

    /// <summary>The disk of the registry.</summary>
    /// <param name="FreeBytes">What may still be written.</param>
    /// <param name="SizeBytes">All of it.</param>
    /// <param name="IsLow">Whether that is too little.</param>
    public sealed record Space(long FreeBytes, long SizeBytes, bool IsLow) : Condition(NotificationTopic.Janitor, "space", IsLow ? Low : Well)
    {
        /// <inheritdoc />
        public override NotifiedEvent? Since(ToldCondition? before, IReadOnlyList<NotificationTopic> topics) =>
            Turn(before, () => new NotifiedEvent.SpaceLow(FreeBytes, SizeBytes), () => new NotifiedEvent.SpaceBack(FreeBytes, SizeBytes));
    }

    /// <summary>A command of the schedule.</summary>
    /// <param name="Command">It.</param>
    /// <param name="Why">Why its last run failed; null: it did not.</param>
    public sealed record Run(string Command, string? Why) : Condition(NotificationTopic.Schedule, $"schedule {Command}", Why is null ? Well : Wrong)
    {
        /// <inheritdoc />
        public override NotifiedEvent? Since(ToldCondition? before, IReadOnlyList<NotificationTopic> topics) =>
            Turn(before, () => new NotifiedEvent.RunFailed(Command, Why!), () => new NotifiedEvent.RunMended(Command));
    }
}
