using FsCheck;
using FsCheck.Fluent;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Storage;

public sealed class StorageLayoutTests
{
    private const string Hex = "ab00000000000000000000000000000000000000000000000000000000000000";

    private static readonly StorageLayout s_layout = new("/data");
    private static readonly RepositoryName s_name = RepositoryName.Parse("team/app");
    private static readonly Digest s_digest = Digest.Parse($"sha256:{Hex}");

    private static readonly Gen<DateTimeOffset> s_times =
        from milliseconds in Gen.Choose(0, int.MaxValue)
        from days in Gen.Choose(0, 20_000)
        select DateTimeOffset.UnixEpoch.AddDays(days).AddMilliseconds(milliseconds);

    private static readonly Gen<PassId> s_passes = s_times.Select(PassId.At);

    private static readonly Gen<string> s_paths =
        from names in Gen.Elements("repositories", "team", "app", "_manifests", "tags", "v1", "current", "sha256", Hex, "link", "..a", "a b").NonEmptyListOf()
        select string.Join('/', names);

    [Fact]
    public void The_registry_s_paths_are_those_of_its_own_source()
    {
        Assert.Equal("/data/docker/registry/v2/repositories/team/app/_manifests/tags/v1/current/link", s_layout.TagLink(s_name, Tag.Parse("v1")));
        Assert.Equal($"/data/docker/registry/v2/repositories/team/app/_manifests/revisions/sha256/{Hex}/link", s_layout.RevisionLink(s_name, s_digest));
        Assert.Equal("/data/docker/registry/v2/repositories/team/app/_layers", s_layout.Layers(s_name));
        Assert.Equal($"/data/docker/registry/v2/blobs/sha256/ab/{Hex}/data", s_layout.BlobData(s_digest));
    }

    [Fact]
    public void What_is_ours_lies_outside_of_what_the_registry_walks()
    {
        var trash = s_layout.InTrash(PassId.At(DateTimeOffset.UnixEpoch), s_layout.TagLink(s_name, Tag.Parse("v1")));

        Assert.Equal("/data/janitor/trash/19700101T000000000Z/repositories/team/app/_manifests/tags/v1/current/link", trash);
        Assert.All(
            [s_layout.Own, s_layout.Lease, s_layout.Journal, s_layout.MarkCache, s_layout.Unreferenced, s_layout.Undo, s_layout.Trash, trash],
            path => Assert.DoesNotContain("/docker/", path, StringComparison.Ordinal));
    }

    [Fact]
    public void A_root_with_a_slash_at_its_end_is_the_same_store() =>
        Assert.Equal(s_layout.TagLink(s_name, Tag.Parse("v1")), new StorageLayout("/data/").TagLink(s_name, Tag.Parse("v1")));

    [Fact]
    public void What_goes_to_the_trash_keeps_its_path() =>
        Prop.ForAll(s_passes.ToArbitrary(), s_paths.ToArbitrary(), (pass, path) =>
        {
            Assert.Equal($"{s_layout.TrashOf(pass)}/{path}", s_layout.InTrash(pass, $"{s_layout.Registry}/{path}"));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Two_paths_never_meet_in_the_trash() =>
        Prop.ForAll(s_passes.ToArbitrary(), s_paths.ToArbitrary(), s_paths.ToArbitrary(), (pass, one, other) =>
            string.Equals(one, other, StringComparison.Ordinal) == string.Equals(
                s_layout.InTrash(pass, $"{s_layout.Registry}/{one}"), s_layout.InTrash(pass, $"{s_layout.Registry}/{other}"), StringComparison.Ordinal))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_pass_is_named_by_its_moment_and_sorts_by_it() =>
        Prop.ForAll(s_times.ToArbitrary(), s_times.ToArbitrary(), (one, other) =>
        {
            var name = PassId.At(one).ToString();

            Assert.True(PassId.TryParse(name, out var back));
            Assert.Equal(PassId.At(one), back);
            Assert.Equal(Math.Sign(one.CompareTo(other)), Math.Sign(string.CompareOrdinal(name, PassId.At(other).ToString())));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("lost+found")]
    [InlineData("20260131T120000000")]
    [InlineData("20261331T120000000Z")]
    [InlineData("20260131T120000000Z ")]
    [InlineData(" 20260131T120000000Z")]
    public void What_is_not_the_name_of_a_pass_is_none(string? text) => Assert.False(PassId.TryParse(text, out _));
}
