using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>Makes the final tags of a request's templates, and leaves out those that would move backwards.</summary>
/// <exception cref="ContextRefusedException">There is no such tag.</exception>
public delegate Task<IReadOnlyList<string>> TagChoice(BuildRequest request, PreparedContext context, CancellationToken cancel);
