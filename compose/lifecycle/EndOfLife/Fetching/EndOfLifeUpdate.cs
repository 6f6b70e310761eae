using System.Security.Cryptography;
using System.Text;
using RegistryJanitor.Lifecycle.EndOfLife.Data;
using RegistryJanitor.Lifecycle.EndOfLife.Site;

namespace RegistryJanitor.Lifecycle.EndOfLife.Fetching;

/// <summary>
/// Renews the data file, product by product:
/// 1. what was fetched within a day, and nobody asks for now, stays;
/// 2. the others are asked for, a few at once, each alone: one that fails keeps what the data file has, and stops no other;
/// 3. the data file is replaced as a whole, if a byte of it is other;
/// 4. after it the record of versions and times, so that a process killed between them asks once more than it need.
/// </summary>
/// <param name="site">Who is asked.</param>
/// <param name="address">Its address: whose versions are remembered.</param>
/// <param name="limits">How many at once.</param>
/// <param name="clock">For times.</param>
public sealed class EndOfLifeUpdate(EndOfLifeSite site, Uri address, SiteLimits limits, TimeProvider clock)
{
    // Less than a day, or a daily run that begins a second earlier than yesterday's would do nothing.
    private static readonly TimeSpan s_recent = TimeSpan.FromHours(20);

    /// <summary>Runs it.</summary>
    /// <param name="plan">What is wanted.</param>
    /// <param name="before">The data file, without mistakes.</param>
    /// <param name="record">What is remembered of the site.</param>
    /// <param name="cancel">Gives up; nothing is written then.</param>
    /// <exception cref="OperationCanceledException">Somebody did.</exception>
    public async Task<UpdateReport> RunAsync(UpdatePlan plan, DataReading before, FetchRecord record, CancellationToken cancel)
    {
        using var places = new SemaphoreSlim(limits.AtOnce);
        var turns = plan.Products.Select(async product =>
        {
            await places.WaitAsync(cancel);
            try
            {
                return await TurnAsync(product, plan, before.Data, record, cancel);
            }
            finally
            {
                places.Release();
            }
        }).ToList();
        var turned = await Task.WhenAll(turns);

        var others = before.Data.Products.Where(old => !plan.Products.Contains(old.Product, StringComparer.Ordinal)).ToList();
        var after = DataText.Of(new EndOfLifeData([.. turned.Select(turn => turn.Entry).OfType<ProductCycles>(), .. others]));
        var updates = turned.Select(turn => turn.Update).Concat(others.Select(old => Left(old, plan, turned))).OrderBy(one => one.Product, StringComparer.Ordinal).ToList();
        var remembered = record with
        {
            NotBefore = site.NotBefore,
            Products = [.. turned.Select(turn => turn.Fetch).Concat(record.Products.Where(one => !plan.Products.Contains(one.Product, StringComparer.Ordinal))).OrderBy(one => one.Product, StringComparer.Ordinal)],
        };
        return Write(plan, before, after, remembered, updates);
    }

    private static UpdateReport Write(UpdatePlan plan, DataReading before, string after, FetchRecord remembered, List<ProductUpdate> updates)
    {
        // A file that is not there is not made to say nothing.
        var isSame = after.Equals(before.Text, StringComparison.Ordinal) || (before.Text is null && updates.TrueForAll(one => one is not ProductUpdate.Added));
        if (plan.IsDryRun)
            return new UpdateReport(updates, isSame ? $"{plan.DataFile} would stay as it is" : $"{plan.DataFile} would be written; this was a dry run");
        try
        {
            if (!isSame)
                DataFile.Write(plan.DataFile, after);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new UpdateReport(updates, $"{plan.DataFile} is as it was")
            {
                Failure = $"{plan.DataFile} cannot be written: {refused.Message.TrimEnd('.')}; make its folder writable, or name another file with --data-file",
            };
        }

        var notice = FetchFile.Write(plan.RecordFile, remembered);
        return new UpdateReport(updates, isSame ? $"{plan.DataFile} is as it was" : $"{plan.DataFile} is written") { Notices = notice is null ? [] : [notice] };
    }

