namespace RegistryJanitor.Lifecycle.Notifying;

/// <summary>
/// What is to be said of a wave of rebuilt images. Whoever makes waves gives the newest of them with <see cref="Sighting.Waves"/>, from what it remembers on disk; each
/// <paramref name="State"/> of one is told once.
/// </summary>
/// <param name="Id">Tells it from other waves, for good.</param>
/// <param name="State">Where it is, in a word: another word is news.</param>
/// <param name="Gravity">How much that matters.</param>
/// <param name="Headline">That in a few words.</param>
/// <param name="Detail">More of it; empty: there is no more.</param>
public sealed record WaveNews(string Id, string State, Gravity Gravity, string Headline, string Detail);
