using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;

namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>Everything that an engine is told: a request with its context prepared and its templates filled in.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="ContextDirectory">Absolute.</param>
/// <param name="Dockerfile">Absolute.</param>
/// <param name="Facts">What that Dockerfile asks of an engine.</param>
/// <param name="Tags">Final, in the order in which they are pushed.</param>
/// <param name="Labels">Final: the request's and ours.</param>
/// <param name="WorkDirectory">Absolute, for files of this build alone; removed after it.</param>
/// <param name="CredentialsDirectory">Holds a docker <c>config.json</c> of mode 0600; null: no credentials.</param>
/// <param name="PlainHttp">Whether the registry of the image speaks http.</param>
public sealed record BuildJob(
    BuildRequest Request,
    string ContextDirectory,
    string Dockerfile,
    DockerfileFacts Facts,
    IReadOnlyList<string> Tags,
    IReadOnlyDictionary<string, string> Labels,
    string WorkDirectory,
    string? CredentialsDirectory,
    bool PlainHttp);
