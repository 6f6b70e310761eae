using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Forges;

namespace RegistryJanitor.GitMirror.Auditing;

/// <summary>What a forge can be asked about its projects; only questions, no changes.</summary>
/// <param name="client">Asks.</param>
public abstract class ForgeAudit(ForgeClient client)
{
    /// <summary>Asks.</summary>
    protected ForgeClient Client { get; } = client;

    /// <summary>The audit of a forge.</summary>
    public static ForgeAudit Of(Forge forge, ForgeSettings settings, TimeProvider clock) => forge switch
    {
        GitLab gitLab => new GitLabAudit(gitLab, settings, clock),
        GitHub gitHub => new GitHubAudit(gitHub),
        Gitea gitea => new GiteaAudit(gitea),
        _ => throw new ArgumentException("a forge without an audit", nameof(forge)),
    };

    /// <summary>What concerns every project.</summary>
    /// <exception cref="MirrorException">The forge cannot be asked.</exception>
    public virtual Task<IReadOnlyList<Finding>> TokenAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<Finding>>([]);

    /// <summary>What concerns one.</summary>
    /// <exception cref="MirrorException">The forge cannot be asked.</exception>
    public abstract Task<IReadOnlyList<Finding>> ProjectAsync(ForgeProject project, CancellationToken cancel);
}
