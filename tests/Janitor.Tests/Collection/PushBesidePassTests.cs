using RegistryJanitor.Daemon;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>The interleavings that matter most, each by its name; <see cref="InterleavingTests"/> has all of them.</summary>
[Collection(OneAtATime.Collection)]
public sealed class PushBesidePassTests
{
    private const string SameAgain = "the evicted image is pushed again under its tag";
    private const string AnotherImage = "another image is pushed under the evicted tag";
    private const string OnOldBase = "a new image on a base layer that nothing else has any more";
    private const string Index = "an index is pushed over children that are being collected";
    private const string Mount = "a layer is mounted and a manifest names it";
    private const string NewRepository = "the same image in a repository that is new";
    private const string Forgotten = "a manifest whose bytes are left over from earlier is pushed";

    [Fact]
    public Task A_push_between_mark_and_collect_is_whole() => Passes(OnOldBase, Border.BeforeEvict);

    [Fact]
    public Task A_tag_that_is_moved_between_the_look_and_the_rename_comes_back() => Passes(AnotherImage, Border.BetweenLookAndMoveOfTheTag);

    [Fact]
    public Task A_tag_whose_link_was_open_for_writing_while_it_was_moved_comes_back() =>
        Passes(SameAgain, Border.BetweenLookAndMoveOfTheTag, LastCut(SameAgain), Border.AfterMoveOfTheTag);

    [Fact]
    public Task Layers_that_were_asked_for_before_the_pass_and_a_manifest_before_they_go_make_a_whole_image() =>
        Passes(OnOldBase, Border.BeforeScan, 1, Border.BeforeEvict);

    [Fact]
    public Task A_manifest_that_was_checked_before_its_layers_went_and_is_written_after_it_brings_them_back() =>
        Passes(Index, Border.BeforeEvict, 1, Border.AtTheEndOfTheSettle);

    [Fact]
    public Task A_layer_that_was_mounted_between_inventory_and_collect_is_there_for_its_manifest() =>
        Passes(Mount, Border.BeforeMark, 2, Border.AfterThePass);

    [Fact]
    public Task An_index_that_is_pushed_over_a_collected_child_brings_it_back() =>
        Passes(Index, Border.BetweenLookAndMoveOfTheManifest, 1, Border.AfterMoveOfTheManifest);

    [Fact]
    public Task A_layer_link_that_is_written_again_while_it_lies_in_the_trash_keeps_its_blob() =>
        Passes(OnOldBase, Border.AfterMoveOfTheLayerLink);

    [Fact]
    public Task An_upload_that_found_the_bytes_just_before_they_went_gets_them_back() =>
        Passes(NewRepository, Border.BetweenLookAndMoveOfTheBlob, 2, Border.AtTheEndOfTheSettle);

    [Fact]
    public Task A_blob_that_is_uploaded_again_while_it_lies_in_the_trash_stays() => Passes(SameAgain, Border.AfterMoveOfTheBlob);

    [Fact]
    public Task A_manifest_that_found_its_own_bytes_just_before_they_went_gets_them_back() =>
        Passes(Forgotten, Border.BetweenLookAndMoveOfTheBlob, LastCut(Forgotten), Border.AtTheEndOfTheSettle);

    /// <summary>What remains possible, and is no silent loss: the answer is clear, nothing was written, and another try succeeds.</summary>
    [Fact]
    public async Task A_client_that_asked_for_a_layer_before_the_pass_and_puts_its_manifest_after_is_refused_and_succeeds_when_it_tries_again()
    {
        using var encounter = new Encounter(Meeting.Named(OnOldBase));

        Assert.Equal(new PassResult.Succeeded(), await encounter.RunAsync(Border.BeforeScan, 1, Border.AfterThePass));

        Assert.Equal((1, 0), (encounter.Registry.Refused, encounter.Registry.Created.Count));
        Assert.False(encounter.Store.HasTag("team/app", "v5"));
        foreach (var _ in Meeting.Named(OnOldBase).Happens(encounter.Registry))
        {
            // Asks anew, uploads what is missing, puts its manifest.
        }

        Assert.Single(encounter.Registry.Created);
        Assert.Null(encounter.WhyNotWhole());
    }

