using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>Makes the final tags of a request's templates, and leaves out those that would move backwards.</summary>
/// <param name="request">Has the templates.</param>
/// <param name="context">Has version and commit.</param>
/// <param name="credentialsDirectory">Holds a docker <c>config.json</c>; null: no credentials.</param>
/// <param name="cancel">Ends it.</param>
/// <exception cref="ContextRefusedException">There is no such tag.</exception>
/// <exception cref="TagsUnreadException">Nobody knows which of them would move backwards.</exception>
public delegate Task<IReadOnlyList<string>> TagChoice(BuildRequest request, PreparedContext context, string? credentialsDirectory, CancellationToken cancel);
