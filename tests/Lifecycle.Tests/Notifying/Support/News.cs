using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Notifying;
using RegistryJanitor.Lifecycle.Notifying.Messages;

namespace RegistryJanitor.Lifecycle.Tests.Notifying.Support;

/// <summary>Messages and sinks, as tests want them.</summary>
internal static class News
{
    public static NotificationSink Discord { get; } = new NotificationSink.Discord(new Secret(FakeDiscord.Url));

    public static NotificationSink Ntfy { get; } = new NotificationSink.Ntfy(new Uri(FakeNtfy.Server), "images", new SinkLogin.Nobody());

    public static Message Failed(string name = "app", string why = "It ended with exit code 2") => new([new NotifiedEvent.BuildFailed(name, "app-1", why)]);

    public static Message Storm(int count, Func<int, string>? why = null) =>
        new([.. Enumerable.Range(0, count).Select(number => new NotifiedEvent.BuildFailed($"app-{number}", $"app-{number}-1", why?.Invoke(number) ?? "It ended with exit code 2"))]);
}
