using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.Notifying.Sinks;

/// <summary>What Apprise's API takes, and the events besides for other programs.</summary>
/// <param name="Title">For people.</param>
/// <param name="Body">For people.</param>
/// <param name="Type"><c>info</c>, <c>success</c>, <c>warning</c> or <c>failure</c>.</param>
/// <param name="Format"><c>text</c>: nothing in it is markup.</param>
/// <param name="Events">For programs.</param>
internal sealed record WebhookDocument(string Title, string Body, string Type, string Format, IReadOnlyList<WebhookDocument.Event> Events)
{
    /// <summary>One event.</summary>
    /// <param name="Word">What happened.</param>
    /// <param name="Topic">As <c>notify.events</c> names it.</param>
    /// <param name="Subject">To what.</param>
    /// <param name="Type">How bad that is, as above.</param>
    /// <param name="Headline">For people.</param>
    /// <param name="Detail">The same.</param>
    internal sealed record Event([property: JsonPropertyName("event")] string Word, string Topic, string Subject, string Type, string Headline, string Detail);
}
