using System.Text.Json;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>Writes what build-runner reads: <c>requests/ID.json</c>, schema 1 of <c>compose/build-runner/request.schema.json</c>.</summary>
/// <param name="Id">How the request is called.</param>
/// <param name="Image">Where the image goes; its own tag does not count.</param>
/// <param name="Tags">What it is tagged with, at least one.</param>
/// <param name="RequestedAt">When.</param>
public sealed record RequestText(string Id, ImageReference Image, IReadOnlyList<string> Tags, DateTimeOffset RequestedAt)
{
    private const int Schema = 1;
    private const int LongestReason = 500;

    /// <summary>Where its files are, as <c>context</c> of the schema has it.</summary>
    public required IReadOnlyList<BuildArgument> Context { get; init; }

    /// <summary>From the context.</summary>
    public string Dockerfile { get; init; } = "Dockerfile";

    /// <summary>Build arguments.</summary>
    public IReadOnlyList<BuildArgument> Arguments { get; init; } = [];

    /// <summary>By key; empty: the Dockerfile's own alone.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The stage; null: the last.</summary>
    public string? Target { get; init; }

    /// <summary>Null: that of the runner.</summary>
    public ImagePlatform? Platform { get; init; }

    /// <summary>How a version is made of commit messages.</summary>
    public ReleaseVersioning Version { get; init; }

    /// <summary>For people.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The file. Its bytes are what tells two definitions of a mirror's build apart: another order would build all of them again.</summary>
    public byte[] Json()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            json.WriteString("id", Id);
            json.WriteString("image", Reference(Image));
            json.WriteStartArray("tags");
            foreach (var tag in Tags)
                json.WriteStringValue(tag);
            json.WriteEndArray();
            Pairs(json, "context", Context);
            json.WriteString("dockerfile", Dockerfile);
            Pairs(json, "build_args", Arguments);
            if (Labels.Count > 0)
                Pairs(json, "labels", Labels.Select(label => new BuildArgument(label.Key, label.Value)));
            json.WriteString("target", Target ?? "");
            json.WriteString("platform", $"{Platform}");
            json.WriteString("version", Version switch { ReleaseVersioning.Conventional => "conventional", ReleaseVersioning.Seed => "seed", _ => "none" });
            json.WriteString("reason", Reason.Length > LongestReason ? Reason[..LongestReason] : Reason);
            json.WriteString("requested_at", RequestedAt.UtcDateTime);
            json.WriteEndObject();
        }

        return [.. bytes.ToArray(), (byte)'\n'];
    }

    private static void Pairs(Utf8JsonWriter json, string key, IEnumerable<BuildArgument> pairs)
    {
        json.WriteStartObject(key);
        foreach (var pair in pairs)
            json.WriteString(pair.Name, pair.Value);
        json.WriteEndObject();
    }

    /// <summary>Registry and repository. A host that was written as <c>name:443</c> would be taken for a part of a repository without its port.</summary>
    public static string Reference(ImageReference image) =>
        image.Registry.AsSpan().ContainsAny('.', ':') || image.Registry is "localhost" ? image.Name : $"{image.Registry}:443/{image.Repository}";
}
