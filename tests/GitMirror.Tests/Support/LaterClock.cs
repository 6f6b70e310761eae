namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>Time that runs as everywhere, only later.</summary>
internal sealed class LaterClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
