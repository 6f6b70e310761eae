using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Tests.Support;

namespace RegistryJanitor.BuildRunner.Tests.Sources;

public sealed class MirrorTests : IDisposable
{
    private const string LargeId = "d35c416a85b807e9b5384915d6ebb4a9f7352713efd89857b45a242f473728a9";
    private const string Pointer = $"version https://git-lfs.github.com/spec/v1\noid sha256:{LargeId}\nsize 5\n";

    private readonly SourceStage _stage = new();

    private readonly SourceMirror _mirror;

    public MirrorTests() => _mirror = _stage.Mirror();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_commit_is_exported_as_git_archive_does()
    {
        var commit = _mirror.Commit(
            "feat: first",
            ("Dockerfile", "FROM scratch\nCOPY . /\n"), ("100755 bin/run me", "#!/bin/sh\n"), ("120000 link", "bin/run me"), (".gitattributes", "secret export-ignore\nversion export-subst\n"),
            ("secret", "s"), ("version", "$Format:%H$"));
        _mirror.Commit("a later one", ("Dockerfile", "FROM other\n"));

        var context = await _stage.PrepareAsync(new ContextSource.Mirror("app", commit, ""), request => request with { Version = VersionMode.Conventional });

        Assert.Equal((commit, "0.1.0"), (context.Commit, context.Version));
        Assert.Equal("FROM scratch\nCOPY . /\n", await File.ReadAllTextAsync(context.Dockerfile));
        Assert.False(File.Exists(Path.Join(context.Directory, "secret")));
        Assert.Equal(commit, await File.ReadAllTextAsync(Path.Join(context.Directory, "version")));
        var script = Path.Join(context.Directory, "bin", "run me");
        Assert.True(File.GetUnixFileMode(script).HasFlag(UnixFileMode.OtherExecute));
        Assert.False(File.GetUnixFileMode(script).HasFlag(UnixFileMode.GroupWrite));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000).UtcDateTime, File.GetLastWriteTimeUtc(script));
        Assert.Equal("bin/run me", new FileInfo(Path.Join(context.Directory, "link")).LinkTarget);
    }

    [Fact]
    public async Task A_directory_of_a_commit_can_be_the_context()
    {
        var commit = _mirror.Commit("first", ("-odd :(glob)*/Dockerfile", "FROM scratch\n"), ("other/Dockerfile", "FROM other\n"), ("160000 other/module", new string('1', 40)));
        var context = await _stage.PrepareAsync(new ContextSource.Mirror("app", commit, "-odd :(glob)*"));
        Assert.EndsWith("-odd :(glob)*/Dockerfile", context.Dockerfile, StringComparison.Ordinal);
        Assert.Equal([context.Dockerfile], Directory.EnumerateFileSystemEntries(context.Directory), StringComparer.Ordinal);
        Assert.Contains("has no directory nowhere", await _stage.RefusalAsync(new ContextSource.Mirror("app", commit, "nowhere")), StringComparison.Ordinal);
        Assert.Contains("has no directory other/Dockerfile", await _stage.RefusalAsync(new ContextSource.Mirror("app", commit, "other/Dockerfile")), StringComparison.Ordinal);
        Assert.StartsWith("the directory ../x has '..'", await _stage.RefusalAsync(new ContextSource.Mirror("app", commit, "../x")), StringComparison.Ordinal);
        Assert.StartsWith("other/module is a submodule", await _stage.RefusalAsync(new ContextSource.Mirror("app", commit, "")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_is_named_in_full_and_is_there()
    {
        var commit = _mirror.Commit("first", ("Dockerfile", "FROM scratch\n"));
        Assert.StartsWith("the commit is not written in full", await _stage.RefusalAsync(new ContextSource.Mirror("app", commit[..12], "")), StringComparison.Ordinal);
        Assert.StartsWith("the commit is not written in full", await _stage.RefusalAsync(new ContextSource.Mirror("app", "--output=/tmp/evil", "")), StringComparison.Ordinal);
        Assert.StartsWith("the mirror app does not have the commit", await _stage.RefusalAsync(new ContextSource.Mirror("app", new string('a', 40), "")), StringComparison.Ordinal);
        var tree = _mirror.Git("rev-parse", $"{commit}^{{tree}}");
        Assert.Equal($"{tree} of the mirror app is a tree and no commit", await _stage.RefusalAsync(new ContextSource.Mirror("app", tree, "")));
        Assert.StartsWith("there is no mirror none", await _stage.RefusalAsync(new ContextSource.Mirror("none", commit, "")), StringComparison.Ordinal);
        Assert.StartsWith("the mirror's name is none", await _stage.RefusalAsync(new ContextSource.Mirror("../app", commit, "")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_file_is_built_with_its_content_or_not_at_all()
    {
        var commit = _mirror.Commit("first", ("Dockerfile", "FROM scratch\n"), ("model.bin", Pointer));
        var source = new ContextSource.Mirror("app", commit, "");
        Assert.StartsWith("model.bin is a large file, and the mirror app does not have its content", await _stage.RefusalAsync(source), StringComparison.Ordinal);

        var objects = Directory.CreateDirectory(Path.Join(_mirror.Path, "lfs", "objects", LargeId[..2], LargeId[2..4])).FullName;
        await File.WriteAllTextAsync(Path.Join(objects, LargeId), "cut");
        Assert.StartsWith("model.bin is a large file", await _stage.RefusalAsync(source), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Join(objects, LargeId), "other");
        Assert.Contains("other content than its name says", await _stage.RefusalAsync(source), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Join(objects, LargeId), "large");
        Assert.Equal("large", await File.ReadAllTextAsync(Path.Join((await _stage.PrepareAsync(source)).Directory, "model.bin")));
    }

    [Fact]
    public async Task A_context_of_a_mirror_has_limits_too()
    {
        _stage.Limits = _stage.Limits with { Bytes = 100 };
        var commit = _mirror.Commit("first", ("Dockerfile", "FROM scratch\n"), ("large", new string('x', 5000)));
        Assert.StartsWith("the context has more than 100 bytes", await _stage.RefusalAsync(new ContextSource.Mirror("app", commit, "")), StringComparison.Ordinal);
    }
}
