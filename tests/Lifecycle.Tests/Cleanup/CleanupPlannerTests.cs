using System.Globalization;
using RegistryJanitor.Lifecycle.Cleanup;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Tests.Support;
using RegistryJanitor.Oci;
using static RegistryJanitor.Lifecycle.Tests.Registries.FakeRegistries;

namespace RegistryJanitor.Lifecycle.Tests.Cleanup;

public sealed class CleanupPlannerTests
{
    private static readonly RetentionSection s_two = new() { KeepLast = 2, MaxAgeDays = 30, MaxDeletePercent = 100 };

    [Fact]
    public void The_newest_stay_however_old_and_the_young_however_many()
    {
        var old = new Shelf("r.example.com/x").Tag("1", 1, 400).Tag("2", 2, 300).Tag("3", 3, 200);
        var young = new Shelf("r.example.com/y").Tag("1", 1, 29).Tag("2", 2, 28).Tag("3", 3, 27).Tag("4", 4, 31);

        var plans = Shelf.Plan(s_two, [old, young]);

        Assert.Equal("1", Shelf.Going(plans[0]));
        Assert.Equal("4", Shelf.Going(plans[1]));
        Assert.Equal("newest 2, number 1", Shelf.ReasonOf(plans[0], "3"));
        Assert.Equal("beyond the newest 2, number 3, and not made within 30 days", Shelf.ReasonOf(plans[0], "1"));
        Assert.Equal("made within 30 days", Shelf.ReasonOf(plans[1], "1"));
    }

    [Fact]
    public void Versions_break_ties_and_tags_of_one_manifest_take_one_slot()
    {
        var shelf = new Shelf("r.example.com/x").Tag("1.10", 10, 100).Tag("1.9", 9, 100).Tag("1.8", 8, 100).Tag("latest", 10, 100);

        Assert.Equal("1.8", Shelf.Going(Assert.Single(Shelf.Plan(s_two, [shelf]))));
    }

