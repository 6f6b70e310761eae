using RegistryJanitor.BuildRunner.Engines.Wiping;

namespace RegistryJanitor.BuildRunner.Engines.Kaniko;

/// <summary>The container of kaniko, and what is ours in it.</summary>
public sealed class KanikoContainer
{
    /// <summary>What stays in <c>/kaniko</c>: the executor with its parts, and we with our git. <c>tmp</c> is emptied.</summary>
    private static readonly string[] s_kept =
        ["executor", "warmer", "tini", "build-runner", "runner", "git", ".docker", "ssl", "docker-credential-gcr", "docker-credential-ecr-login", "docker-credential-acr-env", "docker-credential-gitlab"];

    private readonly ContainerWipe _wipe;
    private readonly string? _refusal;
    private readonly Func<CancellationToken, Task> _killOthers;
    private readonly OwnFiles _own;
    private readonly MountedFiles _mounted;

    internal KanikoContainer(ContainerWipe wipe, string? refusal, IReadOnlyList<string> own, Func<CancellationToken, Task> killOthers)
    {
        _wipe = wipe;
        _refusal = refusal;
        _killOthers = killOthers;
        _own = OwnFiles.Remember(own);
        _mounted = wipe.MountedFiles();
    }

    /// <summary>kaniko's own directory.</summary>
    public string Directory => _wipe.Kaniko;

    /// <summary>The container that this process is in. From here on nothing of ours in it may change.</summary>
    public static KanikoContainer OfThisProcess(KanikoSettings settings, TimeProvider clock)
    {
        var wipe = new ContainerWipe(settings.Root, s_kept, ContainerWipe.OwnMounts);
        var isReal = string.Equals(settings.Root, "/", StringComparison.Ordinal);
        return new KanikoContainer(
            wipe,
            wipe.Refusal(ProcessNamespace.IsOurs),
            [.. s_kept.Select(name => Path.Join(wipe.Kaniko, name)), settings.Executor, .. isReal && Environment.ProcessPath is { } self ? [self] : Array.Empty<string>()],
            cancel => isReal ? ProcessNamespace.KillOthersAsync(clock, cancel) : Task.CompletedTask);
    }

    /// <summary>Kills what an earlier build left running, removes what it left lying, and looks whether it changed what is ours.</summary>
    /// <exception cref="UncleanException">This is no container of kaniko, something stayed, or something of ours was changed.</exception>
    public async Task CleanAsync(CancellationToken cancel)
    {
        if (_refusal is not null)
            throw new UncleanException(_refusal);
        await _killOthers(cancel);
        _wipe.Run();
        _mounted.Restore();
        if (_own.Changed() is { Count: > 0 } changed)
            throw new UncleanException($"a build has changed {string.Join(", ", changed)}, so no later build could be trusted; recreate the container (docker compose up --force-recreate), and look who may ask for builds");
    }
}
