using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>A server with upstream repositories, and a git-mirror that mirrors them.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("git-mirror-tests-").FullName;

    public Stage() => Server = new GitServer(Directory.CreateDirectory(Path.Join(_root, "upstream")).FullName);

    public GitServer Server { get; }

    public KeptLog<MirrorPass> Log { get; } = new();

    public List<string> List { get; } = [];

    public GitLimits Limits { get; set; } = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30));

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public string GitExecutable { get; set; } = "git";

    public bool AllowPrivate { get; set; } = true;

    /// <summary>For whatever else a test writes.</summary>
    public string Folder => _root;

    public MirrorLayout Layout => new(Path.Join(_root, "data"));

    /// <summary>What a test changes of the settings.</summary>
    public Func<MirrorSettings, MirrorSettings> With { get; set; } = settings => settings;

    public MirrorSettings Settings => With(new MirrorSettings
    {
        DataDirectory = Layout.DataDirectory,
        List = Path.Join(_root, "mirrors.yaml"),
        Rules = new UrlRules(true, AllowPrivate),
        Limits = Limits,
        GitExecutable = GitExecutable,
        LogLevel = LogLevel.Debug,
    });

    /// <summary>The API of the destinations.</summary>
    public IForge? Forge { get; set; }

    /// <summary>An upstream with one commit on main, and its place in the list.</summary>
    public UpstreamRepository Upstream(string name = "app")
    {
        List.Add($"{{ name: {name}, upstream: '{Server.Url($"{name}.git")}' }}");
        return new UpstreamRepository(Path.Join(_root, "upstream", $"{name}.git"));
    }

    /// <summary>The same, and an empty repository that it is pushed to.</summary>
    public (UpstreamRepository Upstream, DestinationRepository Destination) Pushed(string name = "app")
    {
        List.Add($"{{ name: {name}, upstream: '{Server.Url($"{name}.git")}', destination: '{Server.Url($"to/{name}.git")}' }}");
        return (new UpstreamRepository(Path.Join(_root, "upstream", $"{name}.git")), new DestinationRepository(Path.Join(_root, "upstream", "to", $"{name}.git")));
    }

    public async Task<PassResult> PassAsync(bool once = true, string? accept = null, CancellationToken stop = default)
    {
        await File.WriteAllTextAsync(Settings.List, $"mirrors: [{string.Join(", ", List)}]", stop);
        Server.Requests.Clear();
        return await new MirrorPass(Settings, new ListFile(Settings.List, Settings.Rules), Forge, once, accept, Clock, Log).RunAsync(stop);
    }

    public string Repository(string name = "app") => Layout.Repository(new MirrorName(name));

    /// <summary>Runs git in a mirror.</summary>
    public string Git(params string[] arguments) => UpstreamRepository.In(Repository(), arguments);

    /// <summary>Branches and tags of the mirror with their objects, and HEAD.</summary>
    public string Refs() => $"{Git("symbolic-ref", "HEAD")}\n{Git("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/tags")}";

    /// <summary>The objects under <c>refs/kept</c> with the branch or tag that had them.</summary>
    public string[] Kept() => [.. Git("for-each-ref", "--format=%(objectname) %(refname:lstrip=3)", "refs/kept").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public MirrorState State(string name = "app") => StateFile.Read(Layout.State(new MirrorName(name)))!;

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A directory that this object made.")]
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }
}
