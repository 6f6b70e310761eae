using System.Text.Json.Serialization;

namespace RegistryJanitor.GitMirror.Listing;

/// <summary>The generated reader and writer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ListingRecord))]
internal sealed partial class ListingJson : JsonSerializerContext;
