using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Retention;

/// <summary>Phase 4, pure: which tags of a repository stay.</summary>
/// <param name="keepLast">How many of the newest tags stay, at least 1.</param>
public sealed class RetentionPolicy(int keepLast)
{
    private readonly NumberedReasons _newest = new($"newest {keepLast}");
    private readonly NumberedReasons _beyond = new($"beyond the newest {keepLast}");

    /// <summary>One verdict a tag, newest push first. Tags pushed at the same moment rank by name, <c>v10</c> before <c>v9</c>.</summary>
    /// <remarks>Referrers' tags take no slot: a signature is no image.</remarks>
    public ImmutableArray<Verdict> Decide(ScannedRepository repository)
    {
        var newestFirst = repository.Tags
            .OrderByDescending(tag => tag.Link.ModifiedNanoseconds)
            .ThenByDescending(tag => tag.Tag, Oci.Tag.NaturalOrder);
        var verdicts = ImmutableArray.CreateBuilder<Verdict>(repository.Tags.Length);
        var rank = 0;
        foreach (var tag in newestFirst)
        {
            if (!repository.IsWhole)
                verdicts.Add(new Verdict.Keep(tag, "something in its repository could not be read"));
            else if (ReferrerTag.TryParse(tag.Tag, out var referrer))
                verdicts.Add(new Verdict.Follow(tag, referrer, "follows its subject"));
            else if (++rank <= keepLast)
                verdicts.Add(new Verdict.Keep(tag, _newest[rank]));
            else
                verdicts.Add(new Verdict.Evict(tag, _beyond[rank]));
        }

        return verdicts.MoveToImmutable();
    }
}
