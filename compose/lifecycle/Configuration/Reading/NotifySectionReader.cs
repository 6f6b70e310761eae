using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads the section <c>notify</c>.</summary>
internal static class NotifySectionReader
{
    private const int MostSinks = 20;

    /// <summary>Reads it.</summary>
    /// <param name="section">It.</param>
    /// <param name="folder">Where relative paths begin.</param>
    internal static NotifySection Read(YamlSection section, string folder)
    {
        if (!section.Has("sinks"))
            section.Refuse($"{section.Name} has no sinks; write a list of those who are told, each with discord, ntfy or webhook");
        var written = section.Sections("sinks");
        if (written.Count > MostSinks)
            section.Refuse("sinks", $"{section.Name}.sinks has more than {MostSinks}; write those that somebody reads");
        var sinks = new List<NotificationSink>();
        foreach (var one in written.Take(MostSinks))
        {
            if (new SinkReader(one, folder).Read() is not { } sink)
                continue;
            if (sinks.Exists(other => other.Kind.Equals(sink.Kind, StringComparison.Ordinal) && other.Address.Equals(sink.Address, StringComparison.Ordinal)))
                one.Refuse($"{one.Name} has the address of an earlier one; keep one of them");
            sinks.Add(sink);
        }

        var topics = section.List("events", NotificationTopic.Read);
        section.RefuseOthers();
        return new NotifySection(sinks, topics.Count > 0 ? [.. topics.Distinct()] : NotificationTopic.Usual);
    }
}
