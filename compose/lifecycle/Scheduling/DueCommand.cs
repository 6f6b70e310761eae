namespace RegistryJanitor.Lifecycle.Scheduling;

/// <summary>A command whose time has come.</summary>
/// <param name="Command">As the section <c>schedule</c> names it.</param>
/// <param name="Why">In words for people, the end of a sentence.</param>
public sealed record DueCommand(string Command, string Why);
