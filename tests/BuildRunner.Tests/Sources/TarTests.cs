using System.Formats.Tar;
using System.IO.Compression;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.BuildRunner.Tests.Support;

namespace RegistryJanitor.BuildRunner.Tests.Sources;

public sealed class TarTests : IDisposable
{
    private readonly SourceStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Theory]
    [InlineData(TarEntryFormat.Pax, false)]
    [InlineData(TarEntryFormat.Gnu, true)]
    [InlineData(TarEntryFormat.Ustar, true)]
    public async Task A_tar_is_unpacked_with_modes_times_and_links(TarEntryFormat format, bool gzip)
    {
        _stage.Write("source/Dockerfile", "FROM scratch\nCOPY . /\n");
        _stage.Write($"source/sub/{new string('n', 90)}", "x");
        _stage.Write("source/run.sh", "#!/bin/sh\n");
        var script = Path.Join(_stage.Contexts, "source/run.sh");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.SetUser);
        File.SetLastWriteTimeUtc(script, DateTime.UnixEpoch.AddDays(9));
        _stage.Link("source/link", "sub/../run.sh");
        await using (var file = File.Create(Path.Join(_stage.Contexts, "context.tar")))
        await using (Stream packed = gzip ? new GZipStream(file, CompressionLevel.Fastest) : file)
        await using (var tar = new TarWriter(packed, format))
        {
            foreach (var name in (string[])["Dockerfile", $"sub/{new string('n', 90)}", "run.sh", "link"])
                await tar.WriteEntryAsync(Path.Join(_stage.Contexts, "source", name), name);
        }

        var context = await _stage.PrepareAsync(new ContextSource.Tar("context.tar"));

        Assert.Equal(Path.Join(context.Directory, "Dockerfile"), context.Dockerfile);
        Assert.True(File.Exists(Path.Join(context.Directory, "sub", new string('n', 90))));
        var unpacked = Path.Join(context.Directory, "run.sh");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(unpacked));
        Assert.Equal(DateTime.UnixEpoch.AddDays(9), File.GetLastWriteTimeUtc(unpacked));
        Assert.Equal("sub/../run.sh", new FileInfo(Path.Join(context.Directory, "link")).LinkTarget);
    }

    [Fact]
    public async Task A_name_that_leads_out_is_refused_by_name()
    {
        Assert.Contains("the tar's entry ../../evil has '..' in it", await RefusalAsync(new HandMadeTar().Add("../../evil")), StringComparison.Ordinal);
        Assert.Contains("the tar's entry a/../../evil has '..' in it", await RefusalAsync(new HandMadeTar().Add("a/../../evil")), StringComparison.Ordinal);
        Assert.Contains("the tar's entry /etc/passwd is absolute", await RefusalAsync(new HandMadeTar().Add("/etc/passwd")), StringComparison.Ordinal);
        Assert.Contains("the tar's entry a?b has control characters", await RefusalAsync(new HandMadeTar().Add("a\nb")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link()
    {
        var outside = Path.Join(_stage.Root, "outside");
        Directory.CreateDirectory(outside);
        var tar = new HandMadeTar().Add("way", '2', link: outside).Add("way/evil", content: "x");
        Assert.Equal("the context has way/evil, but way is a link and no directory", await RefusalAsync(tar));
        Assert.Equal("the context has way twice, and which one is meant cannot be told", await RefusalAsync(new HandMadeTar().Add("way", '2', link: $"{outside}/evil").Add("way", content: "x")));
        Assert.Equal("the context has way twice, and which one is meant cannot be told", await RefusalAsync(new HandMadeTar().Add("way", '2', link: outside).Add("way/", '5')));
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    [Fact]
    public async Task Whatever_a_tar_holds_nothing_is_made_or_changed_outside()
    {
        var outside = Path.Join(_stage.Root, "outside");
        Directory.CreateDirectory(outside);
        await File.WriteAllTextAsync(Path.Join(outside, "file"), "untouched");
        string[] names = ["a", "a/b", "a/b/c", "b", "b/file", "./a", "a/", "../outside/new", "a/../../../outside/new", "a//file", "Dockerfile", "file"];
        string[] links = ["a", "b", "..", "../..", outside, $"{outside}/file", $"{outside}/new", "a/b", ".", "../../../outside", "../../../outside/file", "b/file"];
        var prepared = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var tar = new HandMadeTar().Add("Dockerfile.first", content: "FROM scratch\n");
            for (var count = random.Next(1, 6); count > 0; count--)
                tar.Add(names[random.Next(names.Length)], "0125"[random.Next(4)], link: links[random.Next(links.Length)]);
            tar.Save(Path.Join(_stage.Contexts, "random.tar"));
            try
            {
                _ = await _stage.PrepareAsync(new ContextSource.Tar("random.tar"), request => request with { Dockerfile = "Dockerfile.first" });
                prepared++;
            }
            catch (ContextRefusedException)
            {
            }

            Assert.True(Directory.GetFileSystemEntries(outside) is [var only] && only.EndsWith("/file", StringComparison.Ordinal), $"seed {seed}");
            Assert.True(string.Equals(await File.ReadAllTextAsync(Path.Join(outside, "file")), "untouched", StringComparison.Ordinal), $"seed {seed}");
        }

        Assert.InRange(prepared, 40, 360);
    }

    [Fact]
    public async Task A_hard_link_is_a_copy_of_an_earlier_file_and_of_nothing_else()
    {
        Assert.Contains("is a hard link to /etc/passwd, which is absolute", await RefusalAsync(new HandMadeTar().Add("a", '1', link: "/etc/passwd")), StringComparison.Ordinal);
        Assert.Contains("is a hard link to ../../etc/passwd, which has '..'", await RefusalAsync(new HandMadeTar().Add("a", '1', link: "../../etc/passwd")), StringComparison.Ordinal);
        Assert.Equal(
            "the context has a hard link b to a, which is no file that came before it", await RefusalAsync(new HandMadeTar().Add("a", '2', link: "/etc/passwd").Add("b", '1', link: "a")));
        Assert.Equal(
            "the context has a hard link b to d/passwd, which is no file that came before it", await RefusalAsync(new HandMadeTar().Add("d", '2', link: "/etc").Add("b", '1', link: "d/passwd")));

        new HandMadeTar().Add("Dockerfile", content: "FROM scratch\n").Add("b", '1', link: "Dockerfile").Save(Path.Join(_stage.Contexts, "good.tar"));
        var context = await _stage.PrepareAsync(new ContextSource.Tar("good.tar"));
        Assert.Equal("FROM scratch\n", await File.ReadAllTextAsync(Path.Join(context.Directory, "b")));
    }

    [Theory]
    [InlineData('3', "the tar's entry odd is a device")]
    [InlineData('4', "the tar's entry odd is a device")]
    [InlineData('6', "the tar's entry odd is a named pipe")]
    public async Task Devices_and_pipes_are_refused(char type, string sentence) => Assert.Equal(sentence, await RefusalAsync(new HandMadeTar().Add("odd", type)));

    [Fact]
    public async Task A_claim_of_a_huge_size_ends_with_the_tar()
    {
        Assert.StartsWith("the tar is broken, or is none", await RefusalAsync(new HandMadeTar().Add("huge", content: "x", size: 8L << 30)), StringComparison.Ordinal);
        Assert.StartsWith("the tar", await RefusalAsync(new HandMadeTar().Add("sparse", 'S', content: "x")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_has_limits()
    {
        _stage.Limits = new ContextLimits(10, 3, 1 << 20);
        Assert.Equal("the context has more than 10 bytes; leave out what the build does not need", await RefusalAsync(new HandMadeTar().Add("a", content: "123456").Add("b", content: "123456")));
        Assert.Equal("the context has more than 3 files and directories", await RefusalAsync(new HandMadeTar().Add("a/b/c/d")));
    }

    [Fact]
    public async Task What_is_no_tar_is_refused()
    {
        foreach (var content in (string[])["", "no tar at all", new string('x', 5000), "\u001f\u0000"])
        {
            _stage.Write("bad.tar", content);
            Assert.StartsWith("the tar is", await _stage.RefusalAsync(new ContextSource.Tar("bad.tar")), StringComparison.Ordinal);
        }

        await File.WriteAllBytesAsync(Path.Join(_stage.Contexts, "bad.tar"), [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]);
        Assert.StartsWith("the tar is broken", await _stage.RefusalAsync(new ContextSource.Tar("bad.tar")), StringComparison.Ordinal);
    }

    private Task<string> RefusalAsync(HandMadeTar tar)
    {
        tar.Save(Path.Join(_stage.Contexts, "hostile.tar"));
        return _stage.RefusalAsync(new ContextSource.Tar("hostile.tar"));
    }
}
