namespace RegistryJanitor.Collection;

/// <summary>Space that comes back later, if nothing names it until then.</summary>
/// <param name="At">When the first pass may collect it, UTC, to the minute.</param>
/// <param name="Blobs">How many blobs.</param>
/// <param name="Bytes">Their length.</param>
public sealed record LaterBytes(DateTimeOffset At, int Blobs, long Bytes);
