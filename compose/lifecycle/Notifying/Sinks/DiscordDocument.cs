namespace RegistryJanitor.Lifecycle.Notifying.Sinks;

/// <summary>What Discord's "Execute Webhook" takes, as far as it is used.</summary>
/// <param name="Embeds">The message.</param>
/// <param name="AllowedMentions">Whom it may call.</param>
internal sealed record DiscordDocument(IReadOnlyList<DiscordDocument.Embed> Embeds, DiscordDocument.Mentions AllowedMentions)
{
    /// <summary>A message in a frame.</summary>
    /// <param name="Title">256 characters.</param>
    /// <param name="Description">4096 characters.</param>
    /// <param name="Color">Of the frame, 0xRRGGBB.</param>
    /// <param name="Timestamp">UTC.</param>
    internal sealed record Embed(string Title, string Description, int Color, DateTimeOffset Timestamp);

    /// <summary>Kinds of mentions that call somebody.</summary>
    /// <param name="Parse">None of them.</param>
    internal sealed record Mentions(IReadOnlyList<string> Parse);
}
