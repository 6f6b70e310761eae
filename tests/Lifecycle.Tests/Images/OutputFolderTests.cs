using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Tests.Images.Support;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Images;

public sealed class OutputFolderTests : IDisposable
{
    private readonly ImageStage _stage = new();

    public OutputFolderTests()
    {
        _stage.Build = "core_version: 1.0.0, registry: 'registry:5000/bases', platforms: [linux/amd64, linux/arm64]";
        _stage.Images = "{ name: alpine, folder: images/alpine, type: core, mirror_image: 'registry:5000/mirrors/alpine', mirror_tag: 3.21.3, version: 3.21.3, args: { USER: app } }";
        _stage.Write("images/alpine/Dockerfile.tmpl", SourceTree.Read("tests/Lifecycle.Tests/Images/golden/Dockerfile.tmpl"));
        _stage.Write("images/alpine/files/run", "#!/bin/sh\n");
        File.SetUnixFileMode(_stage["images/alpine/files/run"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.CreateSymbolicLink(_stage["images/alpine/files/start"], "run");
    }

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_pipeline_gets_a_Dockerfile_a_document_and_the_other_files()
    {
        Assert.Equal(ExitCode.Success, await _stage.RunAsync("--output-dir", _stage["out"]));

        Assert.Equal($"registry:5000/bases/alpine:3.21.3-core1.0.0: wrote {_stage["out/alpine"]}.\n", _stage.Out);
        Assert.Equal(SourceTree.Read("tests/Lifecycle.Tests/Images/golden/Dockerfile"), File.ReadAllText(_stage["out/alpine/Dockerfile"]));
        Assert.Equal(SourceTree.Read("tests/Lifecycle.Tests/Images/golden/build.json"), File.ReadAllText(_stage["out/alpine/build.json"]));
        Assert.Equal(["Dockerfile", "build.json", "files", "files/motd", "files/run", "files/start"], Below(_stage["out/alpine"]), StringComparer.Ordinal);
        Assert.True(File.GetUnixFileMode(_stage["out/alpine/files/run"]).HasFlag(UnixFileMode.OtherExecute));
        Assert.Equal("run", new FileInfo(_stage["out/alpine/files/start"]).LinkTarget);
        Assert.False(Directory.Exists(_stage["queue"]) || Directory.Exists(_stage["data"]));
    }

    [Fact]
    public async Task A_second_run_writes_the_same_and_what_is_gone_goes()
    {
        await _stage.RunAsync("--output-dir", _stage["out"]);
        var before = File.ReadAllText(_stage["out/alpine/build.json"]);
        _stage.Write("out/alpine/old/file", "of an earlier run");
        Directory.CreateSymbolicLink(_stage["out/alpine/away"], _stage["images"]);

        Assert.Equal(ExitCode.Success, await _stage.RunAsync($"--output-dir={_stage["out"]}"));

        Assert.Equal(before, File.ReadAllText(_stage["out/alpine/build.json"]));
        Assert.Equal(["Dockerfile", "build.json", "files", "files/motd", "files/run", "files/start"], Below(_stage["out/alpine"]), StringComparer.Ordinal);
        Assert.True(File.Exists(_stage["images/alpine/Dockerfile.tmpl"]));
    }

    [Fact]
    public async Task What_is_not_of_an_earlier_run_is_not_touched()
    {
        _stage.Write("out/alpine/mine", "mine");

        Assert.Equal(ExitCode.Failed, await _stage.RunAsync("--output-dir", _stage["out"]));

        Assert.Equal($"lifecycle: alpine: {_stage["out/alpine"]} is there and has no build.json, so nothing in it is replaced; remove it, or name another --output-dir\n", _stage.Err);
        Assert.Equal(["mine"], Below(_stage["out/alpine"]), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Two_versions_of_one_name_are_told_apart()
    {
        _stage.Images += $", {_stage.Images.Replace("version: 3.21.3", "version: 3.21", StringComparison.Ordinal)}";

        await _stage.RunAsync("--output-dir", _stage["out"]);

        Assert.Equal(["alpine-3.21-core1.0.0", "alpine-3.21.3-core1.0.0"], Directory.GetDirectories(_stage["out"]).Select(name => Path.GetFileName(name)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(path => path[(folder.Length + 1)..]).Order(StringComparer.Ordinal);
}
