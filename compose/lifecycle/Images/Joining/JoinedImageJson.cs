using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.Images.Joining;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, WriteIndented = true)]
[JsonSerializable(typeof(JoinedImage))]
internal sealed partial class JoinedImageJson : JsonSerializerContext;
