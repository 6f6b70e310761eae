using System.Text;
using System.Text.Json;
using RegistryJanitor.Lifecycle.Credentials;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>The file in which skopeo is told who we are to one registry (containers-auth.json(5)): arguments can be read by everybody on the machine.</summary>
internal static class SkopeoAuthFile
{
    /// <summary>Why skopeo cannot be told; null: it can.</summary>
    internal static string? WhyNot(RegistryCredential? credential) => credential is { Kind: CredentialKind.Bearer }
        ? $"skopeo takes a bearer token, such as {credential}, only among its arguments, where everybody on this machine can read it; give a user name and a password, which may be a token"
        : null;

    /// <summary>Its content.</summary>
    internal static byte[] Content(string registry, RegistryCredential credential)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            var isIdentity = credential.Kind is CredentialKind.Identity;
            writer.WriteStartObject();
            writer.WriteStartObject("auths");
            writer.WriteStartObject(registry);
            // With an identity token skopeo wants some name, and takes no notice of it.
            writer.WriteBase64String("auth", Encoding.UTF8.GetBytes($"{(credential.User.Length > 0 ? credential.User : "token")}:{(isIdentity ? "" : credential.Secret)}"));
            if (isIdentity)
                writer.WriteString("identitytoken", credential.Secret);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
