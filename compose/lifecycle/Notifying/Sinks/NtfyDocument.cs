namespace RegistryJanitor.Lifecycle.Notifying.Sinks;

/// <summary>What ntfy takes at its root ("Publish as JSON").</summary>
/// <param name="Topic">It.</param>
/// <param name="Title">For people.</param>
/// <param name="Message">4096 bytes.</param>
/// <param name="Priority">1 to 5.</param>
/// <param name="Tags">Emoji by name, others as words.</param>
internal sealed record NtfyDocument(string Topic, string Title, string Message, int Priority, IReadOnlyList<string> Tags);