    [Theory]
    [InlineData(nameof(Border.BetweenLookAndMoveOfTheTag))]
    [InlineData(nameof(Border.AfterMoveOfTheManifest))]
    [InlineData(nameof(Border.AfterMoveOfTheBlob))]
    [InlineData(nameof(Border.AtTheEndOfTheSettle))]
    [InlineData(nameof(Border.BeforePurge))]
    public async Task A_pass_that_is_killed_just_after_a_push_leaves_it_whole_to_the_next_one(string killed)
    {
        using var encounter = new Encounter(Meeting.Named(SameAgain));

        Assert.Null(await encounter.RunAsync(Enum.Parse<Border>(killed), killed: true));
        Assert.Equal(new PassResult.Succeeded(), await encounter.NextAsync());

        Assert.Single(encounter.Registry.Created);
        Assert.Null(encounter.WhyNotWhole());
    }

    /// <summary>It would point at nothing, and its repository would be held back until somebody pushed it: the registry's API deletes no such tag.</summary>
    [Fact]
    public async Task A_tag_whose_manifest_is_deleted_by_API_while_the_tag_lies_in_the_trash_does_not_come_back_when_the_pass_is_killed()
    {
        using var encounter = new Encounter(Meeting.Named("a kept manifest that an evicted tag names, too, is deleted by API"));

        Assert.Null(await encounter.RunAsync(Border.AfterMoveOfTheTag, killed: true));
        Assert.False(encounter.Store.HasTag("team/app", "v3"));
        Assert.Equal(new PassResult.Succeeded(), await encounter.NextAsync());

        Assert.False(encounter.Store.HasTag("team/app", "old"));
        Assert.Null(encounter.WhyNotWhole());
    }

    [Theory]
    [InlineData(nameof(Border.BetweenLookAndMoveOfTheTag))]
    [InlineData(nameof(Border.AfterMoveOfTheTag))]
    [InlineData(nameof(Border.AfterMoveOfTheManifest))]
    [InlineData(nameof(Border.AfterMoveOfTheBlob))]
    public async Task A_signature_stays_with_an_image_that_is_pushed_again(string pushed)
    {
        using var encounter = new Encounter(Meeting.Named("the evicted manifest gets another tag"));

        await encounter.RunAsync(Border.BetweenLookAndMoveOfTheTag, 1, Enum.Parse<Border>(pushed) + 1);

        Assert.Single(encounter.Registry.Created);
        Assert.Null(encounter.WhyNotWhole());
        Assert.Null(Puller.WhyNot(encounter.Store.Layout, "team/app", Meeting.V1.SignatureTag));
    }

    [Fact]
    public async Task Another_janitor_that_keeps_less_waits_until_the_pass_is_over()
    {
        using var encounter = new Encounter(Meeting.Named(OnOldBase));
        var settings = encounter.Pass.Settings;
        Task<PassResult>? other = null;
        var pass = new BorderedPass(encounter.Pass, encounter.Watched, border =>
        {
            if (border is not Border.AfterMoveOfTheManifest)
                return;
            encounter.Pass.Settings = settings with { Retention = Keep.Last(1) };
            other = encounter.Pass.RunAsync();
        });

        Assert.Equal(new PassResult.Succeeded(), await pass.RunAsync());
        Assert.NotNull(other);
        Assert.False(other.IsCompleted);
        Assert.Equal((true, true), (encounter.Store.HasTag("team/app", "v3"), encounter.Store.CanPull("team/app", "v4")));

        encounter.Pass.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new PassResult.Succeeded(), await other);
        Assert.Equal((false, true), (encounter.Store.HasTag("team/app", "v3"), encounter.Store.CanPull("team/app", "v4")));
    }

    private static async Task Passes(string happens, Border first, int cut = 0, Border then = default)
    {
        using var encounter = new Encounter(Meeting.Named(happens));

        Assert.Equal(new PassResult.Succeeded(), await encounter.RunAsync(first, cut, then));

        Assert.Equal((0, 1), (encounter.Registry.Refused, encounter.Registry.Created.Count));
        Assert.Null(encounter.WhyNotWhole());
        Assert.Equal(new PassResult.Succeeded(), await encounter.NextAsync());
        Assert.Null(encounter.WhyNotWhole());
    }

    /// <summary>The number of the last place at which an event can be cut, when nothing stands in its way.</summary>
    private static int LastCut(string happens)
    {
        using var encounter = new Encounter(Meeting.Named(happens));
        return Meeting.Named(happens).Happens(encounter.Registry).Count();
    }
}
