using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Sync;
using RegistryJanitor.Oci;
using static RegistryJanitor.Lifecycle.Tests.Registries.FakeRegistries;

namespace RegistryJanitor.Lifecycle.Tests.Sync;

public sealed class SyncResultsTests
{
    private static readonly DateTimeOffset s_now = FakeClock.Start;
    private static readonly Digest s_one = DigestOf([1]);
    private static readonly Digest s_two = DigestOf([2]);

    private readonly SyncEntry _entry = new(Image("alpine"), new TagSelection.One(Tag.Parse("1")), Image("registry:5000/alpine"));

    [Fact]
    public void A_record_is_read_as_it_was_written()
    {
        using var folder = new Folder();
        var copy = new PlannedTag.Copy(Tag.Parse("1"), s_one, null, "is not at the target");
        var results = Results(new SyncState(), copy);
        results.Note(copy, new CopyOutcome.Done(s_one, "") { Created = s_now.AddDays(-9) }, s_now);

        SyncStateFile.Write(folder.Path, results.Records(s_now));
        var entry = Assert.Single(SyncStateFile.Read(folder.Path).Entries);

        Assert.Equal(("docker.io/library/alpine", "registry:5000/alpine", "ok", "1 copied"), (entry.Source, entry.Target, entry.Result, entry.Sentence));
        Assert.Equal(
            new TagRecord("1") { Result = "copied", Sentence = "is not at the target", SourceDigest = s_one.ToString(), TargetDigest = s_one.ToString(), CopiedAt = s_now, CreatedAt = s_now.AddDays(-9), CreatedOf = s_one.ToString(), CheckedAt = s_now },
            Assert.Single(entry.Tags));
    }

    [Fact]
    public void A_record_that_is_none_is_nothing()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder["state"]);
        folder.File("state/sync.json", "{\"schema\":2}");
        Assert.Empty(SyncStateFile.Read(folder.Path).Entries);
        folder.File("state/sync.json", "half");
        Assert.Empty(SyncStateFile.Read(folder.Path).Entries);
    }

    [Fact]
    public void A_failure_keeps_what_was_true_before()
    {
        var before = Results(new SyncState(), Copied(out var first));
        before.Note(first, new CopyOutcome.Done(s_one, ""), s_now);
        var known = before.Records(s_now);
        var again = new PlannedTag.Copy(Tag.Parse("1"), s_two, s_one, "has moved");
        var results = Results(known, again);
        Assert.Equal(s_one.ToString(), results.Records(s_now).Entries[0].Tags[0].SourceDigest);

        results.Note(again, new CopyOutcome.Failed("because"), s_now.AddDays(1));
        var entry = results.Records(s_now.AddDays(1)).Entries[0];

        Assert.Equal(("failed", "1 failed"), (entry.Result, entry.Sentence));
        Assert.Equal(("failed", "because", s_one.ToString(), s_now), (entry.Tags[0].Result, entry.Tags[0].Sentence, entry.Tags[0].TargetDigest, entry.Tags[0].CopiedAt!.Value));
    }

    [Fact]
    public void What_is_put_off_says_until_when()
    {
        var results = Results(new SyncState(), Copied(out var copy), new PlannedTag.Keep(Tag.Parse("2"), s_two, s_two, "is the same at both"));
        results.Note(copy, new CopyOutcome.PutOff("later", s_now.AddHours(6)), s_now);

        var entry = results.Records(s_now).Entries[0];

        Assert.Equal(("put_off", "1 kept, 1 put off", s_now.AddHours(6)), (entry.Result, entry.Sentence, entry.ResumesAt!.Value));
    }

    [Fact]
    public void When_an_image_was_made_is_remembered_for_as_long_as_its_tag_stays_where_it_is()
    {
        var (keep, made) = (new PlannedTag.Keep(Tag.Parse("1"), s_one, s_one, "is the same at both"), s_now.AddDays(-9));
        var first = Results(new SyncState(), keep);
        Assert.Null(first.Records(s_now).Entries[0].Tags[0].CreatedOf);
        first.Note(keep, made);
        var known = first.Records(s_now);

        var stays = Results(known, new PlannedTag.Keep(Tag.Parse("1"), s_one, s_one, "is the same at both")).Records(s_now).Entries[0].Tags[0];
        var moved = Results(known, new PlannedTag.Keep(Tag.Parse("1"), s_two, s_two, "is the same at both")).Records(s_now).Entries[0].Tags[0];

        Assert.Equal((made, s_one.ToString()), (stays.CreatedAt!.Value, stays.CreatedOf));
        Assert.Equal((null, null), (moved.CreatedAt, moved.CreatedOf));
    }

    private static PlannedTag.Copy Copied(out PlannedTag.Copy copy) => copy = new PlannedTag.Copy(Tag.Parse("1"), s_one, null, "is not at the target");

    private SyncResults Results(SyncState known, params PlannedTag[] tags) => new([new EntryPlan(_entry) { Choice = new TagChoice([]), Tags = tags }], known);
}
