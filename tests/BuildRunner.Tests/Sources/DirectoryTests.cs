using System.Diagnostics;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Tests.Support;

namespace RegistryJanitor.BuildRunner.Tests.Sources;

public sealed class DirectoryTests : IDisposable
{
    private readonly SourceStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_directory_is_copied_so_that_nobody_else_changes_it()
    {
        _stage.Write("app/Dockerfile", "FROM scratch\nCOPY . /\n");
        _stage.Write("app/$(touch x);`id` && rm -rf ~", "a name is a name");
        _stage.Link("app/localtime", "/usr/share/zoneinfo/UTC");
        var context = await _stage.PrepareAsync(new ContextSource.Directory("./app/"));
        _stage.Write("app/Dockerfile", "changed");

        Assert.Equal("FROM scratch\nCOPY . /\n", await File.ReadAllTextAsync(context.Dockerfile));
        Assert.True(File.Exists(Path.Join(context.Directory, "$(touch x);`id` && rm -rf ~")));
        Assert.Equal("/usr/share/zoneinfo/UTC", new FileInfo(Path.Join(context.Directory, "localtime")).LinkTarget);
    }

    [Theory]
    [InlineData("../secrets", "the directory ../secrets has '..' in it, which could lead out; write it without")]
    [InlineData("/etc", "the directory /etc is absolute; write it relative, without '/' at its beginning")]
    [InlineData("a\\b", "the directory a\\b has a backslash; write '/'")]
    [InlineData("a\nb", "the directory a?b has control characters")]
    [InlineData("nowhere", "there is no directory contexts/nowhere")]
    [InlineData("file", "there is no directory contexts/file")]
    [InlineData("--context=/", "there is no directory contexts/--context=")]
    [InlineData("", "the directory is not named; it is one below contexts/")]
    public async Task A_path_stays_on_the_volume(string path, string sentence)
    {
        _stage.Write("file", "");
        Assert.Equal(sentence, await _stage.RefusalAsync(new ContextSource.Directory(path)));
    }

