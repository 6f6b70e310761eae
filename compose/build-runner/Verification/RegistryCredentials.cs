using System.Text;
using System.Text.Json;

namespace RegistryJanitor.BuildRunner.Verification;

/// <summary>Who we are to a registry, from a docker <c>config.json</c>: <c>{"auths":{"host:port":{"auth":"base64 of user:password"}}}</c>, or with <c>username</c> and <c>password</c>.</summary>
internal static class RegistryCredentials
{
    private const int Longest = 1024 * 1024;

    /// <summary>User and password as basic authentication wants them (RFC 7617); null: we are nobody there.</summary>
    /// <param name="directory">Holds the file; null: there is none.</param>
    /// <param name="registry">Host and port.</param>
    public static string? Basic(string? directory, string registry)
    {
        var file = new FileInfo(Path.Join(directory ?? "/nonexistent", "config.json"));
        if (!file.Exists || file.Length > Longest)
            return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            if (!json.RootElement.TryGetProperty("auths", out var auths) || auths.ValueKind is not JsonValueKind.Object)
                return null;
            foreach (var entry in auths.EnumerateObject())
            {
                if (IsOf(entry.Name, registry) && Pair(entry.Value) is { } pair)
                    return pair;
            }

            return null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Also as <c>http://host:port</c> and <c>http://host:port/v1/</c>, which docker wrote once.</summary>
    private static bool IsOf(string key, string registry)
    {
        var host = key.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? key[(scheme + 3)..] : key;
        return string.Equals(host.Split('/')[0], registry, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Pair(JsonElement entry)
    {
        if (entry.TryGetProperty("auth", out var auth) && auth.GetString() is { Length: > 0 } pair)
            return pair;
        return entry.TryGetProperty("username", out var user) && entry.TryGetProperty("password", out var password)
            ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.GetString()}:{password.GetString()}"))
            : null;
    }
}
