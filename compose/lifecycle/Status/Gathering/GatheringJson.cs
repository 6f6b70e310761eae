using System.Text.Json;
using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.Status.Gathering;

/// <summary>The generated reader of files of the companions.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MirrorStateFile))]
[JsonSerializable(typeof(BuildResultFile))]
internal sealed partial class GatheringJson : JsonSerializerContext
{
    /// <summary>What a document says; null: it cannot be understood.</summary>
    internal static T? Read<T>(ReadOnlySpan<byte> bytes, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type);
        }
        catch (JsonException)
        {
            // Who needs it says so in its row.
            return null;
        }
    }
}
