using System.Text;
using System.Text.Json;
using RegistryJanitor.BuildRunner.Volume;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>The docker <c>config.json</c> of one build: there while the engine runs and the push is read back, for its owner alone.</summary>
internal sealed class BuildCredentials : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly IVolume _volume;

    private BuildCredentials(string? path, SecretScrub scrub, IVolume volume) => (Location, Scrub, _volume) = (path, scrub, volume);

    /// <summary>The directory; null: there are none.</summary>
    public string? Location { get; }

    /// <summary>Knows what is in it.</summary>
    public SecretScrub Scrub { get; }

    /// <summary>Writes them.</summary>
    /// <exception cref="IOException">They could not be written, or what they are made of could not be read.</exception>
    public static BuildCredentials Write(RegistryAccess access, string workDirectory, IVolume volume)
    {
        if (Content(access) is not { } content)
            return new BuildCredentials(null, new SecretScrub([]), volume);
        var scrub = new SecretScrub(Secrets(content));
        var directory = Path.Join(workDirectory, "credentials");
        Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        using var file = new FileStream(Path.Join(directory, "config.json"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        file.Write(content);
        return new BuildCredentials(directory, scrub, volume);
    }

    /// <summary>Removes them.</summary>
    public void Dispose()
    {
        if (Location is not null)
            _volume.RemoveTree(Location);
    }

    private static byte[]? Content(RegistryAccess access)
    {
        if (access.DockerConfigFile is { } path)
            return File.ReadAllBytes(path);
        if (access.Login is not { } login)
            return null;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("auths");
            json.WriteStartObject(login.Registry);
            json.WriteString("auth", login.Basic);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Every text in it that opens something, and the passwords in those that are base64.</summary>
    private static List<string> Secrets(byte[] content)
    {
        var secrets = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(content);
            Collect(document.RootElement, secrets);
            return secrets;
        }
        catch (JsonException malformed)
        {
            throw new IOException("BUILD_DOCKER_CONFIG_FILE names a file that is no JSON; correct it", malformed);
        }
    }

    private static void Collect(JsonElement element, List<string> secrets)
    {
        if (element.ValueKind is not JsonValueKind.Object)
            return;
        foreach (var property in element.EnumerateObject())
        {
            Collect(property.Value, secrets);
            if (property is not { Name: "auth" or "password" or "identitytoken" or "registrytoken", Value.ValueKind: JsonValueKind.String } || property.Value.GetString() is not { Length: > 0 } secret)
                continue;
            secrets.Add(secret);
            if (property.Name is "auth" && property.Value.TryGetBytesFromBase64(out var pair) && Encoding.UTF8.GetString(pair).Split(':', 2) is [_, { Length: > 0 } password])
                secrets.Add(password);
        }
    }
}