    [Fact]
    public async Task A_link_on_the_way_may_lead_to_another_context_and_not_out()
    {
        _stage.Write("real/app/Dockerfile", "FROM scratch\n");
        _stage.Link("inside", "real");
        _stage.Link("real/out", "../../mirrors");
        _stage.Link("absolute", "/etc");
        _stage.Link("round", "round");
        Assert.EndsWith("/Dockerfile", (await _stage.PrepareAsync(new ContextSource.Directory("inside/app"))).Dockerfile, StringComparison.Ordinal);
        Assert.Equal("the directory contexts/inside/out leads out of contexts/", await _stage.RefusalAsync(new ContextSource.Directory("inside/out")));
        Assert.Equal("the directory contexts/absolute leads out of contexts/, by the link absolute to /etc", await _stage.RefusalAsync(new ContextSource.Directory("absolute")));
        Assert.Contains("has more than 40 links", await _stage.RefusalAsync(new ContextSource.Directory("round")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("COPY leak /", "leak", "/etc/passwd")]
    [InlineData("COPY l* /", "leak", "/etc/passwd")]
    [InlineData("COPY [\"./x/../leak/passwd\", \"/\"]", "leak", "/etc")]
    [InlineData("ADD /sub/leak/passwd /", "sub/leak", "../../../etc")]
    [InlineData("COPY ${WHAT} /", "leak", "/etc/passwd")]
    [InlineData("COPY sub/$WHAT/x /", "sub/leak", "/etc/passwd")]
    [InlineData("COPY sub/[l]eak /", "sub/leak", "..//../..")]
    [InlineData("RUN --mount=type=bind,source=leak,target=/m cat /m/passwd", "leak", "/etc")]
    public async Task A_link_out_of_the_context_is_refused_where_the_build_would_follow_it(string instruction, string link, string target)
    {
        _stage.Write("app/Dockerfile", $"FROM alpine\n{instruction}\n");
        _stage.Write("app/sub/file", "");
        _stage.Link($"app/{link}", target);
        Assert.Contains($"the link {link} to {target} leads out of the context", await _stage.RefusalAsync(new ContextSource.Directory("app")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("COPY . /")]
    [InlineData("COPY sub /")]
    [InlineData("COPY other $DIRECTORY/")]
    [InlineData("COPY inside /")]
    public async Task A_link_that_is_copied_as_a_link_is_kept(string instruction)
    {
        _stage.Write("app/Dockerfile", $"FROM alpine\n{instruction}\n");
        _stage.Write("app/sub/file", "");
        _stage.Link("app/sub/leak", "/etc/passwd");
        _stage.Link("app/inside", "sub/file");
        _ = await _stage.PrepareAsync(new ContextSource.Directory("app"));
    }

    [Fact]
    public async Task The_Dockerfile_and_its_ignore_file_are_small_files_of_the_context()
    {
        var app = new ContextSource.Directory("app");
        _stage.Write("secret", "FROM scratch\n");
        _stage.Write("app/real/Containerfile", "FROM scratch\n");
        _stage.Write("app/directory/file", "");
        _stage.Link("app/out", "../secret");
        _stage.Link("app/in", "real/Containerfile");
        Assert.Equal("the context has no Dockerfile Dockerfile", await _stage.RefusalAsync(app));
        Assert.Equal("the Dockerfile out leads out of the context", await _stage.RefusalAsync(app, Of("out")));
        Assert.Equal("the Dockerfile directory is no file", await _stage.RefusalAsync(app, Of("directory")));
        Assert.StartsWith("the Dockerfile ../secret has '..' in it", await _stage.RefusalAsync(app, Of("../secret")), StringComparison.Ordinal);
        Assert.StartsWith("the Dockerfile /etc/passwd is absolute", await _stage.RefusalAsync(app, Of("/etc/passwd")), StringComparison.Ordinal);
        Assert.EndsWith("/real/Containerfile", (await _stage.PrepareAsync(app, Of("in"))).Dockerfile, StringComparison.Ordinal);

        _stage.Link("app/real/Containerfile.dockerignore", "/etc/passwd");
        Assert.Equal(
            "the ignore file real/Containerfile.dockerignore leads out of the context, by the link real/Containerfile.dockerignore to /etc/passwd", await _stage.RefusalAsync(app, Of("in")));

        static Func<BuildRequest, BuildRequest> Of(string dockerfile) => request => request with { Dockerfile = dockerfile };
    }

    [Fact]
    public async Task A_Dockerfile_of_100_MB_is_refused()
    {
        _stage.Write("app/Dockerfile", "");
        await using (var file = File.OpenWrite(Path.Join(_stage.Contexts, "app/Dockerfile")))
            file.SetLength(100_000_000);
        Assert.Equal(
            "the Dockerfile Dockerfile has 100000000 bytes; more than 1048576 are nothing that a person wrote", await _stage.RefusalAsync(new ContextSource.Directory("app")));
    }

    [Fact]
    public async Task A_named_pipe_does_not_make_anybody_wait()
    {
        _stage.Write("app/Dockerfile", "FROM scratch\n");
        using (var mkfifo = Process.Start("mkfifo", [Path.Join(_stage.Contexts, "app", "pipe")]))
            await mkfifo.WaitForExitAsync();
        Assert.Equal("the context has pipe, which is a device, a named pipe or a socket", await _stage.RefusalAsync(new ContextSource.Directory("app")));
    }

    [Fact]
    public async Task A_version_needs_a_mirror()
    {
        _stage.Write("app/Dockerfile", "FROM scratch\n");
        Assert.StartsWith(
            "a version is made of commit messages", await _stage.RefusalAsync(new ContextSource.Directory("app"), request => request with { Version = VersionMode.Seed }), StringComparison.Ordinal);
    }
}
