using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>Writes what build-runner reads: <c>requests/ID.json</c>, schema 1 of <c>compose/build-runner/request.schema.json</c>.</summary>
public static class BuildRequest
{
    private const int Schema = 1;
    private const int ShortCommit = 12;

    /// <summary>What a request is called: the same each time for the same build, commit and number.</summary>
    public static string Id(MirrorBuild build, string commit, int number)
    {
        var id = $"{build.Name}-{commit[..ShortCommit]}";
        return number == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{number}");
    }

    /// <summary>A digest of all that the file says about a build: another one is another image.</summary>
    public static string Definition(MirrorBuild build) => Convert.ToHexStringLower(SHA256.HashData(Json(build, "", "", "", DateTimeOffset.UnixEpoch)))[..16];

    /// <summary>The request.</summary>
    /// <param name="build">What is built.</param>
    /// <param name="id">How it is called.</param>
    /// <param name="commit">In full.</param>
    /// <param name="reason">For people.</param>
    /// <param name="now">When.</param>
    public static byte[] Json(MirrorBuild build, string id, string commit, string reason, DateTimeOffset now)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Schema);
            json.WriteString("id", id);
            json.WriteString("image", Reference(build.Image));
            json.WriteStartArray("tags");
            foreach (var tag in build.Tags)
                json.WriteStringValue(tag);
            json.WriteEndArray();
            json.WriteStartObject("context");
            json.WriteString("mirror", build.Mirror);
            json.WriteString("commit", commit);
            json.WriteString("path", build.Path);
            json.WriteEndObject();
            json.WriteString("dockerfile", build.Dockerfile);
            json.WriteStartObject("build_args");
            foreach (var argument in build.Arguments)
                json.WriteString(argument.Name, argument.Value);
            json.WriteEndObject();
            json.WriteString("target", build.Target ?? "");
            json.WriteString("platform", $"{build.Platform}");
            json.WriteString("version", build.Version switch { ReleaseVersioning.Conventional => "conventional", ReleaseVersioning.Seed => "seed", _ => "none" });
            json.WriteString("reason", reason);
            json.WriteString("requested_at", now.UtcDateTime);
            json.WriteEndObject();
        }

        return [.. bytes.ToArray(), (byte)'\n'];
    }

    /// <summary>A host that was written as <c>name:443</c> would be taken for a part of a repository without its port.</summary>
    private static string Reference(ImageReference image) =>
        image.Registry.AsSpan().ContainsAny('.', ':') || image.Registry is "localhost" ? image.Name : $"{image.Registry}:443/{image.Repository}";
}
