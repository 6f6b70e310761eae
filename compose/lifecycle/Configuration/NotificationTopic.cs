using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>What may be told, as <c>notify.events</c> names it.</summary>
public sealed record NotificationTopic
{
    private NotificationTopic(string word) => Word = word;

    /// <summary>A build failed, or is mended.</summary>
    public static NotificationTopic Build { get; } = new("build");

    /// <summary>Every build that went well: not usual, for most of them are no news.</summary>
    public static NotificationTopic BuildSucceeded { get; } = new("build_succeeded");

    /// <summary>An entry of <c>sync</c> failed, or is mended.</summary>
    public static NotificationTopic Sync { get; } = new("sync");

    /// <summary>A wave of rebuilt images.</summary>
    public static NotificationTopic Wave { get; } = new("wave");

    /// <summary>An end of life came nearer.</summary>
    public static NotificationTopic EndOfLife { get; } = new("end_of_life");

    /// <summary>A mirror is broken, or mended.</summary>
    public static NotificationTopic Mirror { get; } = new("mirror");

    /// <summary>The janitor's pass failed or is mended; its space is low, or no longer.</summary>
    public static NotificationTopic Janitor { get; } = new("janitor");

    /// <summary>A command of the schedule failed, or is mended.</summary>
    public static NotificationTopic Schedule { get; } = new("schedule");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NotificationTopic> Known { get; } = [Build, BuildSucceeded, Sync, Wave, EndOfLife, Mirror, Janitor, Schedule];

    /// <summary>Those that are told where the file does not say.</summary>
    public static IReadOnlyList<NotificationTopic> Usual { get; } = [.. Known.Where(topic => topic != BuildSucceeded)];

    /// <summary>Its name in the file.</summary>
    public string Word { get; }

    /// <summary>Reads one; the mistake is the end of a sentence that begins with the text.</summary>
    public static (NotificationTopic? Topic, string? Mistake) Read(string text)
    {
        var found = Known.FirstOrDefault(topic => topic.Word.Equals(text, StringComparison.Ordinal));
        return found is not null ? (found, null)
            : NearestName.Of(Printable.Line(text, 60), [.. Known.Select(topic => topic.Word)]) is { } nearest ? (null, $"is no event; did you mean {nearest}?")
            : (null, $"is no event; there are {string.Join(", ", Known)}");
    }

    /// <inheritdoc />
    public override string ToString() => Word;
}
