using System.Text;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Storage;

[Collection(OneAtATime.Collection)]
public sealed class OpenDirectoryTests : IDisposable
{
    private readonly TempStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Every_kind_of_entry_is_told_apart()
    {
        Directory.CreateDirectory($"{_store.Root}/directory");
        TempStore.Write($"{_store.Root}/file", "x");
        Posix.SymbolicLink($"{_store.Root}/link", "directory");
        Posix.SymbolicLink($"{_store.Root}/dangling", "nowhere");
        Posix.NamedPipe($"{_store.Root}/pipe");

        Assert.Equal(
            ["dangling SymbolicLink", "directory Directory", "file File", "link SymbolicLink", "pipe Other"],
            List(_store.Root));
    }

    [Fact]
    public void A_directory_larger_than_one_buffer_is_listed_whole()
    {
        for (var i = 0; i < 3000; i++)
            TempStore.Write($"{_store.Root}/{i:0000}-{new string('n', 100)}", "");

        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"{i:0000}-{new string('n', 100)} File").ToArray(), List(_store.Root));
    }

    [Fact]
    public void An_empty_directory_has_no_entries() => Assert.Empty(List(_store.Root));

    [Theory]
    [InlineData("missing", 2)]
    [InlineData("file", 20)]
    [InlineData("link", 20)]
    public void What_is_no_directory_is_refused(string name, int errno)
    {
        TempStore.Write($"{_store.Root}/file", "x");
        Posix.SymbolicLink($"{_store.Root}/link", _store.Root);

        Assert.Null(OpenDirectory.TryOpen($"{_store.Root}/{name}", out var error));
        Assert.Equal(new Errno(errno), error);
    }

    // The fallback for DT_UNKNOWN asks the same question of the entry as this one does: no local file system leaves the type out.
    [Fact]
    public void A_stamp_is_of_the_link_itself_and_of_what_lies_below()
    {
        TempStore.Write($"{_store.Root}/v1/current/link", "seven..", TempStore.Minute(3));
        Posix.SymbolicLink($"{_store.Root}/v2/current/link", $"{_store.Root}/v1/current/link");
        using var directory = OpenDirectory.TryOpen(_store.Root, out _);

        Assert.True(directory!.TryStat("v1", "/current/link"u8, out var file, out _));
        Assert.Equal((EntryKind.File, TempStore.Minute(3), 7L), (file.Kind, file.Stamp.ModifiedAt, file.Stamp.Size));
        Assert.True(directory.TryStat("v2", "/current/link"u8, out var link, out _));
        Assert.Equal(EntryKind.SymbolicLink, link.Kind);
        Assert.False(directory.TryStat("v3", "/current/link"u8, out _, out var error));
        Assert.Equal(Errno.NoSuchEntry, error);
    }

    [Theory]
    [InlineData(0L, "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData(1_700_000_000_123_456_789L, "2023-11-14T22:13:20.1234567+00:00")]
    [InlineData(long.MaxValue, "2262-04-11T23:47:16.8547758+00:00")]
    [InlineData(long.MinValue, "1677-09-21T00:12:43.1452242+00:00")]
    public void A_time_in_nanoseconds_is_told_in_what_dotnet_can_hold(long nanoseconds, string expected) =>
        Assert.Equal(expected, new FileStamp(nanoseconds, 0).ModifiedAt.ToString("O"));

    [Fact]
    public void A_name_that_is_no_UTF8_is_no_name_of_the_registry()
    {
        // .NET can neither make nor remove such a name, a shell can.
        Shell("mkdir");
        var names = List(_store.Root);
        Shell("rmdir");

        Assert.Equal(["\uFFFDbad Directory"], names);
        Assert.False(Tag.TryParse("\uFFFDbad", out _));
        Assert.False(RepositoryName.TryParse("\uFFFDbad", out _));
    }

    private void Shell(string verb)
    {
        using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"{verb} \"{_store.Root}/$(printf '\\377bad')\""]);
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    private static string[] List(string path)
    {
        using var directory = OpenDirectory.TryOpen(path, out _);
        Assert.True(directory!.TryList(out var entries, out _));
        return [.. entries.Select(entry => $"{entry.Name} {entry.Kind}").Order(StringComparer.Ordinal)];
    }
}
