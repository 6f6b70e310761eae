using System.Runtime.Versioning;

// Two at once: every test has processes of its own, and more would measure the machine's patience.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: SupportedOSPlatform("linux")]

namespace RegistryJanitor.Integration.Tests;

/// <summary>Tests that measure time, or that use what there is only once, run after all others and one by one.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
