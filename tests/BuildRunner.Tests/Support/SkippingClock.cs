namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>A clock on which waiting takes no time.</summary>
internal sealed class SkippingClock : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
}
