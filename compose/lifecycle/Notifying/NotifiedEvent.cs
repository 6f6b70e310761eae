using System.Globalization;
using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Notifying;

/// <summary>Something that has changed, as it is told. What others have written is in it as they wrote it: each sink makes it harmless in its own way.</summary>
public abstract record NotifiedEvent
{
    private NotifiedEvent(NotificationTopic topic, string word, Gravity gravity, string subject, string headline, string detail) =>
        (Topic, Word, Gravity, Subject, Headline, Detail) = (topic, word, gravity, subject, headline, detail);

    /// <summary>What it belongs to.</summary>
    public NotificationTopic Topic { get; }

    /// <summary>What happened, for programs: <c>build_failed</c>.</summary>
    public string Word { get; }

    /// <summary>How much it matters.</summary>
    public Gravity Gravity { get; }

    /// <summary>To what it happened.</summary>
    public string Subject { get; }

    /// <summary>That in a few words.</summary>
    public string Headline { get; }

    /// <summary>Cause and cure, or where; empty: there is no more to say.</summary>
    public string Detail { get; }

    /// <summary>A build failed.</summary>
    /// <param name="Name">Of the image.</param>
    /// <param name="Id">The request.</param>
    /// <param name="Why">A sentence.</param>
    public sealed record BuildFailed(string Name, string Id, string Why)
        : NotifiedEvent(NotificationTopic.Build, "build_failed", Gravity.Bad, Name, $"{Name} is not built", $"{Why.TrimEnd('.')} ({Id})");

    /// <summary>A build that had failed is done.</summary>
    /// <param name="Name">Of the image.</param>
    /// <param name="Reference">What was pushed, or the request.</param>
    public sealed record BuildMended(string Name, string Reference)
        : NotifiedEvent(NotificationTopic.Build, "build_mended", Gravity.Good, Name, $"{Name} is built again", Reference);

    /// <summary>A build is done.</summary>
    /// <param name="Name">Of the image.</param>
    /// <param name="Reference">What was pushed, or the request.</param>
    public sealed record BuildSucceeded(string Name, string Reference)
        : NotifiedEvent(NotificationTopic.BuildSucceeded, "build_succeeded", Gravity.Good, Name, $"{Name} is built", Reference);

    /// <summary>An entry of sync failed.</summary>
    /// <param name="Name">Of the entry.</param>
    /// <param name="Why">A sentence.</param>
    public sealed record SyncFailed(string Name, string Why)
        : NotifiedEvent(NotificationTopic.Sync, "sync_failed", Gravity.Bad, Name, $"{Name} is not copied", Why);

    /// <summary>An entry of sync that had failed is copied.</summary>
    /// <param name="Name">Of the entry.</param>
    public sealed record SyncMended(string Name)
        : NotifiedEvent(NotificationTopic.Sync, "sync_mended", Gravity.Good, Name, $"{Name} is copied again", "");

    /// <summary>News of a wave of rebuilt images, in the words of who makes it.</summary>
    /// <param name="News">It.</param>
    public sealed record Wave(WaveNews News)
        : NotifiedEvent(NotificationTopic.Wave, "wave", News.Gravity, News.Id, News.Headline, News.Detail);

    /// <summary>An end of life came nearer, or came.</summary>
    /// <param name="Cycle">Product and cycle.</param>
    /// <param name="Stage"><c>warning</c>, <c>critical</c> or <c>expired</c>.</param>
    /// <param name="Sentence">When it ends.</param>
    /// <param name="Images">What is affected.</param>
    public sealed record EndOfLifeNear(string Cycle, string Stage, string Sentence, string Images)
        : NotifiedEvent(NotificationTopic.EndOfLife, $"end_of_life_{Stage}", Stage is "warning" ? Gravity.Warning : Gravity.Bad, Cycle, Sentence, Images);

    /// <summary>A mirror is not as its upstream.</summary>
    /// <param name="Name">Of the mirror.</param>
    /// <param name="Why">Cause and cure.</param>
    public sealed record MirrorBroken(string Name, string Why)
        : NotifiedEvent(NotificationTopic.Mirror, "mirror_broken", Gravity.Bad, Name, $"The mirror {Name} is broken", Why);

    /// <summary>It is again.</summary>
    /// <param name="Name">Of the mirror.</param>
    public sealed record MirrorMended(string Name)
        : NotifiedEvent(NotificationTopic.Mirror, "mirror_mended", Gravity.Good, Name, $"The mirror {Name} is well again", "");

    /// <summary>The janitor does not do its work.</summary>
    /// <param name="Why">A sentence.</param>
    public sealed record JanitorFailed(string Why)
        : NotifiedEvent(NotificationTopic.Janitor, "janitor_failed", Gravity.Bad, "janitor", "The janitor's pass failed", Why);

    /// <summary>It does again.</summary>
    public sealed record JanitorMended()
        : NotifiedEvent(NotificationTopic.Janitor, "janitor_mended", Gravity.Good, "janitor", "The janitor's pass succeeds again", "");

    /// <summary>The registry's disk is nearly full.</summary>
    /// <param name="FreeBytes">What may still be written.</param>
    /// <param name="SizeBytes">All of it.</param>
    public sealed record SpaceLow(long FreeBytes, long SizeBytes)
        : NotifiedEvent(NotificationTopic.Janitor, "space_low", Gravity.Bad, "space", "The registry's disk is nearly full", string.Create(CultureInfo.InvariantCulture, $"{100.0 * FreeBytes / SizeBytes:0.#} % is free; pushes fail when it is full, so keep fewer tags, or make room"));

    /// <summary>It is no longer.</summary>
    /// <param name="FreeBytes">What may be written.</param>
    /// <param name="SizeBytes">All of it.</param>
    public sealed record SpaceBack(long FreeBytes, long SizeBytes)
        : NotifiedEvent(NotificationTopic.Janitor, "space_back", Gravity.Good, "space", "The registry's disk has room again", string.Create(CultureInfo.InvariantCulture, $"{100.0 * FreeBytes / SizeBytes:0.#} % is free"));

    /// <summary>A command of the schedule failed.</summary>
    /// <param name="Command">As the schedule names it.</param>
    /// <param name="Why">What it said.</param>
    public sealed record RunFailed(string Command, string Why)
        : NotifiedEvent(NotificationTopic.Schedule, "run_failed", Gravity.Bad, Command, $"lifecycle {Command} failed", Why);

    /// <summary>It succeeded again.</summary>
    /// <param name="Command">As the schedule names it.</param>
    public sealed record RunMended(string Command)
        : NotifiedEvent(NotificationTopic.Schedule, "run_mended", Gravity.Good, Command, $"lifecycle {Command} succeeds again", "");

    /// <summary>Nothing happened: somebody wants to see whether telling works.</summary>
    public sealed record Trial()
        : NotifiedEvent(NotificationTopic.Schedule, "test", Gravity.Note, "test", "This is a test of lifecycle", "What lifecycle has to tell comes here");
}
