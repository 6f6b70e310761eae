namespace RegistryJanitor.Retention;

/// <summary>Too little space.</summary>
/// <param name="Bytes">What has to be given back, more than 0.</param>
/// <param name="Why">In words for people: <c>4% of the file system is free, 15% wanted</c>.</param>
/// <param name="IsOurs">The store takes at least that much; otherwise something else fills the disk, and no tag could mend it.</param>
public sealed record Shortage(long Bytes, string Why, bool IsOurs);
