using RegistryJanitor.Daemon;

namespace RegistryJanitor.Tests.Properties;

/// <summary>Whoever passes over a random store.</summary>
internal interface IPasses : IDisposable
{
    /// <summary>The time of the next pass.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Why the last pass may say that it failed though nothing is damaged; null when it may not.</summary>
    string? Excuse { get; }

    /// <summary>One pass; the clock moves on afterwards.</summary>
    Task<PassResult> PassAsync(int keepLast, TimeSpan grace);

    /// <summary>Whether liveness may be asked of it, after a pass, for something that <see cref="Oracles.Oracle.MustGo"/> names so.</summary>
    bool Takes(string what);
}
