using System.Runtime.InteropServices;
using RegistryJanitor.Dockerfiles;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Dependencies.Gathering;

/// <summary>
/// The images of <c>builds</c>, with what their Dockerfiles say on the default branches of their mirrors, and all other Dockerfiles there.
/// </summary>
/// <param name="file">What is wanted.</param>
/// <param name="heads">Where mirrors are.</param>
/// <param name="tree">What is in them.</param>
internal sealed class MirrorImages(LifecycleFile file, MirrorHead heads, MirrorTree tree)
{
    // That of the runner, which runs beside us.
    private static readonly string s_ours = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? "linux/arm64" : "linux/amd64";

    /// <summary>Reads one mirror.</summary>
    internal async Task<GatheredGraph> ReadAsync(string mirror, CancellationToken cancel)
    {
        var builds = file.Builds.Where(build => build.Mirror.Equals(mirror, StringComparison.Ordinal)).ToList();
        switch (await heads.ReadAsync(mirror, cancel))
        {
            case HeadReading.At head:
                return await AtAsync(mirror, head.Commit, builds, cancel);
            case HeadReading.NotYet notYet:
                return Unread(builds, notYet.Why, []);
            case HeadReading.Unreadable unreadable:
                return Unread(builds, unreadable.Why, builds.Count > 0 ? [] : [unreadable.Why]);
            case var other:
                throw new InvalidOperationException($"{other} is nothing that is known of a mirror");
        }
    }

    /// <summary>Reads what is built of a commit, and nothing else of it.</summary>
    /// <param name="tree">What is in mirrors.</param>
    /// <param name="mirror">Which.</param>
    /// <param name="commit">In full.</param>
    /// <param name="builds">Of this mirror.</param>
    /// <param name="cancel">Ends git.</param>
    internal static async Task<IReadOnlyList<GraphImage>> OfAsync(MirrorTree tree, string mirror, string commit, IReadOnlyList<MirrorBuild> builds, CancellationToken cancel)
    {
        var files = await tree.ReadAsync(mirror, commit, [.. builds.Select(PathOf).Distinct(StringComparer.Ordinal)], cancel);
        return [.. builds.Select(build => ImageOf(build, BasesOf(PathOf(build), files, InputsOf(build))))];
    }

    /// <summary>An image whose Dockerfile is not read.</summary>
    internal static GraphImage Unread(MirrorBuild build, string why) => ImageOf(build, BaseReading.Unknown(why));

    private static GatheredGraph Unread(IReadOnlyList<MirrorBuild> builds, string why, IReadOnlyList<string> mistakes) =>
        new([.. builds.Select(build => Unread(build, why))], [], mistakes);

    private async Task<GatheredGraph> AtAsync(string mirror, string commit, IReadOnlyList<MirrorBuild> builds, CancellationToken cancel)
    {
        var (listed, mistake) = await tree.DockerfilesAsync(mirror, commit, cancel);
        var ours = builds.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<string> paths = [.. ours.Union(listed, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var files = await tree.ReadAsync(mirror, commit, paths, cancel);
        return new GatheredGraph(
            [.. builds.Select(build => ImageOf(build, BasesOf(PathOf(build), files, InputsOf(build))))],
            [.. paths.Where(path => !ours.Contains(path)).Select(path => new FoundDockerfile(new ImageOrigin.MirroredFile(mirror, path), BasesOf(path, files, new BuildInputs { Platform = s_ours, Builder = s_ours })))],
            mistake is null ? [] : [mistake]);
    }

    private static BaseReading BasesOf(string path, IReadOnlyDictionary<string, FileReading> files, BuildInputs inputs) => files[path] switch
    {
        FileReading.Text text => DockerfileBases.Of(text.Content, inputs),
        FileReading.Unreadable unreadable => BaseReading.Unknown($"{path} {unreadable.Why}"),
        var other => throw new InvalidOperationException($"{other} is no file"),
    };

    private static GraphImage ImageOf(MirrorBuild build, BaseReading bases) =>
        new(build.Name, build.Image.WithoutTag(), [.. build.Tags.Select(tag => new TagPattern(tag))], bases, new ImageOrigin.MirroredFile(build.Mirror, PathOf(build)));

    /// <summary>From the root of the repository.</summary>
    private static string PathOf(MirrorBuild build) => string.Join('/', $"{build.Path}/{build.Dockerfile}".Split('/').Where(part => part is not ("" or ".")));

    private static BuildInputs InputsOf(MirrorBuild build) => new()
    {
        Arguments = build.Arguments.ToDictionary(argument => argument.Name, argument => argument.Value, StringComparer.Ordinal),
        Target = build.Target,
        Platform = build.Platform is { } platform ? $"{platform}" : s_ours,
        Builder = s_ours,
    };
}
