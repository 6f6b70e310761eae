using System.Globalization;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Requests;

/// <summary>Reads names of images: distribution/reference with a registry that is always named, because nobody means to push to Docker Hub by leaving something out.</summary>
public static class ImageReference
{
    /// <summary>What may be written, for messages.</summary>
    public const string Example = "registry:5000/team/app";

    /// <summary>Reads one; null with the reason, the end of a sentence that begins with the key.</summary>
    public static ImageName? Read(string text, out string whyNot)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (host, path) = slash < 0 ? ("", text) : (text[..slash], text[(slash + 1)..]);
        whyNot = (host, path) switch
        {
            _ when !IsRegistry(host) => $"{JsonSection.Shown(text)} names no registry; write host, port and repository: {Example}",
            _ when path.Contains('@', StringComparison.Ordinal) => $"{JsonSection.Shown(text)} has a digest, which only a build gives; leave it away",
            _ when path.Contains(':', StringComparison.Ordinal) => $"{JsonSection.Shown(text)} has a tag; write it into tags",
            _ when path.Any(char.IsAsciiLetterUpper) => $"{JsonSection.Shown(text)} has upper-case letters, which no registry takes; write {text.ToLowerInvariant()}",
            _ => $"{JsonSection.Shown(text)} is no repository; write letters, digits and single '.', '_', '-' between '/': {Example}",
        };
        return IsRegistry(host) && !path.Any(char.IsAsciiLetterUpper) && !path.Contains(':', StringComparison.Ordinal) && RepositoryName.TryParse(path, out var repository)
            ? new ImageName(host, repository)
            : null;
    }

    /// <summary>A host that cannot be mistaken for the first part of a repository: with a port, with a dot, or <c>localhost</c>.</summary>
    public static bool IsRegistry(string text)
    {
        var bracket = text.IndexOf(']', StringComparison.Ordinal);
        var colon = text.IndexOf(':', bracket + 1);
        var (host, port) = colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
        if (port is not null && !(port.Length <= 5 && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535))
            return false;
        if (host is ['[', .. var address, ']'])
            return address.Contains(':', StringComparison.Ordinal) && System.Net.IPAddress.TryParse(address, out _);
        return (port is not null || host.Contains('.', StringComparison.Ordinal) || host.Equals("localhost", StringComparison.Ordinal))
            && host.Length <= 253 && host.Split('.').All(IsLabel);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-');
}
