using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>The requests for an image: one for each platform, since build-runner builds one at a time.</summary>
public static class ImageRequest
{
    private const int ShortFingerprint = 12;
    private const int LongestName = 50;
    private const int LongestPlatform = 24;

    /// <summary>What its record is called: the same for the same name and tag, whatever is built.</summary>
    public static string Record(ImageEntry entry, ImageReference image) => $"{Shortened(entry.Name)}-{Hash($"{image}")}";

    /// <summary>What its context is called.</summary>
    public static string Context(string fingerprint) => $"{fingerprint}.tar";

    /// <summary>What a request is called: the same each time for the same image, content, number and platform.</summary>
    /// <param name="entry">The image.</param>
    /// <param name="fingerprint">Of its content.</param>
    /// <param name="number">1 for the first of this content.</param>
    /// <param name="platform">Null: it has only one.</param>
    public static string Id(ImageEntry entry, string fingerprint, int number, ImagePlatform? platform)
    {
        var id = $"{Shortened(entry.Name)}-{fingerprint[..ShortFingerprint]}";
        if (platform is not null)
            id = $"{id}-{(Suffix(platform) is { Length: <= LongestPlatform } suffix ? suffix : Hash($"{platform}"))}";
        return number == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{number}");
    }

    /// <summary>All ids of an image.</summary>
    public static IReadOnlyList<string> Ids(ImageEntry entry, string fingerprint, int number) =>
        entry.Platforms.Count == 1 ? [Id(entry, fingerprint, number, null)] : [.. entry.Platforms.Select(platform => Id(entry, fingerprint, number, platform))];

    /// <summary>The tag of one platform; of an image that has only one its own.</summary>
    /// <exception cref="ImageException">It is too long.</exception>
    public static Tag TagOf(PreparedImage image, ImagePlatform platform)
    {
        if (image.Entry.Platforms.Count == 1)
            return image.Image.Tag!.Value;
        return Tag.TryParse($"{image.Image.Tag}-{Suffix(platform)}", out var tag)
            ? tag
            : throw new ImageException($"{image.Image.Tag}-{Suffix(platform)} is longer than a tag may be, and each platform is pushed under one of its own; shorten build.tag_format");
    }

    /// <summary>The request for one platform.</summary>
    /// <param name="image">Which.</param>
    /// <param name="platform">Of its platforms.</param>
    /// <param name="id">How it is called.</param>
    /// <param name="labels">All of them.</param>
    /// <param name="reason">For people.</param>
    /// <param name="now">When.</param>
    public static byte[] Json(PreparedImage image, ImagePlatform platform, string id, IReadOnlyDictionary<string, string> labels, string reason, DateTimeOffset now) =>
        new RequestText(id, image.Image, [$"{TagOf(image, platform)}"], now)
        {
            Context = [new("tar", Context(image.Fingerprint))],
            Arguments = image.Entry.Arguments,
            Labels = labels,
            Platform = platform,
            Reason = reason,
        }.Json();

    /// <summary>What becomes of the builds of several platforms; null: it has one.</summary>
    /// <param name="image">Which.</param>
    /// <param name="ids">How its requests are called, in the order of its platforms.</param>
    /// <param name="labels">All of them.</param>
    public static AskedPlatforms? Platforms(PreparedImage image, IReadOnlyList<string> ids, IReadOnlyDictionary<string, string> labels) => image.Entry.Platforms.Count == 1
        ? null
        : new AskedPlatforms($"{RequestText.Reference(image.Image)}:{image.Image.Tag}", [.. image.Entry.Platforms.Select((platform, at) => new AskedPlatform($"{platform}", ids[at]))], labels);

    /// <summary><c>arm64</c>, <c>arm-v7</c>, <c>windows-amd64</c>.</summary>
    private static string Suffix(ImagePlatform platform) => (platform.System is "linux" ? $"{platform}"["linux/".Length..] : $"{platform}").Replace('/', '-');

    private static string Shortened(string name) => name.Length > LongestName ? name[..LongestName] : name;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..ShortFingerprint];
}
