using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Credentials;

/// <summary>What GitLab gives each job for its own registry: <c>CI_JOB_TOKEN</c>, for <c>CI_REGISTRY</c> and no other.</summary>
/// <param name="ours">Its registry; null: there is no job.</param>
/// <param name="credential">Who the job is.</param>
internal sealed class JobToken(string? ours, RegistryCredential? credential) : ICredentialSource
{
    public IEnumerable<RegistryCredential> All => credential is null ? [] : [credential];

    public RegistryCredential? For(string registry) => registry.Equals(ours, StringComparison.Ordinal) ? credential : null;

    /// <summary>Of the job that this process is part of.</summary>
    internal static JobToken Of(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("CI_REGISTRY") is { Length: > 0 } registry && environment.GetValueOrDefault("CI_JOB_TOKEN") is { Length: > 0 } token
            ? new JobToken(RegistryHost.Canonical(registry), new RegistryCredential("gitlab-ci-token", token, CredentialKind.Password, "CI_JOB_TOKEN"))
            : new JobToken(null, null);
}
