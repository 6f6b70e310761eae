namespace RegistryJanitor.Lifecycle.State;

/// <summary>Somebody wants an image to be built again. It has come true once a request is younger.</summary>
/// <param name="Image">Its repository with its first tag.</param>
/// <param name="WantedAt">When, UTC.</param>
public sealed record RebuildWish(string Image, DateTimeOffset WantedAt);
