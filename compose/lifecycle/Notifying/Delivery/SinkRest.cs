namespace RegistryJanitor.Lifecycle.Notifying.Delivery;

/// <summary>Why a sink is not told for a while.</summary>
internal abstract record SinkRest
{
    private static readonly TimeSpan s_first = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private SinkRest()
    {
    }

    /// <summary>Whether it is over.</summary>
    internal abstract bool IsOver(DateTimeOffset now);

    /// <summary>After looks at which it could not be told.</summary>
    /// <param name="Failures">How many in a row.</param>
    /// <param name="Until">When it is tried again, UTC.</param>
    internal sealed record Waits(int Failures, DateTimeOffset Until) : SinkRest
    {
        internal override bool IsOver(DateTimeOffset now) => now >= Until;
    }

    /// <summary>It refused us: until the file says something else of it, or the process is another.</summary>
    internal sealed record Ends : SinkRest
    {
        internal override bool IsOver(DateTimeOffset now) => false;
    }

    /// <summary>After one more failure: a minute, twice as long each time, an hour at most; later where the sink wants that.</summary>
    internal static Waits After(SinkRest? before, DateTimeOffset? notBefore, DateTimeOffset now)
    {
        var failures = before is Waits waits ? waits.Failures + 1 : 1;
        var pause = TimeSpan.FromTicks(Math.Min(s_longest.Ticks, s_first.Ticks << Math.Min(failures - 1, 10)));
        return new Waits(failures, notBefore > now + pause ? notBefore.Value : now + pause);
    }
}
