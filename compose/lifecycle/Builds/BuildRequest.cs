using System.Globalization;
using System.Security.Cryptography;
using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>The request for an image of a mirror.</summary>
public static class BuildRequest
{
    private const int ShortCommit = 12;

    /// <summary>What a request is called: the same each time for the same build, commit and number.</summary>
    public static string Id(MirrorBuild build, string commit, int number)
    {
        var id = $"{build.Name}-{commit[..ShortCommit]}";
        return number == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{number}");
    }

    /// <summary>A digest of all that the file says about a build: another one is another image.</summary>
    public static string Definition(MirrorBuild build) => Convert.ToHexStringLower(SHA256.HashData(Json(build, "", "", "", DateTimeOffset.UnixEpoch, BuiltFrom.Unknown.Labels)))[..16];

    /// <summary>The request.</summary>
    /// <param name="build">What is built.</param>
    /// <param name="id">How it is called.</param>
    /// <param name="commit">In full.</param>
    /// <param name="reason">For people.</param>
    /// <param name="now">When.</param>
    /// <param name="labels">By key. What the image is built from is no part of its definition.</param>
    public static byte[] Json(MirrorBuild build, string id, string commit, string reason, DateTimeOffset now, IReadOnlyDictionary<string, string> labels) => new RequestText(id, build.Image, build.Tags, now)
    {
        Context = [new("mirror", build.Mirror), new("commit", commit), new("path", build.Path)],
        Dockerfile = build.Dockerfile,
        Arguments = build.Arguments,
        Target = build.Target,
        Platform = build.Platform,
        Version = build.Version,
        Labels = labels,
        Reason = reason,
    }.Json();
}
