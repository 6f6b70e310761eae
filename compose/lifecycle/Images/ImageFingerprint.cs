using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>
/// Tells whether something changed: SHA-256 of the Dockerfile as it is filled in, every file of the context with its path, whether it may be run and its content, the arguments,
/// the platforms, what the image is called, and the labels that last, of which one is the digest of the base. Neither time nor commit is in it: a commit that changes
/// nothing of an image builds nothing.
/// </summary>
public static class ImageFingerprint
{
    // Another shape is another fingerprint, and every image is built once more.
    private const string Shape = "1";

    /// <summary>It: 64 hexadecimal digits.</summary>
    public static string Of(PreparedImage image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Shape);
        Add(hash, $"{image.Image}");
        Add(hash, image.Dockerfile);
        foreach (var file in image.Files)
        {
            switch (file)
            {
                case ContextEntry.Regular regular:
                    Add(hash, regular.IsExecutable ? "x" : "f", regular.Path, regular.Digest);
                    break;
                case ContextEntry.Folder folder:
                    Add(hash, "d", folder.Path);
                    break;
                case ContextEntry.Link link:
                    Add(hash, "l", link.Path, link.Target);
                    break;
            }
        }

        foreach (var argument in image.Entry.Arguments.OrderBy(argument => argument.Name, StringComparer.Ordinal))
            Add(hash, "a", argument.Name, argument.Value);
        foreach (var platform in image.Entry.Platforms.Select(platform => $"{platform}").Order(StringComparer.Ordinal))
            Add(hash, "p", platform);
        foreach (var (key, value) in ImageLabels.Lasting(image.Entry, image.Base))
            Add(hash, "n", key, value);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Each with its length before it, so that two texts are never taken for two others that are the same behind each other.</summary>
    private static void Add(IncrementalHash hash, params ReadOnlySpan<string> texts)
    {
        var length = new byte[sizeof(int)];
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
    }
}
