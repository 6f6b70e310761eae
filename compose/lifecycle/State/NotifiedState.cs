namespace RegistryJanitor.Lifecycle.State;

/// <summary>What was told to whom: <c>state/notified.json</c> on the volume.</summary>
public sealed record NotifiedState
{
    /// <summary>The shape of this file; a reader takes no other.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Those who were told, or looked for, at least once.</summary>
    public IReadOnlyList<ToldSink> Sinks { get; init; } = [];

    /// <summary>What one knows; null: nobody ever looked for it.</summary>
    public ToldSink? Of(string sink) => Sinks.FirstOrDefault(known => known.Sink.Equals(sink, StringComparison.Ordinal));

    /// <summary>The same with what one knows now.</summary>
    public NotifiedState With(ToldSink told) => this with { Sinks = [.. Sinks.Where(known => !known.Sink.Equals(told.Sink, StringComparison.Ordinal)), told] };
}
