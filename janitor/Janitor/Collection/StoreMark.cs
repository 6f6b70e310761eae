using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phase 6: marks every repository, stage by stage, each stage shared out over threads however the repositories differ in size.</summary>
/// <param name="context">What the marks share.</param>
/// <param name="parallelism">The most threads at once.</param>
internal sealed class StoreMark(MarkContext context, int parallelism)
{
    private const int ManifestsAtOnce = 16;
    private const int LinksAtOnce = 16;

    /// <summary>Marks repositories.</summary>
    /// <param name="repositories">Their marks, not begun.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What each found, in their order.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public MarkOutcome[] Mark(IReadOnlyList<RepositoryMark> repositories, CancellationToken stop)
    {
        var outcomes = new MarkOutcome[repositories.Count];
        Share(repositories, mark => mark.TagCount, (mark, from, to) => mark.ReadTags(from, to), stop);
        ReadManifests(repositories, stop);
        Each(repositories, mark => mark.Reach(), stop);
        Share(repositories, mark => mark.UnreachedCount, EachOf((mark, i) => mark.LookAtRevision(i)), stop);
        Each(repositories, mark => mark.Spread(), stop);
        Share(repositories, mark => mark.UnnamedCount, EachOf((mark, i) => mark.LookAtLayer(i)), stop);
        WorkCrew.ForEach(parallelism, repositories, atOnce: 1, (i, mark) => outcomes[i] = mark.Conclude(), stop);
        return outcomes;
    }

    private void ReadManifests(IReadOnlyList<RepositoryMark> repositories, CancellationToken stop)
    {
        var unknown = new HashSet<int>();
        foreach (var mark in repositories)
        {
            foreach (var number in mark.Revisions)
            {
                if (!context.Graph.IsKnown(number))
                    unknown.Add(number);
            }
        }

        WorkCrew.ForEach(parallelism, [.. unknown], ManifestsAtOnce, (_, number) => context.Graph.Of(number), stop);
    }

    private void Each(IReadOnlyList<RepositoryMark> repositories, Action<RepositoryMark> stage, CancellationToken stop) =>
        WorkCrew.ForEach(parallelism, repositories, atOnce: 1, (_, mark) => stage(mark), stop);

    private void Share(IReadOnlyList<RepositoryMark> repositories, Func<RepositoryMark, int> count, Action<RepositoryMark, int, int> look, CancellationToken stop)
    {
        var shares = new List<(RepositoryMark Mark, int From, int To)>();
        foreach (var mark in repositories)
        {
            var all = count(mark);
            for (var from = 0; from < all; from += LinksAtOnce)
                shares.Add((mark, from, Math.Min(from + LinksAtOnce, all)));
        }

        WorkCrew.ForEach(parallelism, shares, atOnce: 1, (_, share) => look(share.Mark, share.From, share.To), stop);
    }

    private static Action<RepositoryMark, int, int> EachOf(Action<RepositoryMark, int> look) => (mark, from, to) =>
    {
        for (var i = from; i < to; i++)
            look(mark, i);
    };
}
