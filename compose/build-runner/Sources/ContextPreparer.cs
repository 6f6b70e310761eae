using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Versions;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>
/// Prepares contexts:
/// <list type="number">
/// <item>Find what is asked for, below the directory where it may be.</item>
/// <item>Copy it, unpack it or export it into a new directory of the build.</item>
/// <item>Find the Dockerfile and its ignore file: files of the context, and not too large.</item>
/// <item>Read the Dockerfile, and refuse links out that it would follow.</item>
/// <item>Make the version, when one is asked for.</item>
/// </list>
/// </summary>
/// <param name="contextsRoot">Absolute: what directories and tars are relative to.</param>
/// <param name="mirrorsRoot">Absolute: where <c>NAME.git</c> are.</param>
/// <param name="gitExecutable">A path, or a name in PATH.</param>
/// <param name="clock">For the time limit of git.</param>
public sealed class ContextPreparer(string contextsRoot, string mirrorsRoot, string gitExecutable, TimeProvider clock) : IContextPreparer
{
    private const string Here = "contexts/";

    /// <summary>How large a context may be.</summary>
    public ContextLimits Limits { get; init; } = ContextLimits.Usual;

    /// <summary>What one git may take.</summary>
    public TimeSpan GitTimeLimit { get; init; } = TimeSpan.FromMinutes(15);

    /// <inheritdoc />
    public async Task<PreparedContext> PrepareAsync(BuildRequest request, string workDirectory, CancellationToken cancel)
    {
        if (request.Version is not VersionMode.None && request.Context is not ContextSource.Mirror)
            throw new ContextRefusedException("a version is made of commit messages, and the context is no commit of a mirror; ask for none, or build from a mirror");
        var root = NewDirectory(workDirectory);
        var tree = new ContextTree(root, Limits);
        var prepared = new PreparedContext(root, "", null, null);
        switch (request.Context)
        {
            case ContextSource.Directory(var path):
                await DirectoryCopy.RunAsync(Find(path, FileKind.Directory, "directory"), tree, cancel);
                break;
            case ContextSource.Tar(var path):
                await TarUnpacker.UnpackFileAsync(Find(path, FileKind.Regular, "tar"), tree, cancel);
                break;
            case ContextSource.Mirror mirror:
                prepared = await ExportAsync(mirror, request.Version, root, tree, workDirectory, cancel);
                break;
            default:
                throw new InvalidOperationException($"{request.Context} is no source of files");
        }

        var (dockerfile, facts) = await new ContextDockerfile(prepared.Directory, Limits).FindAsync(request, cancel);
        return prepared with { Dockerfile = dockerfile, Facts = facts };
    }

    /// <summary>A request that was taken over from a killed runner finds what that one wrote: nothing of it is used.</summary>
    private static string NewDirectory(string workDirectory)
    {
        var number = 1;
        while (FileKinds.Of(Path.Join(workDirectory, $"context-{number}")) is not FileKind.Missing)
            number++;
        return Directory.CreateDirectory(Path.Join(workDirectory, $"context-{number}")).FullName;
    }

    private static ContextPath Read(string text, string what)
    {
        var (path, mistake) = ContextPath.Read(text);
        return path ?? throw new ContextRefusedException($"the {what} {Printable.Line(text, 200)} {mistake}");
    }

    private string Find(string text, FileKind kind, string what)
    {
        var path = Read(text, what);
        if (path.Parts.Count == 0)
            throw new ContextRefusedException($"the {what} is not named; it is one below {Here}");
        var (real, mistake) = RootedPath.Follow(contextsRoot, path);
        if (mistake is not null)
            throw new ContextRefusedException($"the {what} {Here}{path} {mistake.Replace("out of it", $"out of {Here}", StringComparison.Ordinal)}");
        var there = new ContextPath(real!).Below(contextsRoot);
        return FileKinds.Of(there) == kind ? there : throw new ContextRefusedException($"there is no {what} {Here}{path}");
    }

    private async Task<PreparedContext> ExportAsync(
        ContextSource.Mirror mirror, VersionMode mode, string root, ContextTree tree, string workDirectory, CancellationToken cancel)
    {
        if (mirror.Name.Length == 0 || !char.IsAsciiLetterOrDigit(mirror.Name[0]) || !mirror.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-'))
            throw new ContextRefusedException("the mirror's name is none; it is letters, digits, '.', '_' and '-', the first one a letter or digit");
        if (mirror.Commit.Length is not (40 or 64) || !mirror.Commit.All(char.IsAsciiHexDigitLower))
            throw new ContextRefusedException("the commit is not written in full; it is 40 or 64 hexadecimal digits in lower case");
        var directory = Read(mirror.SubPath, "directory");
        var repository = Path.Join(mirrorsRoot, $"{mirror.Name}.git");
        if (FileKinds.Of(repository) is not FileKind.Directory)
            throw new ContextRefusedException($"there is no mirror {mirror.Name}; name one of mirrors.yaml that was fetched");

        var home = Directory.CreateDirectory(Path.Join(workDirectory, "home")).FullName;
        var git = new MirrorGit(gitExecutable, repository, home, clock) { TimeLimit = GitTimeLimit };
        var export = new MirrorExport(git, repository, mirror);
        await export.CheckAsync(directory, cancel);
        var versions = new MirrorVersions(git);
        var version = mode is VersionMode.None ? null : await versions.OfAsync(mode, mirror.Commit, cancel);
        await export.RunAsync(directory, tree, cancel);
        return new PreparedContext(directory.Below(root), "", mirror.Commit, version?.Version.ToString())
        {
            VersionReason = version?.Reason,
            MirrorTags = version is null ? [] : await versions.TagNamesAsync(cancel),
        };
    }
}
