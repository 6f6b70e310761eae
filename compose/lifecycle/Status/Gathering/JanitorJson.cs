using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.Status.Gathering;

/// <summary>The generated reader of the janitor's answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JanitorDocument))]
internal sealed partial class JanitorJson : JsonSerializerContext;
