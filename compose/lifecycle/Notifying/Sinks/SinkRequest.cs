using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Notifying.Messages;

namespace RegistryJanitor.Lifecycle.Notifying.Sinks;

/// <summary>A message as one sink takes it: what is posted as JSON, and where. Pure.</summary>
/// <param name="Address">Where; a secret.</param>
/// <param name="Body">What.</param>
/// <param name="Login">Who we are; null: nobody.</param>
internal sealed record SinkRequest(Uri Address, byte[] Body, AuthenticationHeaderValue? Login)
{
    private const int MostEvents = 200;

    private static readonly TextRule s_discord = new TextRule.Discord();
    private static readonly TextRule s_ntfy = new TextRule.Ntfy();
    private static readonly TextRule s_plain = new TextRule.Plain();

    /// <summary>Writes it.</summary>
    /// <param name="sink">For whom.</param>
    /// <param name="message">What.</param>
    /// <param name="now">The moment.</param>
    internal static SinkRequest Of(NotificationSink sink, Message message, DateTimeOffset now) => sink switch
    {
        NotificationSink.Discord discord => new SinkRequest(new Uri(discord.Url.Value), ForDiscord(message, now), Login: null),
        NotificationSink.Ntfy ntfy => new SinkRequest(ntfy.Server, ForNtfy(ntfy.Topic, message), Header(ntfy.Login)),
        NotificationSink.Webhook webhook => new SinkRequest(new Uri(webhook.Url.Value), ForWebhook(message), Header(webhook.Login)),
        _ => throw new ArgumentOutOfRangeException(nameof(sink), sink.Kind, "is not known"),
    };

    private static byte[] ForDiscord(Message message, DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(
        new DiscordDocument(
            [
                new(message.Title(s_discord), message.Body(s_discord), message.Gravity switch { Gravity.Good => 0x2E7D32, Gravity.Note => 0x1565C0, Gravity.Warning => 0xF9A825, _ => 0xC62828 }, now),
            ],
            new([])),
        SinkJson.Default.DiscordDocument);

    // 5 would break through "do not disturb"; nothing here is worth a night.
    private static byte[] ForNtfy(string topic, Message message) => JsonSerializer.SerializeToUtf8Bytes(
        new NtfyDocument(
            topic,
            message.Title(s_ntfy),
            message.Body(s_ntfy),
            message.Gravity switch { Gravity.Good => 2, Gravity.Note or Gravity.Warning => 3, _ => 4 },
            [message.Gravity switch { Gravity.Good => "white_check_mark", Gravity.Note => "package", Gravity.Warning => "warning", _ => "x" }, "lifecycle"]),
        SinkJson.Default.NtfyDocument);

    private static byte[] ForWebhook(Message message) => JsonSerializer.SerializeToUtf8Bytes(
        new WebhookDocument(message.Title(s_plain), message.Body(s_plain), GravityWords.Type(message.Gravity), "text", [.. message.Events.Take(MostEvents).Select(ForPrograms)]),
        SinkJson.Default.WebhookDocument);

    private static WebhookDocument.Event ForPrograms(NotifiedEvent news) => new(
        news.Word, news.Topic.Word, Cut(news.Subject), GravityWords.Type(news.Gravity), Cut(news.Headline), Cut(news.Detail));

    private static string Cut(string text) => CutText.To(PlainText.Of(text), s_plain.LongestLine, s_plain);

    private static AuthenticationHeaderValue? Header(SinkLogin login) => login switch
    {
        SinkLogin.Holder holder => new AuthenticationHeaderValue("Bearer", holder.Token.Value),
        SinkLogin.User user => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.Name}:{user.Password.Value}"))),
        _ => null,
    };
}
