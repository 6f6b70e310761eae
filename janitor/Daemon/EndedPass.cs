namespace RegistryJanitor.Daemon;

/// <summary>A pass that ran to its end, for whoever reports it.</summary>
/// <param name="BeganAt">When, UTC.</param>
/// <param name="Took">Until its end, waiting included.</param>
/// <param name="Result">How it ended.</param>
public sealed record EndedPass(DateTimeOffset BeganAt, TimeSpan Took, PassResult Result);
