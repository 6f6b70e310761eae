using System.Collections.Immutable;
using RegistryJanitor.Collection;

namespace RegistryJanitor.Usage;

/// <summary>Counts what takes the space, and whose it is alone. For one count, by one thread.</summary>
/// <remarks>
/// A blob has an integer: which target led to it last; and two bits: whether others did, and whether tags of another repository did. What is alone then
/// falls out of one look at every blob, and no tag has a set of its own. Tags of one repository that point at the same digest are one target.
/// </remarks>
/// <param name="digests">The numbers of digests.</param>
/// <param name="sizes">How long blobs are.</param>
/// <param name="reach">What tags lead to.</param>
/// <param name="withTags">Say it of every tag, too.</param>
internal sealed class UsageCount(DigestTable digests, BlobSizes sizes, TagReach reach, bool withTags = true)
{
    // By blob, one more than the place of the target that led to it last; 0 for none.
    private readonly int[] _led = new int[sizes.Count];
    private readonly BlobMarks _shared = new(sizes.Count);
    private readonly BlobMarks _sharedByRepositories = new(sizes.Count);
    private readonly List<Target> _targets = [];

    /// <summary>Counts.</summary>
    /// <param name="repositories">By name.</param>
    /// <param name="at">The moment, UTC.</param>
    public StoreUsage Of(IReadOnlyList<RepositoryTags> repositories, DateTimeOffset at)
    {
        var sums = new Sum[repositories.Count];
        for (var i = 0; i < sums.Length; i++)
            sums[i] = Lead(repositories[i]);
        var unreferenced = CountAlone();
        var counted = ImmutableArray.CreateBuilder<RepositoryUsage>(sums.Length);
        for (var i = 0; i < sums.Length; i++)
            counted.Add(Usage(repositories[i], sums[i]));
        return new StoreUsage(at, sizes.Count, sizes.Total, unreferenced, counted.MoveToImmutable());
    }

    private RepositoryUsage Usage(RepositoryTags repository, Sum sum) =>
        new(repository.Repository, sum.Bytes, sum.Alone, withTags ? Tags(repository, sum) : [])
        {
            TagCount = repository.Tags.Length,
            PushedAt = repository.Tags.IsEmpty ? null : repository.Tags[0].PushedAt,
        };

    private Sum Lead(RepositoryTags repository)
    {
        var sum = new Sum();
        foreach (var number in repository.Targets)
        {
            if (number is not { } target)
                continue;
            if (!sum.Targets.TryGetValue(target, out var known))
            {
                sum.Targets.Add(target, known = new Target(sum));
                _targets.Add(known);
                Lead(repository.Repository, target, known);
            }

            known.Tags++;
        }

        return sum;
    }

    private void Lead(RepositoryName repository, int number, Target target)
    {
        foreach (var blob in reach.Of(repository, number))
        {
            var before = _led[blob] == 0 ? null : _targets[_led[blob] - 1];
            _led[blob] = _targets.Count;
            target.Bytes += sizes[blob];
            if (before?.Repository != target.Repository)
                target.Repository.Bytes += sizes[blob];
            if (before is null)
                continue;
            _shared.Add(blob);
            if (before.Repository != target.Repository)
                _sharedByRepositories.Add(blob);
        }
    }

    /// <summary>Adds every blob to what has it alone; what no tag leads to is the answer, bytes.</summary>
    private long CountAlone()
    {
        var unreferenced = 0L;
        for (var blob = 0; blob < _led.Length; blob++)
        {
            if (_led[blob] == 0)
            {
                unreferenced += sizes[blob];
                continue;
            }

            var target = _targets[_led[blob] - 1];
            if (!_shared.Contains(blob) && target.Tags == 1)
                target.Alone += sizes[blob];
            if (!_sharedByRepositories.Contains(blob))
                target.Repository.Alone += sizes[blob];
        }

        return unreferenced;
    }

    private ImmutableArray<TagUsage> Tags(RepositoryTags repository, Sum sum)
    {
        var tags = ImmutableArray.CreateBuilder<TagUsage>(repository.Tags.Length);
        for (var i = 0; i < repository.Targets.Length; i++)
        {
            var tag = repository.Tags[i];
            tags.Add(repository.Targets[i] is { } number && sum.Targets[number] is var target
                ? new TagUsage(tag.Tag, tag.PushedAt, digests[number], target.Bytes, target.Alone)
                : new TagUsage(tag.Tag, tag.PushedAt, null, 0, 0));
        }

        return tags.MoveToImmutable();
    }

    private sealed class Sum
    {
        public Dictionary<int, Target> Targets { get; } = [];

        public long Bytes { get; set; }

        public long Alone { get; set; }
    }

    /// <summary>What one or more tags of a repository point at.</summary>
    private sealed class Target(Sum repository)
    {
        public Sum Repository => repository;

        public int Tags { get; set; }

        public long Bytes { get; set; }

        public long Alone { get; set; }
    }
}
