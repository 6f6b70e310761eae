using System.Diagnostics;
using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Engines.Kaniko;
using RegistryJanitor.BuildRunner.Engines.Wiping;
using RegistryJanitor.BuildRunner.Tests.Support;

namespace RegistryJanitor.BuildRunner.Tests.Engines;

public sealed class WipeTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public void All_goes_but_mount_points_and_what_is_ours()
    {
        _scratch.Write("outside/precious", "x");
        foreach (var file in (string[])["bin/sh", "root/.profile", ".dockerenv", "etc/hosts", "etc/passwd", "data/queue/requests/a.json", "data/other", "kaniko/executor", "kaniko/.docker/config.json", "kaniko/0/app", "kaniko/Dockerfile.dockerignore", "kaniko/tmp/x", "my volume/file"])
            _scratch.Write($"root/{file}", "x");
        File.CreateSymbolicLink(_scratch["root/lib"], _scratch["outside"]);
        File.CreateSymbolicLink(_scratch["root/etc/link"], _scratch["outside/precious"]);
        File.CreateSymbolicLink(_scratch["root/kaniko/1"], _scratch["outside"]);

        Wipe("/etc/hosts", "/data/queue", @"/my\040volume").Run();

        Assert.Equal(
            ["data", "data/queue", "data/queue/requests", "data/queue/requests/a.json", "etc", "etc/hosts", "kaniko", "kaniko/.docker", "kaniko/.docker/config.json", "kaniko/executor", "kaniko/tmp", "my volume", "my volume/file"],
            Left());
        Assert.True(File.Exists(_scratch["outside/precious"]));
    }

    [Fact]
    public void A_mount_point_with_another_one_below_it_is_kept_whole()
    {
        foreach (var file in (string[])["kaniko/executor", "kaniko/builds/requests/a.json", "kaniko/builds/contexts/app/Dockerfile", "proc/1/environ", "proc/bus/pci"])
            _scratch.Write($"root/{file}", "x");

        Wipe("/kaniko/builds/contexts/app", "/kaniko/builds", "/proc", "/proc/bus").Run();

        foreach (var file in (string[])["kaniko/builds/requests/a.json", "kaniko/builds/contexts/app/Dockerfile", "proc/1/environ", "proc/bus/pci"])
            Assert.True(File.Exists(_scratch[$"root/{file}"]), file);
    }

    [Fact]
    public void A_link_in_the_place_of_a_directory_above_a_mount_point_is_not_followed()
    {
        _scratch.Write("outside/queue/precious", "x");
        _scratch.Write("root/kaniko/executor", "x");
        File.CreateSymbolicLink(_scratch["root/data"], _scratch["outside"]);

        // Not possible while the volume is mounted; a wipe that cannot be sure says so.
        Assert.Throws<UncleanException>(() => Wipe("/data/queue").Run());
        Assert.True(File.Exists(_scratch["outside/queue/precious"]));
    }

    [Fact]
    public void Names_need_not_be_text_and_may_be_many_and_deep()
    {
        _scratch.Write("root/kaniko/executor", "x");
        Shell("printf x > \"$(printf 'caf\\351')\"; mkdir \"$(printf 'd\\377')\"; printf x > \"$(printf 'd\\377/\\200')\"");
        Shell("mkdir many; i=0; while [ $i -lt 3000 ]; do : > many/$i; i=$((i+1)); done");
        Shell("i=0; while [ $i -lt 1500 ]; do mkdir d; cd d; i=$((i+1)); done; : > file");

        Wipe().Run();

        Assert.Equal(["kaniko", "kaniko/executor", "kaniko/tmp"], Left());
    }

    [Fact]
    public void A_machine_is_no_container_of_kaniko()
    {
        Assert.Contains("no container of kaniko", new ContainerWipe(_scratch.Root, [], () => "").Refusal(isFirstProcess: true), StringComparison.Ordinal);
        _scratch.Write("kaniko/executor", "x");
        Assert.Null(new ContainerWipe(_scratch.Root, [], () => "").Refusal(isFirstProcess: false));
        Assert.NotNull(new ContainerWipe("/", [], () => "").Refusal(isFirstProcess: false));
    }

    [Fact]
    public async Task A_container_that_is_none_is_never_wiped()
    {
        _scratch.Write("root/home/me", "x");
        var container = new KanikoContainer(Wipe(), Wipe().Refusal(isFirstProcess: true), [], _ => throw new InvalidOperationException("nothing may be killed"));

        await Assert.ThrowsAsync<UncleanException>(() => container.CleanAsync(CancellationToken.None));

        Assert.True(File.Exists(_scratch["root/home/me"]));
    }

    [Theory]
    [InlineData("kaniko/executor")]
    [InlineData("kaniko/.docker/config.json")]
    [InlineData("kaniko/ssl/added")]
    public async Task A_build_that_changes_what_is_ours_is_the_last_one(string file)
    {
        _scratch.Write("root/kaniko/executor", "good");
        _scratch.Write("root/kaniko/.docker/config.json", "good");
        _scratch.Write("root/kaniko/ssl/cert", "good");
        var own = new[] { "executor", ".docker", "ssl" };
        var container = new KanikoContainer(new ContainerWipe(_scratch["root"], own, () => ""), null, [.. own.Select(name => _scratch[$"root/kaniko/{name}"])], _ => Task.CompletedTask);
        await container.CleanAsync(CancellationToken.None);

        _scratch.Write($"root/{file}", "evil");

        var unclean = await Assert.ThrowsAsync<UncleanException>(() => container.CleanAsync(CancellationToken.None));
        Assert.Contains(file, unclean.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_build_has_changed_is_not_forgotten_when_the_container_starts_again()
    {
        _scratch.Write("root/kaniko/executor", "good");
        var settings = new KanikoSettings(Executor: _scratch["root/kaniko/executor"], Root: _scratch["root"]);
        var container = KanikoContainer.OfThisProcess(settings, TimeProvider.System);
        await container.CleanAsync(CancellationToken.None);
        _scratch.Write("root/kaniko/executor", "evil");
        await Assert.ThrowsAsync<UncleanException>(() => container.CleanAsync(CancellationToken.None));
        await Assert.ThrowsAsync<UncleanException>(() => container.CleanAsync(CancellationToken.None));

        var again = KanikoContainer.OfThisProcess(settings, TimeProvider.System);

        var unclean = await Assert.ThrowsAsync<UncleanException>(() => again.CleanAsync(CancellationToken.None));
        Assert.Contains("recreate the container", unclean.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_build_writes_to_mounted_files_does_not_last()
    {
        foreach (var file in (string[])["kaniko/executor", "etc/hosts", "etc/resolv.conf"])
            _scratch.Write($"root/{file}", "good");
        var container = new KanikoContainer(Wipe("/etc/hosts"), null, [], _ => Task.CompletedTask);
        _scratch.Write("root/etc/hosts", "203.0.113.7 registry, and much more");
        _scratch.Write("root/etc/resolv.conf", "changed, and not mounted");

        await container.CleanAsync(CancellationToken.None);

        Assert.Equal("good", await File.ReadAllTextAsync(_scratch["root/etc/hosts"]));
        Assert.False(File.Exists(_scratch["root/etc/resolv.conf"]));
    }

    public void Dispose() => _scratch.Dispose();

    private ContainerWipe Wipe(params string[] mounts) => new(
        _scratch["root"], ["executor", ".docker"],
        () => "22 1 0:20 / / rw - overlay overlay rw\n" + string.Concat(mounts.Select(mount => $"23 22 0:21 / {_scratch["root"]}{mount} rw,relatime - ext4 /dev/x rw\n")));

    private string[] Left() => [.. Directory.EnumerateFileSystemEntries(_scratch["root"], "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_scratch["root"], path)).Order(StringComparer.Ordinal)];

    private void Shell(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-ec", script]) { WorkingDirectory = _scratch["root"] })!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}
