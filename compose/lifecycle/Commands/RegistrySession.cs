using Microsoft.Extensions.Logging;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Registries;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>The registries, as one run of a command reaches them.</summary>
internal sealed partial class RegistrySession : IDisposable
{
    private readonly HttpClient _http = RegistryHttp.Client();

    private RegistrySession(CommandContext context, RegistrySection registries, RegistryPatience patience, int seed)
    {
        Address = new RegistryAddress(registries);
        Random = new Random(seed);
        Client = new RegistryClient(_http, Address, context.Credentials, patience, context.Clock, Random);
    }

    internal RegistryAddress Address { get; }

    internal RegistryClient Client { get; }

    /// <summary>By which waits are spread.</summary>
    internal Random Random { get; }

    /// <summary>Begins one.</summary>
    /// <param name="context">Who we are, and the time.</param>
    /// <param name="registries">What the file says of them.</param>
    /// <param name="log">Told the seed.</param>
    /// <param name="patience">How long and how often the same is asked; null: as programs do.</param>
    internal static RegistrySession Begin(CommandContext context, RegistrySection registries, ILogger log, RegistryPatience? patience = null)
    {
        var seed = unchecked((int)context.Clock.GetUtcNow().Ticks);
        Log.Seed(log, seed);
        return new RegistrySession(context, registries, patience ?? RegistryPatience.Default, seed);
    }

    public void Dispose() => _http.Dispose();

    private static partial class Log
    {
        [LoggerMessage(5105, LogLevel.Debug, "Waits are spread from seed {Seed}.")]
        public static partial void Seed(ILogger log, int seed);
    }
}