    [Fact]
    public void Names_that_are_excluded_caches_and_what_nobody_understands_stay_and_take_no_slot()
    {
        var shelf = new Shelf("r.example.com/x")
            .Tag("stable", 1, 900).Tag("v1-lts", 2, 900)
            .Tag("buildcache", 3).Tag("c", 4, content: new TagContent { IsCache = true })
            .Tag("unsaid", 5).Tag("broken", 6, content: new TagContent { Trouble = "it is torn" })
            .Missing("dangling")
            .Tag("5", 15, 50).Tag("4", 14, 60).Tag("3", 13, 70);

        var plan = Assert.Single(Shelf.Plan(s_two with { ExcludeTags = ["stable", "/^v.*-lts$/"] }, [shelf]));

        Assert.Equal("3", Shelf.Going(plan));
        Assert.Equal("exclude_tags: named like stable", Shelf.ReasonOf(plan, "stable"));
        Assert.Equal("exclude_tags: named like /^v.*-lts$/", Shelf.ReasonOf(plan, "v1-lts"));
        Assert.Equal("is a build cache", Shelf.ReasonOf(plan, "buildcache"));
        Assert.Equal("is a build cache", Shelf.ReasonOf(plan, "c"));
        Assert.Equal("does not say when it was made", Shelf.ReasonOf(plan, "unsaid"));
        Assert.Equal("cannot be read: it is torn", Shelf.ReasonOf(plan, "broken"));
        Assert.Contains("404", Shelf.ReasonOf(plan, "dangling"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_that_a_kept_tag_has_and_the_parts_of_a_kept_index_stay()
    {
        var shelf = new Shelf("r.example.com/x")
            .Tag("pinned", 3, 900)
            .Tag("old-same", 3, 900)
            .Tag("index", 1, 10, new TagContent { Parts = [Shelf.Of(7), Shelf.Of(8)] })
            .Tag("amd64", 7, 900)
            .Tag("next", 2, 20)
            .Tag("gone", 9, 900);

        var plan = Assert.Single(Shelf.Plan(s_two with { ExcludeTags = ["pinned"] }, [shelf]));

        Assert.Equal("gone", Shelf.Going(plan));
        Assert.Equal("has the digest of pinned, which stays", Shelf.ReasonOf(plan, "old-same"));
        Assert.Equal("is a part of index, which stays", Shelf.ReasonOf(plan, "amd64"));
    }

    [Fact]
    public void What_speaks_of_an_image_stays_and_goes_with_it()
    {
        var shelf = new Shelf("r.example.com/x")
            .Tag("2", 2, 10).Tag("1", 1, 100)
            .Tag(Of(2, ".sig"), 22).Tag(Of(1, ".sig"), 11).Tag(Of(1, ".att"), 12).Tag(Of(1, ""), 13)
            // A signature of the signature, and one whose digest two images share.
            .Tag(Of(11, ".sig"), 111)
            .Tag(Of(99, ".sig"), 99)
            .Tag("sbom-of-1", 14, content: new TagContent { Subject = Shelf.Of(1) });

        var plan = Assert.Single(Shelf.Plan(s_two with { KeepLast = 1 }, [shelf]));

        Assert.Equal(string.Join(' ', new[] { "1", Of(1, ".sig"), Of(1, ".att"), Of(1, ""), Of(11, ".sig"), "sbom-of-1" }.Order(StringComparer.Ordinal)), Shelf.Going(plan));
        Assert.Equal(Shelf.Of(11), plan.Verdicts.Single(verdict => verdict.Seen.Tag == Tag.Parse(Of(11, ".sig"))).With);
        Assert.Equal("speaks of something that stays, or is no tag here", Shelf.ReasonOf(plan, Of(99, ".sig")));
    }

    [Fact]
    public void A_referrer_that_a_kept_tag_shares_stays()
    {
        // Clients leave the same empty index behind for every subject.
        var shelf = new Shelf("r.example.com/x").Tag("2", 2, 10).Tag("1", 1, 100).Tag(Of(1, ""), 50).Tag(Of(2, ""), 50);

        Assert.Equal("1", Shelf.Going(Assert.Single(Shelf.Plan(s_two with { KeepLast = 1 }, [shelf]))));
    }

    [Fact]
    public void What_kept_images_are_built_from_stays_by_name_by_digest_and_by_configuration_also_from_our_own_registry()
    {
        var names = new RegistrySection { Own = ["registry:5000", "localhost:5000"] };
        var bases = new Shelf("r.example.com/base")
            .Tag("6", 6, 10).Tag("5", 5, 100).Tag("4", 4, 100).Tag("3", 3, 100, new TagContent { Parts = [Shelf.Of(33)] }).Tag("2", 2, 100).Tag("1", 1, 100);
        var images = new Shelf("r.example.com/app")
            .Tag("b", 102, 10, Built("r.example.com/base:5", null))
            .Tag("a", 101, 100, Built("r.example.com/base:1", null));
        var own = new Shelf("registry:5000/app") { Target = new CleanupTarget(Image("registry:5000/app")) { IsOwn = true, HasImages = true } }
            .Tag("ancient", 201, 900, Built(null, 33));

        var plans = Shelf.Plan(s_two with { KeepLast = 1 }, [bases, images, own], [new CleanupPin(Image("r.example.com/base:4"), "app is built from it")], names);

        Assert.Equal("1 2", Shelf.Going(plans[0]));
        Assert.Equal("a", Shelf.Going(plans[1]));
        Assert.Empty(plans[2].Going);
        Assert.Contains("janitor", plans[2].Refusal, StringComparison.Ordinal);
        Assert.Null(plans[2].Fault);
        Assert.Equal("r.example.com/app:b is built from it", Shelf.ReasonOf(plans[0], "5"));
        Assert.Equal("app is built from it", Shelf.ReasonOf(plans[0], "4"));
        Assert.Equal("registry:5000/app:ancient is built from it", Shelf.ReasonOf(plans[0], "3"));
    }

    [Fact]
    public void A_repository_that_would_lose_too_much_loses_nothing_and_what_its_images_are_built_from_stays()
    {
        var bases = new Shelf("r.example.com/base").Tag("3", 3, 10).Tag("2", 2, 100).Tag("1", 1, 100);
        var images = new Shelf("r.example.com/app")
            .Tag("d", 104, 10).Tag("c", 103, 100).Tag("b", 102, 100).Tag("a", 101, 100, Built("r.example.com/base:1", null));

        var plans = Shelf.Plan(new RetentionSection { KeepLast = 1, MaxAgeDays = 30, MaxDeletePercent = 70 }, [bases, images]);

        Assert.Equal("2", Shelf.Going(plans[0]));
        Assert.Empty(plans[1].Going);
        Assert.StartsWith("3 of 4 tags would go, more than retention.max_delete_percent (70) allows", plans[1].Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_for_certain_loses_nothing_and_stops_no_other()
    {
        var unread = new Shelf("r.example.com/a") { Fault = "r.example.com answers 500" };
        var well = new Shelf("r.example.com/b").Tag("2", 2, 10).Tag("1", 1, 100);

        var plans = Shelf.Plan(s_two with { KeepLast = 1 }, [unread, well]);

        Assert.Equal("r.example.com answers 500", plans[0].Fault);
        Assert.Equal("1", Shelf.Going(plans[1]));
    }

    [Fact]
    public void Where_images_cannot_be_read_what_they_may_be_built_from_loses_nothing()
    {
        var images = new Shelf("r.example.com/app") { Target = new CleanupTarget(Image("r.example.com/app")) { HasImages = true }, Fault = "away" };
        var bases = new Shelf("r.example.com/base") { Target = new CleanupTarget(Image("r.example.com/base")) { IsBase = true } }.Tag("2", 2, 10).Tag("1", 1, 100);
        var others = new Shelf("r.example.com/other").Tag("2", 2, 10).Tag("1", 1, 100);

        var plans = Shelf.Plan(s_two with { KeepLast = 1 }, [images, bases, others]);

        Assert.Empty(plans[1].Going);
        Assert.Contains("r.example.com/app cannot be read", plans[1].Fault, StringComparison.Ordinal);
        Assert.Equal("1", Shelf.Going(plans[2]));
    }

    [Fact]
    public void Whatever_there_is_the_floor_holds_nothing_protected_goes_and_the_order_of_the_list_says_nothing()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var retention = new RetentionSection { KeepLast = random.Next(1, 6), MaxAgeDays = random.Next(0, 60), MaxDeletePercent = 100, ExcludeTags = ["t7", "t1?"] };
            var tags = Enumerable.Range(0, random.Next(1, 25)).Select(number => Any(random, number)).DistinctBy(one => one.Tag).ToList();
            var plan = Assert.Single(Shelf.Plan(retention, [ShelfOf(tags)]));

            var (going, kept) = (plan.Verdicts.Where(one => one.Goes).ToList(), plan.Verdicts.Where(one => !one.Goes).ToList());
            var why = $"seed {seed}";
            Assert.True(kept.Count >= Math.Min(retention.KeepLast, tags.Count), why);
            Assert.True(!kept.Exists(stays => going.Exists(goes => goes.Seen.Digest == stays.Seen.Digest)), why);
            Assert.True(!kept.Exists(stays => stays.Seen.Content.Parts.Any(part => going.Exists(goes => goes.Seen.Digest == part))), why);
            Assert.True(!kept.Exists(stays => stays.Seen.Content.Bases.Any(built => going.Exists(goes => goes.Seen.Digest == built.Digest))), why);
            Assert.True(!going.Exists(goes => goes.Seen.Tag.Value is "t7" or ['t', '1', _]), why);
            Assert.True(going.TrueForAll(goes => goes.With is { } with ? going.Exists(one => one.Seen.Digest == with) : goes.Seen.Content.Created is not null), why);

            var shuffled = Assert.Single(Shelf.Plan(retention, [ShelfOf([.. tags.OrderBy(_ => random.Next())])]));
            Lists.Same(CleanupReport.Plan([plan], []), CleanupReport.Plan([shuffled], []));
        }
    }

    [Fact]
    public void The_list_reads_the_same_each_time_and_promises_no_bytes()
    {
        var shelf = new Shelf("r.example.com/x").Tag("1.0", 1, 100).Tag("1.1", 2, 50).Tag("latest", 2, 50).Tag("raw", 9);

        Lists.Same(
            [
                "r.example.com/x: 1 of 4 tags go",
                "  keep  1.1     2026-10-01  newest 1, number 1",
                "  keep  latest  2026-10-01  newest 1, number 1",
                "  go    1.0     2026-08-12  beyond the newest 1, number 2, and not made within 30 days",
                "  keep  raw     -           does not say when it was made",
                "1 tags of 1 manifests would go, 3 stay; nothing was changed, lifecycle cleanup --apply removes them.",
            ],
            CleanupReport.Plan(Shelf.Plan(s_two with { KeepLast = 1 }, [shelf]), []));
    }

    private static string Of(int subject, string suffix) => $"sha256-{Shelf.Of(subject).Hex}{suffix}";

    private static TagContent Built(string? name, int? digest) =>
        new() { Bases = [new ImageBase(name is null ? null : Image(name), digest is { } number ? Shelf.Of(number) : null)] };

    private static SeenTag Any(Random random, int number)
    {
        var name = random.Next(5) == 0
            ? $"sha256-{Shelf.Of(random.Next(1, 12)).Hex}{random.Next(3) switch { 0 => "", 1 => ".sig", _ => $".{number.ToString(CultureInfo.InvariantCulture)}" }}"
            : $"t{number.ToString(CultureInfo.InvariantCulture)}";
        return new SeenTag(Tag.Parse(name), Shelf.Of(random.Next(1, 12)), new TagContent
        {
            Created = random.Next(6) == 0 ? null : Shelf.Now.AddDays(-random.Next(0, 90)),
            Parts = random.Next(5) == 0 ? [Shelf.Of(random.Next(1, 12))] : [],
            Subject = random.Next(6) == 0 ? Shelf.Of(random.Next(1, 12)) : null,
            Bases = random.Next(6) == 0 ? [new ImageBase(null, Shelf.Of(random.Next(1, 12)))] : [],
        });
    }

    private static Shelf ShelfOf(List<SeenTag> tags)
    {
        var shelf = new Shelf("r.example.com/x");
        foreach (var tag in tags)
            shelf.Add(tag);
        return shelf;
    }
}
