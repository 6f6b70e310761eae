namespace RegistryJanitor.Daemon;

/// <summary>How log events are written.</summary>
public enum LogFormat
{
    /// <summary>For people: one line an event, an exception indented below it.</summary>
    Text,

    /// <summary>For programs: one JSON object a line.</summary>
    Json,
}
