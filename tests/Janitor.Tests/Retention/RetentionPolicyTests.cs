using FsCheck;
using FsCheck.Fluent;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Retention;

public sealed class RetentionPolicyTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly string s_signature = $"sha256-{new string('a', 64)}.sig";

    /// <summary>Repositories with few names and fewer times, so that ties and referrers are common.</summary>
    private static readonly Gen<ScannedRepository> s_repositories =
        from names in Gen.SubListOf("v1", "v2", "v9", "v10", "latest", "v01", s_signature, $"sha256-{new string('b', 64)}", "main")
        from times in Gen.Choose(0, 3).ArrayOf(names.Count)
        from broken in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select Repository(broken, [.. names.Zip(times, (name, time) => Pushed(name, time))]);

    [Fact]
    public void The_newest_tags_by_push_time_stay_whatever_they_are_called() =>
        Assert.Equal(
            ["a stays", "z stays", "m goes", "b goes"],
            Decide(2, Pushed("b", 1), Pushed("a", 4), Pushed("m", 2), Pushed("z", 3)));

    [Fact]
    public void Of_tags_pushed_at_the_same_moment_v10_is_newer_than_v9() =>
        Assert.Equal(
            ["v11 stays", "v10 stays", "v9 goes", "v1 goes"],
            Decide(2, Pushed("v1", 1), Pushed("v10", 1), Pushed("v9", 1), Pushed("v11", 1)));

    [Fact]
    public void Push_time_counts_to_the_nanosecond() =>
        Assert.Equal(
            ["a stays", "z goes"],
            Decide(1, new TagSnapshot(Tag.Parse("z"), new FileStamp(1_000_000_000, 71)), new TagSnapshot(Tag.Parse("a"), new FileStamp(1_000_000_001, 71))));

    [Fact]
    public void A_signature_takes_no_slot_and_follows_what_it_signs() =>
        Assert.Equal(
            [$"{s_signature} follows", "b stays", "a stays", "older goes"],
            Decide(2, Pushed("older", 0), Pushed("a", 1), Pushed("b", 2), Pushed(s_signature, 3)));

    [Fact]
    public void Nothing_goes_from_a_repository_that_could_not_be_read_whole()
    {
        var verdicts = new RetentionPolicy(1).Decide(Repository(broken: true, Pushed("a", 1), Pushed("b", 2), Pushed(s_signature, 3)), s_now, _ => null);

        Assert.All(verdicts, verdict => Assert.IsType<Verdict.Keep>(verdict));
        Assert.All(verdicts, verdict => Assert.Equal("something in its repository could not be read", verdict.Reason));
    }

    [Fact]
    public void With_fewer_tags_than_are_kept_all_stay() =>
        Assert.Equal(["b stays", "a stays"], Decide(int.MaxValue, Pushed("a", 1), Pushed("b", 2)));

    [Fact]
    public void A_repository_without_tags_has_no_verdicts() => Assert.Empty(Decide(1));

    [Fact]
    public void A_verdict_says_its_rank()
    {
        var verdicts = new RetentionPolicy(1).Decide(Repository(broken: false, Pushed("a", 1), Pushed("b", 2)), s_now, _ => null);

        Assert.Equal(["newest 1, number 1", "beyond the newest 1, number 2"], verdicts.Select(verdict => verdict.Reason).ToArray());
    }

    [Fact]
    public void Every_tag_gets_exactly_one_verdict_and_only_as_many_images_stay_as_are_asked_for() =>
        Prop.ForAll(s_repositories.ToArbitrary(), Gen.Choose(1, 6).ToArbitrary(), (repository, keep) =>
        {
            var verdicts = new RetentionPolicy(keep).Decide(repository, s_now, _ => null);
            var images = repository.Tags.Count(tag => !ReferrerTag.TryParse(tag.Tag, out _));
            var expected = repository.IsWhole ? Math.Min(keep, images) : repository.Tags.Length;

            Assert.Equal(
                repository.Tags.OrderBy(tag => tag.Tag.Value, StringComparer.Ordinal),
                verdicts.Select(verdict => verdict.Tag).OrderBy(tag => tag.Tag.Value, StringComparer.Ordinal));
            Assert.Equal(expected, verdicts.OfType<Verdict.Keep>().Count());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void What_stays_was_pushed_no_earlier_than_what_goes() =>
        Prop.ForAll(s_repositories.ToArbitrary(), Gen.Choose(1, 6).ToArbitrary(), (repository, keep) =>
        {
            var verdicts = new RetentionPolicy(keep).Decide(repository, s_now, _ => null);
            var oldest = verdicts.OfType<Verdict.Keep>().Select(verdict => verdict.Tag.Link.ModifiedNanoseconds).DefaultIfEmpty(long.MaxValue).Min();

            Assert.All(verdicts.OfType<Verdict.Evict>(), verdict => Assert.True(verdict.Tag.Link.ModifiedNanoseconds <= oldest));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_order_in_which_tags_are_listed_changes_nothing() =>
        Prop.ForAll(
            (from repository in s_repositories
             from shuffled in Gen.Shuffle([.. repository.Tags])
             from keep in Gen.Choose(1, 6)
             select (repository, shuffled, keep)).ToArbitrary(),
            drawn =>
            {
                var policy = new RetentionPolicy(drawn.keep);

                Assert.Equal(policy.Decide(drawn.repository, s_now, _ => null).ToArray(), policy.Decide(drawn.repository with { Tags = [.. drawn.shuffled] }, s_now, _ => null).ToArray());
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static TagSnapshot Pushed(string tag, int minute) => new(Tag.Parse(tag), new FileStamp(minute * 60_000_000_000L, 71));

    private static ScannedRepository Repository(bool broken, params TagSnapshot[] tags) =>
        new(RepositoryName.Parse("team/app"), HasManifests: true, HasLayers: true, HasUploads: false, [.. tags], [], broken ? [new StoreFault.Unreadable("/p", "why", "How.")] : [new StoreFault.Stray("/p", "why", "How.")]);

    private static string[] Decide(int keep, params TagSnapshot[] tags) =>
    [
        .. new RetentionPolicy(keep).Decide(Repository(broken: false, tags), s_now, _ => null).Select(verdict => verdict switch
        {
            Verdict.Keep => $"{verdict.Tag.Tag} stays",
            Verdict.Follow => $"{verdict.Tag.Tag} follows",
            _ => $"{verdict.Tag.Tag} goes",
        }),
    ];
}
