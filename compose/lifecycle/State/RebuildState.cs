namespace RegistryJanitor.Lifecycle.State;

/// <summary>What <c>lifecycle rebuild</c> was asked for: <c>state/rebuilds.json</c> on the volume. Commands alone write it, and the daemon reads it.</summary>
public sealed record RebuildState
{
    private const int Most = 10_000;

    /// <summary>The shape of this file; a reader takes no other.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The youngest of each image.</summary>
    public IReadOnlyList<RebuildWish> Wishes { get; init; } = [];

    /// <summary>When an image was wanted last, UTC; null: never.</summary>
    public DateTimeOffset? Of(string image) => Wishes.FirstOrDefault(wish => wish.Image.Equals(image, StringComparison.Ordinal))?.WantedAt;

    /// <summary>The same with images that are wanted now.</summary>
    public RebuildState With(IReadOnlyCollection<string> images, DateTimeOffset now) =>
        this with { Wishes = [.. Without(images).Wishes.Concat(images.Select(image => new RebuildWish(image, now))).TakeLast(Most)] };

    /// <summary>The same without wishes for some images.</summary>
    public RebuildState Without(IReadOnlyCollection<string> images) => this with { Wishes = [.. Wishes.Where(wish => !images.Contains(wish.Image, StringComparer.Ordinal))] };
}
