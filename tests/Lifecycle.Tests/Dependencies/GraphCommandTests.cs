using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Tests.Support;
using RegistryJanitor.Lifecycle.Commands;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.Tests.Registries;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Dependencies;

/// <summary>The command on real mirrors, real templates and registries that answer.</summary>
public sealed class GraphCommandTests : IDisposable
{
    private const string Alpine = "{ name: alpine, folder: images/alpine, type: core, mirror_image: 'registry:5000/mirrors/alpine', mirror_tag: 3.21.3, version: 3.21.3 }";

    private readonly Folder _folder = new();
    private readonly FakeRegistries _registries = new();
    private string _out = "";

    public void Dispose()
    {
        _folder.Dispose();
        _registries.Dispose();
    }

    [Fact]
    public async Task Images_of_templates_and_of_mirrors_are_one_graph_with_the_aliases_of_one_registry()
    {
        _registries.Put("registry:5000/mirrors/alpine:3.21.3");
        Write("images/alpine/Dockerfile.tmpl", "FROM {{.Image}}\nCOPY --from=busybox:1 /bin/busybox /\n");
        Mirror("tool").Write("main", ("docker/Dockerfile", "ARG BASE=none\nFROM $BASE AS build\nFROM unneeded\nFROM scratch AS last\nCOPY --from=build / /\n"), ("Dockerfile", "FROM other\n"));
        Mirror("app").Write("main", ("Dockerfile", $"FROM images.example.com/mirrors/tool:v1.0.0\nCOPY --from=alpine@sha256:{new string('0', 64)} / /\n"));
        var file = File($$"""
            registry: { own_registries: [registry:5000, images.example.com] }
            build: { core_version: 1.0.0, registry: 'registry:5000/bases' }
            images: [{{Alpine}}]
            builds:
              - { name: app, mirror: app, image: 'registry:5000/mirrors/app' }
              - { name: tool, mirror: tool, image: 'registry:5000/mirrors/tool', tags: ['v{version}'], version: conventional, dockerfile: docker/Dockerfile, target: last, args: { BASE: 'images.example.com/bases/alpine:3.21.3-core1.0.0' } }
            """);

        Assert.Equal(ExitCode.Success, await RunAsync(file));
        Assert.Equal(
            $$"""
            IMAGE  BUILT FROM  KIND  WAVE
            registry:5000/bases/alpine:3.21.3-core1.0.0  registry:5000/mirrors/alpine:3.21.3  from  1
            registry:5000/bases/alpine:3.21.3-core1.0.0  docker.io/library/busybox:1  copy  1
            registry:5000/mirrors/tool:v{version}  images.example.com/bases/alpine:3.21.3-core1.0.0  from  2
            registry:5000/mirrors/app:latest  images.example.com/mirrors/tool:v1.0.0  from  3
            registry:5000/mirrors/app:latest  docker.io/library/alpine@sha256:{{new string('0', 64)}}  copy, pinned  3

            NO ENTRY BUILDS  BUILT FROM  KIND
            tool:Dockerfile  docker.io/library/other:latest  from

            """,
            Narrow(_out));

        Assert.Equal(ExitCode.Success, await RunAsync(file, "--json", "--match", "tool"));
        using var document = JsonDocument.Parse(_out);
        var image = Assert.Single(document.RootElement.GetProperty("images").EnumerateArray().ToList());
        Assert.Equal(("tool", 1, true), (image.GetProperty("name").GetString(), image.GetProperty("wave").GetInt32(), image.GetProperty("known").GetBoolean()));
        Assert.Equal(("tool", "Dockerfile"), Assert.Single(document.RootElement.GetProperty("others").EnumerateArray().Select(other => (other.GetProperty("mirror").GetString()!, other.GetProperty("path").GetString()!))));

        Assert.Equal(ExitCode.Success, await RunAsync(file, "--json"));
        using var whole = JsonDocument.Parse(_out);
        Lists.Same(
            ["", "", "registry:5000/bases/alpine:3.21.3-core1.0.0", "registry:5000/mirrors/tool:v{version}", ""],
            whole.RootElement.GetProperty("images").EnumerateArray().SelectMany(one => one.GetProperty("built_from").EnumerateArray()).Select(use => string.Join(' ', use.GetProperty("built_here").EnumerateArray().Select(here => here.GetString()))));
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_beside_the_graph_and_its_row_says_unknown()
    {
        Write("images/alpine/Dockerfile.tmpl", "FROM {{.Image}}\n");
        Mirror("bad").Write("main", ("Dockerfile", "FROM a b\nFROM $X\n"), ("big", new string('x', 1024 * 1024 + 1)), ("x/Dockerfile", "RUN <<E\n"));
        Mirror("odd").Write("main", ("Dockerfile", "FROM Upper\nFROM good\nCOPY --from=0 / /\n"));
        var file = File($$"""
            build: { core_version: 1.0.0, registry: 'registry:5000/bases' }
            images: [{{Alpine}}]
            builds:
              - { name: bad, mirror: bad, image: 'registry:5000/bad' }
              - { name: big, mirror: bad, image: 'registry:5000/big', dockerfile: big }
              - { name: gone, mirror: bad, image: 'registry:5000/gone', path: x, dockerfile: gone }
              - { name: odd, mirror: odd, image: 'registry:5000/odd' }
              - { name: later, mirror: later, image: 'registry:5000/later' }
            """);

        Assert.Equal(ExitCode.Failed, await RunAsync(file));
        Assert.Equal(
            $$"""
            IMAGE  BUILT FROM  KIND  WAVE
            registry:5000/bad:latest  unknown  -  1
            registry:5000/bases/alpine:{tag}  registry:5000/mirrors/alpine:3.21.3  from  1
            registry:5000/big:latest  unknown  -  1
            registry:5000/gone:latest  unknown  -  1
            registry:5000/later:latest  unknown  -  1
            registry:5000/odd:latest  docker.io/library/good:latest  from  1

            bad (bad:Dockerfile): line 1 of the Dockerfile (FROM) is neither 'FROM image' nor 'FROM image AS name'.
            bad (bad:Dockerfile): line 2 of the Dockerfile (FROM) names an image that is empty once its variables are put in: $X.
            alpine (images/alpine): registry:5000 has no registry:5000/mirrors/alpine:3.21.3, from which it is built; correct mirror_tag, or run lifecycle sync if that copies it.
            big (bad:big): big has 1048577 bytes, and 1048576 are read.
            gone (bad:x/gone): x/gone is not there.
            later (later:Dockerfile): there is no mirror later in {{_folder["mirrors"]}} yet; git-mirror makes it in its first pass, if mirrors.yaml has it.
            odd (odd:Dockerfile): line 1 of the Dockerfile names 'Upper', which has upper-case letters, which no registry takes; write lower case.

            NO ENTRY BUILDS  BUILT FROM  KIND
            bad:x/Dockerfile  unknown  -

            """,
            Narrow(_out));
    }

    [Fact]
    public async Task A_circle_is_told_and_fails()
    {
        Mirror("a").Write("main", ("Dockerfile", "FROM registry:5000/b\n"));
        Mirror("b").Write("main", ("Dockerfile", "FROM registry:5000/a:latest\n"));

        Assert.Equal(ExitCode.Failed, await RunAsync(File("builds: [{ name: a, mirror: a, image: 'registry:5000/a' }, { name: b, mirror: b, image: 'registry:5000/b' }]")));

        Assert.Contains("registry:5000/a:latest is the base of registry:5000/b:latest, which is the base of registry:5000/a:latest: none of them can be built after its base.", _out, StringComparison.Ordinal);
        Assert.Contains("registry:5000/a:latest  registry:5000/b:latest  from  -", Narrow(_out), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dockerfiles_are_found_by_their_names_and_links_are_followed()
    {
        var mirror = Mirror("many");
        mirror.Write(
            "main", ("Dockerfile", "FROM a\n"), ("sub dir/Containerfile", "FROM b\n"), ("é/app.Dockerfile", "FROM c\n"), ("Dockerfile.dev", "FROM d\n"), ("Dockerfile.dockerignore", "x\n"),
            ("dockerfile", "FROM no\n"), ("docs/Dockerfile.md.txt/readme", "FROM no\n"), ("NotDockerfile", "FROM no\n"));
        UpstreamRepository.With(
            mirror.Path,
            $"commit refs/heads/main\ncommitter A person <person@example.org> 1700000000 +0000\ndata 0\nfrom {mirror.Git("rev-parse", "main")}\n{Link("x/Dockerfile", "../Dockerfile.dev")}{Link("y/Dockerfile", "../../outside")}{Link("z/Dockerfile", "nowhere")}{Link("loop/Dockerfile", "Dockerfile")}{Link("w/Dockerfile", "../sub dir")}\n",
            "fast-import", "--quiet");

        Assert.Equal(ExitCode.Success, await RunAsync(File("builds: []")));

        Assert.Equal(
            [
                "IMAGE  BUILT FROM  KIND  WAVE", "", "NO ENTRY BUILDS  BUILT FROM  KIND", "many:Dockerfile  docker.io/library/a:latest  from", "many:Dockerfile.dev  docker.io/library/d:latest  from",
                "many:loop/Dockerfile  unknown  -", "many:sub dir/Containerfile  docker.io/library/b:latest  from", "many:w/Dockerfile  unknown  -", "many:x/Dockerfile  docker.io/library/d:latest  from",
                "many:y/Dockerfile  unknown  -", "many:z/Dockerfile  unknown  -", "many:é/app.Dockerfile  docker.io/library/c:latest  from", "",
            ],
            Narrow(_out).Split('\n'));
    }

    [Theory]
    [InlineData("graph takes no '--all' alone; write lifecycle graph [--json] [--match WORD]", "--all")]
    [InlineData("graph takes no '--match' alone; write lifecycle graph [--json] [--match WORD]", "--json", "--match")]
    [InlineData("graph takes no '--match=' alone; write lifecycle graph [--json] [--match WORD]", "--match=")]
    [InlineData(null, "--match=x", "--json")]
    public void Words_are_understood_or_refused(string? mistake, params string[] words) => Assert.Equal(mistake, GraphCommandWords.Read(words).Mistake);

    private static string Link(string path, string to) => $"M 120000 inline {path}\ndata {to.Length}\n{to}\n";

    /// <summary>The columns of a table, two blanks apart.</summary>
    private static string Narrow(string table) => string.Join('\n', table.Split('\n').Select(line => string.Join("  ", line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))));

    private static LifecycleFile Parsed(string location, string yaml)
    {
        var reading = LifecycleFileReader.Parse(location, yaml, Given.Environment);
        Assert.Empty(reading.Mistakes);
        return reading.File;
    }

    private LifecycleFile File(string yaml) => Parsed(_folder["lifecycle.yaml"], yaml);

    private UpstreamRepository Mirror(string name) => new(_folder[$"mirrors/{name}.git"]);

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        _folder.File(path, content);
    }

    private async Task<ExitCode> RunAsync(LifecycleFile file, params string[] words)
    {
        var (asked, mistake) = GraphCommandWords.Read(words);
        Assert.Null(mistake);
        var settings = new LifecycleSettings { Configuration = _folder["lifecycle.yaml"], DataDirectory = _folder["data"], MirrorsDirectory = _folder["mirrors"] };
        using var output = new StringWriter();
        var code = await GraphCommand.RunAsync(new CommandContext(settings, file, CredentialBook.Empty, TimeProvider.System, NullLoggerFactory.Instance) { Output = output }, asked, _registries.Client());
        _out = output.ToString();
        return code;
    }
}
