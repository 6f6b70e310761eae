using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Retention;

/// <summary>All policies, in order. The first whose patterns match a repository decides; one that none matches is kept whole.</summary>
/// <param name="All">The policies.</param>
public sealed record RetentionPolicies(ImmutableArray<RetentionPolicy> All)
{
    private const string Unmatched = "no policy is for its repository";

    /// <summary>Tags that go for space, whatever the policies say.</summary>
    public TagsForSpace? ForSpace { get; init; }

    /// <summary>One policy for every repository.</summary>
    public static RetentionPolicies Everywhere(ImmutableArray<RetentionRule> rules) =>
        new([new RetentionPolicy(rules) { Repositories = [NamePattern.Every] }]);

    /// <summary>The policy that decides about a repository; null for none.</summary>
    public RetentionPolicy? Of(RepositoryName repository) => All.FirstOrDefault(policy => policy.IsFor(repository));

    /// <summary>Phase 4 for one repository.</summary>
    /// <inheritdoc cref="RetentionPolicy.Decide"/>
    public ImmutableArray<Verdict> Decide(ScannedRepository repository, DateTimeOffset now, Func<Tag, Digest?> digestOf)
    {
        var verdicts = Of(repository.Name)?.Decide(repository, now, digestOf) ?? RetentionPolicy.KeepAll(repository, Unmatched);
        return ForSpace?.TakeFrom(repository.Name, verdicts) ?? verdicts;
    }
}
