namespace RegistryJanitor.Lifecycle.Tests.Pipelines.Support;

/// <summary>A job of <c>.gitlab-ci.yml</c>, with what it has from <c>extends</c>.</summary>
/// <param name="Name">Of the job.</param>
/// <param name="Stage">When it runs.</param>
/// <param name="Needs">Jobs.</param>
/// <param name="Rules">Each as <c>CONDITION</c> or <c>CONDITION: manual</c>.</param>
/// <param name="Variables">Its own; not those of all.</param>
/// <param name="Script">What runs, in one shell: before_script, then script.</param>
/// <param name="Artifacts">Paths that the jobs that need it get.</param>
/// <param name="AllowFailure">As it is written, such as <c>true</c> or <c>1</c> for one exit code; empty: never.</param>
internal sealed record GitLabJob(
    string Name, string Stage, IReadOnlyList<string> Needs, IReadOnlyList<string> Rules, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Script,
    IReadOnlyList<string> Artifacts, string AllowFailure);
