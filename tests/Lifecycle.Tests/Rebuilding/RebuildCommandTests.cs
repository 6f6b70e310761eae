using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Tests.Support;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Commands;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Rebuilding;
using RegistryJanitor.Lifecycle.Rebuilding.Looking;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Tests.Registries;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Rebuilding;

/// <summary>The command and the daemon's looks on real mirrors and templates, with registries that answer and a runner that the test plays.</summary>
public sealed class RebuildCommandTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly FakeRegistries _registries = new();
    private readonly LifecycleFile _file;
    private string _out = "";
    private string _err = "";

    public RebuildCommandTests()
    {
        foreach (var (name, dockerfile) in ((string, string)[])[("base", "FROM alpine:3\n"), ("left", "FROM base.example.com/base\n"), ("right", "FROM registry:5000/base:latest\n"), ("leaf", "FROM registry:5000/left AS l\nFROM registry:5000/right\nCOPY --from=l / /\n")])
            new UpstreamRepository(_folder[$"mirrors/{name}.git"]).Write("main", ("Dockerfile", dockerfile));
        Directory.CreateDirectory(_folder["images/tool"]);
        File.WriteAllText(_folder["images/tool/Dockerfile.tmpl"], "FROM {{.Image}}@{{.MirrorDigest}}\nCOPY --from=registry:5000/left / /\n");
        foreach (var image in (string[])["alpine:3", "registry:5000/base:latest", "registry:5000/left:latest", "registry:5000/right:latest", "registry:5000/leaf:latest"])
            _registries.Put(image, "\"first\"");
        var reading = LifecycleFileReader.Parse(_folder["lifecycle.yaml"], """
            registry: { own_registries: [registry:5000, base.example.com] }
            build: { core_version: 1.0.0, registry: 'registry:5000', tag_format: '{{.Version}}' }
            rebuild: { settle_secs: 0, cooldown_secs: 0 }
            images: [{ name: tool, folder: images/tool, type: core, mirror_image: 'registry:5000/base', mirror_tag: latest, version: 1.0.0 }]
            builds:
              - { name: base, mirror: base, image: 'registry:5000/base' }
              - { name: left, mirror: left, image: 'registry:5000/left' }
              - { name: right, mirror: right, image: 'registry:5000/right' }
              - { name: leaf, mirror: leaf, image: 'registry:5000/leaf' }
            """, Given.Environment);
        Assert.Empty(reading.Mistakes);
        _file = reading.File;
    }

    public void Dispose()
    {
        _folder.Dispose();
        _registries.Dispose();
    }

    [Fact]
    public async Task A_dry_run_tells_waves_and_writes_nothing()
    {
        Assert.Equal(ExitCode.Success, await RunAsync("registry:5000/base:latest", "--dry-run"));
        Assert.Equal("wave 1: left\nwave 1: right\nwave 2: tool\n", _out);
        Assert.Equal(ExitCode.Success, await RunAsync("--dry-run", "--recurse", "base.example.com/base"));
        Assert.Equal("wave 1: left\nwave 1: right\nwave 2: leaf\nwave 2: tool\n", _out);
        Assert.Equal(ExitCode.Success, await RunAsync("alpine:3", "--dry-run", "--recurse", "--match=EA"));
        Assert.Equal("wave 1: leaf\n", _out);
        Assert.Equal(ExitCode.Success, await RunAsync("busybox"));
        Assert.Equal(("", $"lifecycle: nothing of {_folder["lifecycle.yaml"]} that could be built again is built from docker.io/library/busybox\n"), (_out, _err));
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public async Task A_wish_is_written_down_and_the_daemons_looks_make_it_true_wave_by_wave()
    {
        var rebuilds = Rebuilds();
        await BuildAllAsync();

        Assert.Equal(ExitCode.Success, await RunAsync("registry:5000/base", "--recurse"));
        Assert.Equal("left\nright\nleaf\ntool\n", _out);
        Assert.Empty(Requests());
        Assert.Equal(["left", "right"], await LookAsync(rebuilds));
        EndAll("second");
        Assert.Equal(["leaf", "tool"], await LookAsync(rebuilds));
        EndAll("second");
        Assert.Empty(await LookAsync(rebuilds));
    }

    [Fact]
    public async Task A_base_that_moves_is_followed_by_both_kinds_of_images_with_what_it_is_in_their_labels()
    {
        var rebuilds = Rebuilds();
        await BuildAllAsync();
        Assert.Empty(await LookAsync(rebuilds));
        var heads = _registries.Requests.Count;
        Assert.Empty(await LookAsync(rebuilds));
        // Three bases of ours, each once; the mirrors and the template are not read again.
        Assert.Equal(3, _registries.Requests.Count - heads);
        var moved = _registries.Put("registry:5000/base:latest", "\"moved\"");

        Assert.Equal(["left", "right"], await LookAsync(rebuilds));
        using (var request = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder[$"queue/requests/{Requests().First(id => id.StartsWith("left-", StringComparison.Ordinal))}.json"])))
        {
            var labels = request.RootElement.GetProperty("labels");
            Assert.Equal(("base.example.com/base:latest", $"{moved}"), (labels.GetProperty(ImageLabels.BaseName).GetString(), labels.GetProperty(ImageLabels.BaseDigest).GetString()));
            Assert.StartsWith("lifecycle: its base registry:5000/base:latest moved from ", request.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
        }

        EndAll("moved");
        Assert.Equal(["leaf", "tool"], await LookAsync(rebuilds));
        EndAll("moved");
        Assert.Empty(await LookAsync(rebuilds));

        // Of the template, what it copies from counts as well, although its fingerprint does not know of it.
        _registries.Put("registry:5000/left:latest", "\"third\"");
        Assert.Equal(["leaf", "tool"], await LookAsync(rebuilds));
    }

    [Fact]
    public async Task Who_waits_is_told_what_failed_and_what_stands_on_it_was_not_built()
    {
        await BuildAllAsync();
        using var stop = new CancellationTokenSource();
        var runner = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                EndAll("second", name => name is "left" ? "failed" : "succeeded");
                await Task.Delay(10);
            }
        });

        Assert.Equal(ExitCode.Failed, await RunAsync("registry:5000/base", "--recurse", "--wait"));
        await stop.CancelAsync();
        await runner;

        Assert.Contains("lifecycle: left was not built: left-", _err, StringComparison.Ordinal);
        Assert.Contains("lifecycle: leaf is not built, for registry:5000/left:latest, on which it stands, was not (left-", _err, StringComparison.Ordinal);
        Assert.DoesNotContain("lifecycle: right ", _err, StringComparison.Ordinal);
        Assert.Empty(RebuildStateFile.Read(_folder["data"]).Wishes);
    }

    [Theory]
    [InlineData("rebuild wants to know which image moved; write lifecycle rebuild IMAGE [--recurse] [--match WORD] [--dry-run] [--wait] [--registry NAME]")]
    [InlineData("--url is for pipelines of a forge, and this version triggers none; leave it out, and the images of lifecycle.yaml are asked for in build-runner's queue", "--url=https://my.gitlab", "a")]
    [InlineData("--token is for pipelines of a forge, and this version triggers none; leave it out, and the images of lifecycle.yaml are asked for in build-runner's queue", "--token", "secret")]
    [InlineData("--registry: 'a b' is no registry; write its host, with its port where it has one, such as registry.example.com", "--registry", "a b", "c")]
    [InlineData("'Upper' has upper-case letters, which no registry takes; write lower case", "Upper")]
    [InlineData("rebuild takes no 'b' here; write lifecycle rebuild IMAGE [--recurse] [--match WORD] [--dry-run] [--wait] [--registry NAME]", "a", "b")]
    [InlineData("rebuild takes no '--match' here; write lifecycle rebuild IMAGE [--recurse] [--match WORD] [--dry-run] [--wait] [--registry NAME]", "a", "--match")]
    [InlineData(null, "--registry=r.example.com", "--match", "x", "a", "--wait", "--recurse", "--dry-run")]
    public void Words_are_understood_or_refused(string? mistake, params string[] words) => Assert.Equal(mistake, RebuildWords.Read(words).Mistake);

    private CommandContext Context(TextWriter output, TextWriter error) => new(
        new LifecycleSettings { Configuration = _folder["lifecycle.yaml"], DataDirectory = _folder["data"], MirrorsDirectory = _folder["mirrors"], BuildDirectory = _folder["queue"], Interval = TimeSpan.FromMilliseconds(20) },
        _file, CredentialBook.Empty, TimeProvider.System, NullLoggerFactory.Instance)
    { Output = output, Error = error };

    private async Task<ExitCode> RunAsync(params string[] words)
    {
        var (asked, mistake) = RebuildWords.Read(words);
        Assert.Null(mistake);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await RebuildCommand.RunAsync(Context(output, error), asked!, _registries.Client(), new Random(1));
        (_out, _err) = (output.ToString(), error.ToString());
        return code;
    }

    private Rebuilds Rebuilds() => new(Context(TextWriter.Null, TextWriter.Null).Settings, TimeProvider.System, new Random(1));

    /// <summary>Everything was built once, from what is there.</summary>
    private async Task BuildAllAsync()
    {
        var context = Context(TextWriter.Null, TextWriter.Null);
        await BuildsCommand.Look(context, new BaseImages(_registries.Client()).DigestAsync).RunAsync(_file.Builds, isDry: false, forced: null, CancellationToken.None);
        var (asked, _) = BuildWords.Read([]);
        Assert.Equal(ExitCode.Success, await BuildCommand.RunAsync(context, asked, _registries.Client(), created: null));
        EndAll("first");
    }

    /// <summary>A look of the daemon; what it asked for, in order.</summary>
    private async Task<IReadOnlyList<string>> LookAsync(Rebuilds rebuilds)
    {
        var context = Context(TextWriter.Null, TextWriter.Null);
        var heads = await BuildsCommand.Look(context).RunAsync(_file.Builds, isDry: true, forced: null, CancellationToken.None);
        var found = await rebuilds.LookAsync(context, heads, _registries.Client());
        Assert.DoesNotContain(found, one => one.IsTrouble || one.Decision is RebuildDecision.Unknown);
        return [.. found.Where(one => one.HasAsked).Select(one => one.Image.Name)];
    }

    private IReadOnlyList<string> Requests() => Directory.Exists(_folder["queue/requests"]) ? [.. Directory.GetFiles(_folder["queue/requests"]).Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => name[0] is not '.')] : [];

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Within a directory of this test.")]
    private void EndAll(string content, Func<string, string>? status = null)
    {
        Directory.CreateDirectory(_folder["queue/results"]);
        foreach (var id in Requests())
        {
            var name = id[..id.IndexOf('-', StringComparison.Ordinal)];
            var how = status?.Invoke(name) ?? "succeeded";
            if (how is "succeeded" && name is not "tool")
                _registries.Put($"registry:5000/{name}:latest", $"\"{(name is "base" ? "first" : content)}\"");
            File.WriteAllText(_folder[$"queue/results/{id}.json"], $$"""{"schema": 1, "status": "{{how}}"}""");
            File.Delete(_folder[$"queue/requests/{id}.json"]);
        }
    }
}
