using System.Text.Encodings.Web;
using System.Text.Json;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary><c>build.json</c>, as imglife documents it: <c>{"tag": REFERENCE, "platforms": [...], "labels": {...}}</c>.</summary>
public static class BuildDocument
{
    /// <summary>What it is called.</summary>
    public const string Name = "build.json";

    // It is read by jq and by people, and never as a part of a page: a `+` stays a `+`.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Its bytes: the same for the same image.</summary>
    /// <param name="image">Which.</param>
    /// <param name="labels">All of them.</param>
    public static byte[] Json(PreparedImage image, IReadOnlyDictionary<string, string> labels)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, s_options))
        {
            json.WriteStartObject();
            json.WriteString("tag", $"{image.Image}");
            json.WriteStartArray("platforms");
            foreach (var platform in image.Entry.Platforms)
                json.WriteStringValue($"{platform}");
            json.WriteEndArray();
            json.WriteStartObject("labels");
            foreach (var (key, value) in labels)
                json.WriteString(key, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return [.. bytes.ToArray(), (byte)'\n'];
    }
}
