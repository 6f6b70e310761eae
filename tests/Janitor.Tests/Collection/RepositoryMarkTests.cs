using RegistryJanitor.Collection;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>All marks here keep the newest tag of team/app, and an hour of grace from <see cref="FakeClock.Start"/>.</summary>
public sealed class RepositoryMarkTests : IDisposable
{
    private const string App = "team/app";
    private static readonly DateTimeOffset s_youngSince = FakeClock.Start.AddHours(-1);

    private readonly TempStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void What_only_an_evicted_tag_leads_to_is_dead()
    {
        var old = _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image(App, "v2", TempStore.Minute(2));

        Assert.Equal([old], Dead());
    }

    [Fact]
    public void An_image_that_two_tags_share_lives_by_the_one_that_stays()
    {
        _store.Image(App, "v1", TempStore.Minute(1), content: "same");
        _store.Image(App, "v2", TempStore.Minute(2), content: "same");

        Assert.Empty(Dead());
    }

    [Fact]
    public void What_a_tag_pointed_at_before_is_dead()
    {
        var overwritten = _store.Image(App, "v1", TempStore.Minute(1), content: "first");
        _store.Image(App, "v1", TempStore.Minute(2), content: "second");

        Assert.Equal([overwritten], Dead());
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void An_untagged_manifest_stays_as_long_as_the_grace(int seconds, bool dies)
    {
        _store.Image(App, "v1");
        var child = _store.Image(App, null, TempStore.LongAgo, content: "child");
        var untagged = _store.Index(App, null, s_youngSince.AddSeconds(seconds), child);

        Assert.Equal(dies ? new[] { child, untagged }.Order() : [], Dead());
    }

    [Fact]
    public void The_same_manifest_pushed_again_is_young_again()
    {
        _store.Image(App, "v1");
        var untagged = _store.Image(App, null, TempStore.LongAgo, content: "untagged");
        _store.Image(App, null, FakeClock.Start, content: "untagged");

        Assert.DoesNotContain(untagged, Dead());
    }

    [Fact]
    public void A_kept_tag_with_an_empty_link_holds_back_its_repository()
    {
        _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image(App, "v2", TempStore.Minute(2));
        TempStore.Write(_store.TagLink(App, "v2"), "", TempStore.Minute(3));

        var fault = OnlyFault();

        Assert.Equal(
            (_store.TagLink(App, "v2"), "the link is empty: a push is just writing it, or one was cut off", "If it stays so, push that image again or delete the tag; its repository keeps its manifests until then."),
            (fault.Path, fault.Cause, fault.Cure));
    }

    [Fact]
    public void A_kept_tag_whose_manifest_the_repository_lacks_holds_it_back()
    {
        _store.Image(App, "v1", TempStore.Minute(1));
        var lost = _store.Image(App, "v2", TempStore.Minute(2));
        TempStore.Damage(_store.RevisionPath(App, lost));

        var fault = OnlyFault();

        Assert.Equal(
            (_store.TagLink(App, "v2"), $"the tag points at {lost}, which this repository does not have"),
            (fault.Path, fault.Cause));
    }

    [Theory]
    [InlineData("missing", "the manifest is missing")]
    [InlineData("unknown", "not a manifest that can be understood: its schemaVersion is not 2")]
    [InlineData("empty", "not a manifest that can be understood: it is not JSON (line 1, byte 1)")]
    [InlineData("huge", "larger than any manifest can be (4 MiB)")]
    [InlineData("directory", "Is a directory (errno 21)")]
    public void A_manifest_that_cannot_be_understood_holds_back_its_repository_and_no_other(string damage, string cause)
    {
        _store.Image(App, "v1", TempStore.Minute(1));
        var damaged = _store.Image(App, "v2", TempStore.Minute(2));
        var other = _store.Image("team/other", "v1", TempStore.Minute(1));
        _store.Image("team/other", "v2", TempStore.Minute(2));
        var path = _store.Layout.BlobData(damaged);
        TempStore.Damage(path);
        if (damage is "directory")
            Directory.CreateDirectory(path);
        else if (damage is not "missing")
            TempStore.Write(path, damage switch { "unknown" => "{}", "empty" => "", _ => new string(' ', ManifestFile.LargestSize + 1) });

        var fault = OnlyFault();

        Assert.Equal((path, cause), (fault.Path, fault.Cause));
        Assert.NotEmpty(fault.Cure);
        Assert.Equal([other], Dead("team/other"));
    }

    [Fact]
    public void A_dead_manifest_whose_bytes_are_lost_holds_back_nothing_and_goes()
    {
        var lost = _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image(App, "v2", TempStore.Minute(2));
        TempStore.Damage(_store.Layout.BlobData(lost));

        Assert.Equal([lost], Dead());
    }

    [Fact]
    public void A_manifest_that_cannot_be_understood_may_be_the_index_of_a_dead_looking_one()
    {
        _store.Image(App, "v1", TempStore.Minute(2));
        _store.Image(App, null, TempStore.LongAgo, content: "a child, perhaps");
        _store.Manifest(App, null, TempStore.LongAgo, """{"schemaVersion":3}""");

        OnlyFault();
    }

    [Fact]
    public void Everything_that_stands_in_the_way_is_told_at_once()
    {
        _store.Image(App, "v1", TempStore.Minute(1));
        var one = _store.Manifest(App, null, TempStore.LongAgo, "one");
        var two = _store.Manifest(App, null, TempStore.LongAgo, "two");

        Assert.Equal(
            new[] { _store.Layout.BlobData(one), _store.Layout.BlobData(two) }.Order(StringComparer.Ordinal),
            Assert.IsType<MarkOutcome.Incomplete>(Mark()).Faults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_revision_that_was_deleted_by_API_is_no_revision()
    {
        _store.Image(App, "v1", TempStore.Minute(2));
        var deleted = _store.Image(App, null, TempStore.LongAgo, content: "deleted");
        TempStore.Damage(_store.RevisionLink(App, deleted));

        Assert.Empty(Dead());
    }

    [Fact]
    public void Stray_entries_among_the_revisions_harm_nothing()
    {
        var old = _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image(App, "v2", TempStore.Minute(2));
        var revisions = _store.Layout.Revisions(RepositoryName.Parse(App));
        TempStore.Write($"{revisions}/.DS_Store", "x");
        TempStore.Write($"{revisions}/sha256/.nfs1", "x");
        TempStore.Write($"{revisions}/sha256/not-hex/link", "x");
        TempStore.Write($"{revisions}/md5/{new string('a', 32)}/link", "x");

        Assert.Equal([old], Dead());
    }

    [Fact]
    public void A_kept_tag_that_was_deleted_since_the_scan_keeps_nothing()
    {
        var deleted = _store.Image(App, "v1");
        var scanned = new StagedMark(_store.Layout);
        TempStore.Damage(_store.TagPath(App, "v1"));

        var outcome = Assert.IsType<MarkOutcome.Complete>(scanned.Mark(s_youngSince)[App]);

        Assert.Equal([deleted], outcome.DeadRevisions.Select(revision => revision.Digest));
    }

    [Fact]
    public void A_kept_tag_that_was_pushed_since_the_scan_keeps_what_it_points_at_now()
    {
        var before = _store.Image(App, "v1", TempStore.Minute(1), content: "before");
        var scanned = new StagedMark(_store.Layout);
        var after = _store.Image(App, "v1", FakeClock.Start, content: "after");

        var outcome = Assert.IsType<MarkOutcome.Complete>(scanned.Mark(s_youngSince)[App]);

        Assert.Equal([before], outcome.DeadRevisions.Select(revision => revision.Digest));
        Assert.DoesNotContain(after, outcome.DeadRevisions.Select(revision => revision.Digest));
    }

    [Fact]
    public void A_signature_goes_with_the_image_it_signs()
    {
        var signed = _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image(App, "v2", TempStore.Minute(2));
        var signature = _store.Image(App, SignatureOf(signed), TempStore.Minute(3));

        var outcome = Assert.IsType<MarkOutcome.Complete>(Mark());

        Assert.Equal([SignatureOf(signed)], outcome.GoneReferrers.Select(gone => gone.Tag.Value).ToArray());
        Assert.Equal(new[] { signed, signature }.Order(), outcome.DeadRevisions.Select(revision => revision.Digest));
    }

    [Fact]
    public void A_signature_stays_with_the_image_it_signs()
    {
        var signed = _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image(App, SignatureOf(signed), TempStore.Minute(2));

        AssertNothingGoes();
    }

    [Fact]
    public void A_signature_of_what_the_whole_store_lacks_goes()
    {
        _store.Image(App, "v1", TempStore.Minute(1));
        var signature = _store.Image(App, SignatureOf(TempStore.DigestOf("nowhere")), TempStore.Minute(2));

        var outcome = Assert.IsType<MarkOutcome.Complete>(Mark());

        Assert.Single(outcome.GoneReferrers);
        Assert.Equal([signature], outcome.DeadRevisions.Select(revision => revision.Digest));
    }

    [Fact]
    public void A_signature_of_an_image_in_another_repository_stays()
    {
        _store.Image(App, "v1", TempStore.Minute(1));
        var signed = _store.Image("team/product", "v1", TempStore.Minute(1));
        _store.Image(App, SignatureOf(signed), TempStore.Minute(2));

        AssertNothingGoes();
    }

    [Fact]
    public void A_signature_that_came_before_its_image_waits_for_it_as_long_as_the_grace()
    {
        _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image(App, SignatureOf(TempStore.DigestOf("still on the way")), s_youngSince);

        AssertNothingGoes();
    }

    [Fact]
    public void Of_a_sha512_subject_the_tag_tells_half_and_stays_when_the_rest_cannot_be_known()
    {
        _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image(App, $"sha512-{new string('a', 64)}", TempStore.Minute(2));

        AssertNothingGoes();
    }

    [Fact]
    public void A_repository_that_was_not_scanned_whole_is_not_marked()
    {
        _store.Image(App, "v1");
        TempStore.Write($"{_store.TagPath(App, "v2")}/current", "a file");

        Assert.Equal(_store.TagLink(App, "v2"), OnlyFault().Path);
    }

    private static string SignatureOf(Digest digest) => $"sha256-{digest.Hex}.sig";

    private void AssertNothingGoes()
    {
        var outcome = Assert.IsType<MarkOutcome.Complete>(Mark());

        Assert.Empty(outcome.GoneReferrers);
        Assert.Empty(outcome.DeadRevisions);
    }

    private IEnumerable<Digest> Dead(string repository = App) =>
        Assert.IsType<MarkOutcome.Complete>(Mark(repository)).DeadRevisions.Select(revision => revision.Digest);

    private StoreFault.Unreadable OnlyFault() => Assert.Single(Assert.IsType<MarkOutcome.Incomplete>(Mark()).Faults);

    private MarkOutcome Mark(string repository = App) => new StagedMark(_store.Layout).Mark(s_youngSince)[repository];
}
