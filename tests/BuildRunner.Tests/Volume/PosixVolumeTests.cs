using System.Diagnostics;
using RegistryJanitor.BuildRunner.Volume;

namespace RegistryJanitor.BuildRunner.Tests.Volume;

public sealed class PosixVolumeTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly PosixVolume _volume = new(TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_many_that_publish_under_one_name_one_succeeds_and_its_file_is_whole()
    {
        var winners = new System.Collections.Concurrent.ConcurrentBag<int>();
        Parallel.For(0, 32, number =>
        {
            if (_volume.Publish(_folder["name"], Enumerable.Repeat((byte)number, 10_000).ToArray()))
                winners.Add(number);
        });

        Assert.Equal(Enumerable.Repeat((byte)Assert.Single(winners), 10_000), File.ReadAllBytes(_folder["name"]));
        Assert.Equal(["name"], _folder.Names);
    }

    [Fact]
    public void Of_many_that_rename_one_file_one_succeeds()
    {
        _folder.File("from", "x");
        var winners = new System.Collections.Concurrent.ConcurrentBag<int>();
        Parallel.For(0, 32, number =>
        {
            if (_volume.RenameUnlessTaken(_folder["from"], _folder[$"to{number}"]))
                winners.Add(number);
        });

        Assert.Equal([$"to{Assert.Single(winners)}"], _folder.Names);
    }

    [Fact]
    public void A_name_that_is_taken_is_not_taken_again()
    {
        _folder.File("from", "x");
        _folder.File("to", "y");

        Assert.False(_volume.RenameUnlessTaken(_folder["from"], _folder["to"]));
        Assert.False(_volume.Rename(_folder["none"], _folder["to"]));
        Assert.Equal("y", File.ReadAllText(_folder["to"]));
        Assert.Throws<IOException>(() => _volume.Rename(_folder["from"], _folder["no-directory/to"]));
    }

    [Fact]
    public void A_tree_is_removed_and_what_its_links_lead_to_stays()
    {
        Directory.CreateDirectory(_folder["tree/a/b"]);
        Directory.CreateDirectory(_folder["outside"]);
        _folder.File("outside/file", "x");
        _folder.File("tree/a/.hidden", "x");
        File.CreateSymbolicLink(_folder["tree/a/link"], _folder["outside"]);
        File.CreateSymbolicLink(_folder["tree/nowhere"], "/nowhere/at/all");
        File.SetUnixFileMode(_folder["tree/a"], UnixFileMode.UserRead);

        _volume.RemoveTree(_folder["tree"]);
        _volume.RemoveTree(_folder["tree"]);

        Assert.Equal(["outside"], _folder.Names);
        Assert.True(File.Exists(_folder["outside/file"]));
    }

    [Fact]
    public void A_tree_with_names_that_are_no_text_is_removed()
    {
        Directory.CreateDirectory(_folder["tree"]);
        // git exports such names, and .NET cannot say them.
        using (var shell = Process.Start("/bin/sh", ["-c", $"cd '{_folder["tree"]}' && mkdir \"$(printf 'd\\377')\" && : > \"$(printf 'd\\377/\\200')\""]))
        {
            shell.WaitForExit();
            Assert.Equal(0, shell.ExitCode);
        }

        _volume.RemoveTree(_folder["tree"]);

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void A_tree_that_became_a_link_is_a_link()
    {
        Directory.CreateDirectory(_folder["outside"]);
        _folder.File("outside/file", "x");
        File.CreateSymbolicLink(_folder["tree"], _folder["outside"]);

        _volume.RemoveTree(_folder["tree"]);

        Assert.Equal(["outside"], _folder.Names);
        Assert.True(File.Exists(_folder["outside/file"]));
    }
}
