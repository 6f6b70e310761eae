using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Storage;

public sealed class LinkFileTests : IDisposable
{
    private static readonly string s_sha256 = $"sha256:{new string('a', 64)}";
    private static readonly string s_sha512 = $"sha512:{new string('b', 128)}";

    private readonly TempStore _store = new();

    private string Link => Path.Join(_store.Root, "link");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_link_names_a_digest_of_either_algorithm()
    {
        TempStore.Write(Link, s_sha256);
        Assert.Equal(new LinkFile.Names(Digest.Parse(s_sha256)), LinkFile.Read(Link));

        TempStore.Write(Link, s_sha512);
        Assert.Equal(new LinkFile.Names(Digest.Parse(s_sha512)), LinkFile.Read(Link));
    }

    [Fact]
    public void A_missing_link_is_missing_and_nothing_worse() => Assert.Equal(new LinkFile.Missing(), LinkFile.Read(Link));

    [Theory]
    [InlineData("", "the link is empty: a push is just writing it, or one was cut off")]
    [InlineData("latest", "the link says 'latest', which is no digest")]
    [InlineData("a\nb\u0007", "the link says 'a?b?', which is no digest")]
    [InlineData("sha256:AAAA", "the link says 'sha256:AAAA', which is no digest")]
    public void A_link_that_names_nothing_says_why(string content, string cause)
    {
        TempStore.Write(Link, content);

        var fault = Assert.IsType<LinkFile.Unreadable>(LinkFile.Read(Link)).Fault;

        Assert.Equal((Link, cause), (fault.Path, fault.Cause));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData(" ")]
    [InlineData("0")]
    [InlineData("\0")]
    public void A_digest_with_anything_behind_it_is_no_digest_to_the_registry_either(string behind)
    {
        TempStore.Write(Link, s_sha256 + behind);
        Assert.IsType<LinkFile.Unreadable>(LinkFile.Read(Link));

        TempStore.Write(Link, s_sha512 + behind);
        Assert.IsType<LinkFile.Unreadable>(LinkFile.Read(Link));
    }

    [Fact]
    public void A_directory_in_a_link_s_place_is_unreadable()
    {
        Directory.CreateDirectory(Link);

        Assert.Equal("Is a directory (errno 21)", Assert.IsType<LinkFile.Unreadable>(LinkFile.Read(Link)).Fault.Cause);
    }

    [Fact]
    public void A_pipe_in_a_link_s_place_does_not_hold_the_pass_for_ever()
    {
        Posix.NamedPipe(Link);

        Assert.IsType<LinkFile.Unreadable>(LinkFile.Read(Link));
    }

    [Fact]
    public void A_symbolic_link_in_a_link_s_place_is_not_followed()
    {
        TempStore.Write($"{_store.Root}/target", s_sha256);
        Posix.SymbolicLink(Link, $"{_store.Root}/target");

        Assert.Equal("Too many levels of symbolic links (errno 40)", Assert.IsType<LinkFile.Unreadable>(LinkFile.Read(Link)).Fault.Cause);
    }

    [Fact]
    public void A_file_on_the_way_is_not_the_same_as_a_missing_link()
    {
        TempStore.Write($"{_store.Root}/current", "a file");

        Assert.IsType<LinkFile.Unreadable>(LinkFile.Read($"{_store.Root}/current/link"));
    }

    [Fact]
    public void A_stamp_tells_time_and_size_or_that_there_is_none()
    {
        Assert.Null(LinkFile.StampOf(Link));
        Assert.Null(LinkFile.StampOf($"{_store.Root}/missing/link"));

        TempStore.Write(Link, s_sha256, TempStore.Minute(7));

        Assert.Equal((TempStore.Minute(7), 71L), (LinkFile.StampOf(Link)!.Value.ModifiedAt, LinkFile.StampOf(Link)!.Value.Size));
    }
}