    /// <summary>A product, what the data file shall say of it (null: nothing), and what is remembered.</summary>
    private sealed record Turn(ProductUpdate Update, ProductCycles? Entry, ProductFetch Fetch);

    private async Task<Turn> TurnAsync(string product, UpdatePlan plan, EndOfLifeData data, FetchRecord record, CancellationToken cancel)
    {
        var (old, fetch, now) = (data.Find(product), record.Find(product), clock.GetUtcNow());
        // What somebody changed in the file by hand is not what the site's version stands for.
        var isKnown = old is not null && fetch?.Entry is { } entry && entry.Equals(Hash(old), StringComparison.Ordinal);
        if (!plan.IsAsked && isKnown && fetch is { FetchedAt: { } at, Failures: 0 } && now - at < s_recent && at <= now)
            return new Turn(new ProductUpdate.Recent(product, at), old, fetch);
        if (!ProductName.IsOne(product))
            return Failed("it is no name of a product; write it as in the addresses of endoflife.date, such as alpine-linux");

        var tag = isKnown && fetch?.Etag is { } etag && SiteTag.IsOne(etag) ? new SiteTag(fetch.Edition, etag) : null;
        switch (await site.AskAsync(product, tag, cancel))
        {
            case SiteAnswer.Known known:
                var entryNow = new ProductCycles(product, known.Cycles);
                return new Turn(Compared(product, old, entryNow, known.Canonical), entryNow, new ProductFetch
                {
                    Product = product,
                    Canonical = known.Canonical,
                    Edition = known.Tag?.Edition ?? SiteEdition.V1,
                    Etag = known.Tag?.Value,
                    Entry = Hash(entryNow),
                    AskedAt = now,
                    FetchedAt = now,
                });
            case SiteAnswer.Same:
                return new Turn(new ProductUpdate.Unchanged(product), old, fetch! with { AskedAt = now, FetchedAt = now, Fault = null, Failures = 0 });
            case SiteAnswer.NotThere when old is null && plan.Own.Any(own => ProductName.Same(own, product)):
                return new Turn(new ProductUpdate.Own(product), null, new ProductFetch { Product = product, AskedAt = now });
            case SiteAnswer.NotThere:
                return Failed($"{site.Name} has no product of that name; see its list at {address.GetLeftPart(UriPartial.Authority)}, or write its ends into lifecycle.overrides");
            case SiteAnswer.Later later:
                return Failed($"{site.Name} wants to be left alone until {later.Until:yyyy-MM-dd HH:mm:ss} UTC; run lifecycle eol update after it");
            case SiteAnswer.Odd odd:
                return Failed($"{site.Name} {odd.Cause}");
            case SiteAnswer.Failed failed:
                return Failed($"{site.Name} {failed.Cause}");
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is no answer that an update knows");
        }

        Turn Failed(string reason)
        {
            var update = old is null
                ? new ProductUpdate.Missing(product, BundledData.Data.FindAny(product) is not null, reason)
                : (ProductUpdate)new ProductUpdate.Kept(product, fetch?.FetchedAt, reason);
            return new Turn(update, old, (fetch ?? new ProductFetch { Product = product, AskedAt = now }) with { AskedAt = now, Fault = reason, Failures = (fetch?.Failures ?? 0) + 1 });
        }
    }

    private static ProductUpdate Compared(string product, ProductCycles? old, ProductCycles now, string canonical)
    {
        if (old is null)
            return new ProductUpdate.Added(product, now.Cycles.Count, canonical);
        return DataText.Of(old).Equals(DataText.Of(now), StringComparison.Ordinal) ? new ProductUpdate.Unchanged(product) : new ProductUpdate.Changed(product, Differences.Between(old, now));
    }

    private static ProductUpdate.Left Left(ProductCycles old, UpdatePlan plan, IReadOnlyList<Turn> turned) =>
        new(old.Product, plan.Products.FirstOrDefault(product => ProductName.Same(product, old.Product) && turned.Any(turn => turn.Entry is { } entry && entry.Product.Equals(product, StringComparison.Ordinal))));

    private static string Hash(ProductCycles entry) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(DataText.Of(entry))));
}
