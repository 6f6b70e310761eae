using System.Text;

namespace RegistryJanitor.Daemon.Tests;

public sealed class WholeFileTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_made_and_nothing_else_is_left_beside_it()
    {
        WholeFile.Write(_folder["state.json"], "one"u8);

        Assert.Equal("one", File.ReadAllText(_folder["state.json"]));
        Assert.Equal(["state.json"], _folder.Names);
    }

    [Fact]
    public void A_shorter_content_replaces_a_longer_one_whole()
    {
        _folder.File("state.json", "a much longer text");

        WholeFile.Write(_folder["state.json"], "two"u8);

        Assert.Equal("two", File.ReadAllText(_folder["state.json"]));
    }

    [Fact]
    public void A_reader_sees_the_old_or_the_new_content_and_never_a_mixture()
    {
        var contents = Enumerable.Range(0, 20).Select(letter => new string((char)('a' + letter), 100_000)).ToArray();
        WholeFile.Write(_folder["state"], Encoding.UTF8.GetBytes(contents[0]));
        var writing = Task.Run(() =>
        {
            foreach (var content in contents)
                WholeFile.Write(_folder["state"], Encoding.UTF8.GetBytes(content));
        });

        do
            Assert.Contains(File.ReadAllText(_folder["state"]), contents, StringComparer.Ordinal);
        while (!writing.IsCompleted);
        Assert.True(writing.IsCompletedSuccessfully);
    }

    [Fact]
    public void When_the_rename_fails_the_new_file_is_removed_and_the_old_stays()
    {
        Directory.CreateDirectory(_folder["state"]);
        WholeFile.Write(_folder["state/inside"], "kept"u8);

        Assert.ThrowsAny<SystemException>(() => WholeFile.Write(_folder["state"], "new"u8));

        Assert.Equal(["state"], _folder.Names);
        Assert.Equal("kept", File.ReadAllText(_folder["state/inside"]));
    }

    [Fact]
    public void A_missing_directory_is_the_callers_to_know() =>
        Assert.Throws<DirectoryNotFoundException>(() => WholeFile.Write(_folder["no/such/place"], "x"u8));

    [Theory]
    [InlineData(".state.0123456789abcdef0123456789abcdef.tmp", true)]
    [InlineData(".20261120T100000000Z.json.0123456789abcdef0123456789abcdef.tmp", true)]
    [InlineData("state.0123456789abcdef0123456789abcdef.tmp", false)]
    [InlineData(".0123456789abcdef0123456789abcdef.tmp", false)]
    [InlineData(".state.tmp", false)]
    public void What_a_killed_write_left_is_told_by_its_name(string name, bool unfinished) => Assert.Equal(unfinished, WholeFile.IsUnfinished(name));
}
