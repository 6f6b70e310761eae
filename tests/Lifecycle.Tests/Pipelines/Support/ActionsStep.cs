namespace RegistryJanitor.Lifecycle.Tests.Pipelines.Support;

/// <summary>A step of a workflow; what it does not have is empty.</summary>
/// <param name="Name">For people.</param>
/// <param name="If">When it runs.</param>
/// <param name="Uses">An action with its version.</param>
/// <param name="Run">A script.</param>
/// <param name="Environment">Its own.</param>
internal sealed record ActionsStep(string Name, string If, string Uses, string Run, IReadOnlyDictionary<string, string> Environment);
