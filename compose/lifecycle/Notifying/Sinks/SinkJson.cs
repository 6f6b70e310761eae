using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.Notifying.Sinks;

/// <summary>The generated writer of messages. It escapes all that is not ASCII, so that no sink has to know an encoding.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DiscordDocument))]
[JsonSerializable(typeof(NtfyDocument))]
[JsonSerializable(typeof(WebhookDocument))]
[JsonSerializable(typeof(PatienceDocument))]
internal sealed partial class SinkJson : JsonSerializerContext;
