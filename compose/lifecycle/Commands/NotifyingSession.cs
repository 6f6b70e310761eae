using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Notifying;
using RegistryJanitor.Lifecycle.Notifying.Delivery;
using RegistryJanitor.Lifecycle.Notifying.Messages;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.Status.Gathering;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>What sees how everything is, and tells people, for as long as a command runs.</summary>
internal sealed class NotifyingSession : IDisposable
{
    private static readonly TimeSpan s_janitor = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = RegistryHttp.Client();
    private readonly JanitorSource _janitor;
    private readonly StatusGathering _gathering;
    private readonly SinkDelivery _delivery;
    private readonly string _dataDirectory;

    internal NotifyingSession(CommandContext context)
    {
        _dataDirectory = context.Settings.DataDirectory;
        _janitor = new JanitorSource(context.Settings.JanitorAddress, s_janitor, context.Clock);
        _gathering = new StatusGathering(context.Settings, context.Version, _janitor.AskAsync, context.Clock);
        _delivery = new SinkDelivery(_http, context.Version, new DeliveryLimits(), context.Clock);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        _janitor.Dispose();
    }

    /// <summary>How everything is.</summary>
    /// <exception cref="IOException">A record cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal Task<Sighting> SeeAsync(LifecycleFile file, CancellationToken stop) => Sighting.GatherAsync(file, _gathering, _dataDirectory, stop);

    /// <summary>Tells one sink.</summary>
    internal Task<Delivered> DeliverAsync(NotificationSink sink, Message message, CancellationToken stop) => _delivery.DeliverAsync(sink, message, stop);
}
