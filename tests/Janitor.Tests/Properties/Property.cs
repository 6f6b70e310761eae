using RegistryJanitor.Tests.Properties.Stores;

namespace RegistryJanitor.Tests.Properties;

/// <summary>What must be true of every random store.</summary>
/// <param name="random">The store.</param>
/// <param name="census">Where to count what it had in it.</param>
/// <returns>What is not true, a sentence each; empty when all is.</returns>
internal delegate Task<IReadOnlyList<string>> Property(RandomStore random, Census census);
