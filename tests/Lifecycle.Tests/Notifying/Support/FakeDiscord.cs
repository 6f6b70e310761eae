using System.Text.Json;

namespace RegistryJanitor.Lifecycle.Tests.Notifying.Support;

/// <summary>Discord's "Execute Webhook": its limits of an embed and of a message, and nobody may be called.</summary>
internal sealed class FakeDiscord : FakeSink
{
    public const string Url = "https://discord.com/api/webhooks/1234567890/tOkEn-of_the_webhook";

    protected override HttpResponseMessage Judge(HttpRequestMessage request, byte[] body, JsonElement message)
    {
        if (!request.RequestUri!.AbsoluteUri.Split('?')[0].Equals(Url, StringComparison.Ordinal))
            return Answer(404, """{"message": "Unknown Webhook", "code": 10015}""");
        var embeds = message.GetProperty("embeds").EnumerateArray().ToList();
        var isCalm = message.GetProperty("allowed_mentions").GetProperty("parse").GetArrayLength() == 0;
        var isSmall = embeds is { Count: > 0 and <= 10 } && Text(message, "content").Length <= 2000
            && embeds.TrueForAll(embed => Text(embed, "title").Length is > 0 and <= 256 && Text(embed, "description").Length is > 0 and <= 4096)
            && embeds.Sum(embed => Text(embed, "title").Length + Text(embed, "description").Length) <= 6000
            && embeds.TrueForAll(embed => embed.GetProperty("timestamp").TryGetDateTimeOffset(out _) && Number(embed, "color", 0) is >= 0 and <= 0xFFFFFF);
        return isCalm && isSmall ? Answer(request.RequestUri.Query.Contains("wait=true", StringComparison.Ordinal) ? 200 : 204, "{}") : Answer(400, """{"code": 50035, "message": "Invalid Form Body"}""");
    }
}
