namespace RegistryJanitor.Daemon.Tests;

/// <summary>Tests that change what the whole process has, such as its standard output, run after all others and one by one.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
