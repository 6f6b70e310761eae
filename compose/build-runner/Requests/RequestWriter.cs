using System.Text.Json;

namespace RegistryJanitor.BuildRunner.Requests;

/// <summary>Writes what <see cref="RequestReader"/> reads.</summary>
public static class RequestWriter
{
    /// <summary>All keys that differ from what they are when they are not there.</summary>
    public static byte[] Write(BuildRequest request)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", RequestReader.Schema);
            json.WriteString("id", request.Id.Value);
            json.WriteString("image", $"{request.Image}");
            json.WriteStartArray("tags");
            foreach (var tag in request.Tags)
                json.WriteStringValue(tag);
            json.WriteEndArray();
            Write(json, request.Context);
            json.WriteString("dockerfile", request.Dockerfile);
            Write(json, "build_args", request.BuildArguments);
            Write(json, "labels", request.Labels);
            json.WriteString("target", request.Target ?? "");
            json.WriteString("platform", request.Platform ?? "");
            json.WriteString("cache_repository", request.CacheRepository is { } cache ? $"{cache}" : "");
            json.WriteString("version", request.Version switch { VersionMode.Conventional => "conventional", VersionMode.Seed => "seed", _ => "none" });
            json.WriteNumber("time_limit_secs", (int)request.TimeLimit.TotalSeconds);
            json.WriteString("reason", request.Reason);
            json.WriteString("requested_at", request.RequestedAt.UtcDateTime);
            json.WriteEndObject();
        }

        return [.. bytes.ToArray(), (byte)'\n'];
    }

    private static void Write(Utf8JsonWriter json, ContextSource context)
    {
        json.WriteStartObject("context");
        switch (context)
        {
            case ContextSource.Directory directory:
                json.WriteString("directory", directory.Path);
                break;
            case ContextSource.Tar tar:
                json.WriteString("tar", tar.Path);
                break;
            case ContextSource.Mirror mirror:
                json.WriteString("mirror", mirror.Name);
                json.WriteString("commit", mirror.Commit);
                json.WriteString("path", mirror.SubPath);
                break;
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, IReadOnlyDictionary<string, string> pairs)
    {
        json.WriteStartObject(key);
        foreach (var (name, value) in pairs)
            json.WriteString(name, value);
        json.WriteEndObject();
    }
}
