using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Listing;

/// <summary>
/// Keeps the last good list of a forge in a file, and gives it, marked stale, while there is no better one: also to a process that starts while the forge is down.
/// </summary>
/// <param name="source">Asks the forge.</param>
/// <param name="path">The file.</param>
/// <param name="owner">Whose list it is (<see cref="ForgeSettings.Source"/>).</param>
/// <param name="rules">What upstreams may be.</param>
/// <param name="clock">For the moment in the file.</param>
public sealed class LastGoodList(IMirrorSource source, string path, string owner, UrlRules rules, TimeProvider clock) : IMirrorSource
{
    /// <summary>The list that was kept; null: none, or another forge's.</summary>
    public static MirrorListing? Read(string path, string owner, UrlRules rules) => Kept(path, owner)?.Listing(rules);

    /// <inheritdoc />
    public string Name => source.Name;

    /// <inheritdoc />
    public async Task<MirrorListing> ListAsync(CancellationToken cancel)
    {
        try
        {
            return Keep(await source.ListAsync(cancel));
        }
        catch (ListingException failed) when (Kept(path, owner) is { } kept)
        {
            return kept.Listing(rules) with { Stale = new StaleListing(failed.Sentences, kept.ListedAt) };
        }
    }

    private MirrorListing Keep(MirrorListing listing)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WholeFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(ListingRecord.Of(listing, owner, clock.GetUtcNow()), ListingJson.Default.ListingRecord));
            return listing;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The list itself is good.
            return listing with { Notices = [.. listing.Notices, $"the list cannot be kept in {path}, so that a restart while the forge is down would have none: {refused.Message}"] };
        }
    }

    private static ListingRecord? Kept(string path, string owner)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ListingJson.Default.ListingRecord) is { Schema: ListingRecord.Shape } kept && kept.Source.Equals(owner, StringComparison.Ordinal)
                ? kept
                : null;
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
