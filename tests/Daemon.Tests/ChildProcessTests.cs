using System.Diagnostics;
using System.Globalization;

namespace RegistryJanitor.Daemon.Tests;

public sealed class ChildProcessTests : IDisposable
{
    /// <summary>Ignores SIGTERM, as does its child; both tell their process ids.</summary>
    private const string Stubborn = "trap '' TERM; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 100; done' & echo $$; while :; do wait; done";

    private readonly Folder _folder = new();
    private readonly List<string> _lines = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -9 $$", 137)]
    public async Task The_exit_code_is_told(string script, int code) =>
        Assert.Equal(new ChildExit.Exited(code), await ShellAsync(script));

    [Fact]
    public async Task Both_streams_come_as_lines()
    {
        await ShellAsync("echo out; echo err >&2; printf 'crlf\\r\\n\\nlast'");

        Assert.Equal(["", "crlf", "err", "last", "out"], _lines.Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public async Task Standard_error_is_told_from_standard_output_where_that_is_asked_for()
    {
        var errors = new List<string>();

        await ChildProcess.RunAsync(new("sh", "-c", "echo out; echo err >&2"), _lines.Add, TimeProvider.System, CancellationToken.None, errors.Add);

        Assert.Equal(["out"], _lines, StringComparer.Ordinal);
        Assert.Equal(["err"], errors, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Output_that_is_no_text_comes_as_it_is()
    {
        using var bytes = new MemoryStream();

        var exit = await StreamAsync("printf 'a\\0\\377\\r\\n'; echo err >&2; exit 3", (output, cancel) => output.CopyToAsync(bytes, cancel));

        Assert.Equal(new ChildExit.Exited(3), exit);
        Assert.Equal<byte>([(byte)'a', 0, 255, (byte)'\r', (byte)'\n'], bytes.ToArray());
        Assert.Equal(["err"], _lines, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Output_that_nobody_wants_does_not_make_a_child_fail() =>
        Assert.Equal(new ChildExit.Exited(0), await StreamAsync("head -c 1000000 /dev/zero", (_, _) => Task.CompletedTask));

    [Fact]
    public async Task A_reader_that_throws_ends_the_child()
    {
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => StreamAsync("sleep 100", (_, _) => Task.FromException(new InvalidDataException("not a tar"))));

        Assert.Equal("not a tar", thrown.Message);
    }

    [Fact]
    public async Task A_reader_is_told_of_the_time_limit()
    {
        var limit = TimeSpan.FromMilliseconds(100);

        Assert.Equal(new ChildExit.TimedOut(limit), await StreamAsync("printf x; sleep 100", (output, cancel) => output.CopyToAsync(Stream.Null, cancel), limit));
    }

    [Fact]
    public async Task Input_arrives_whole_and_ends()
    {
        var input = string.Concat(Enumerable.Repeat("0123456789\n", 100_000));

        await RunAsync(new("wc", "-c") { Input = input });

        Assert.Equal(["1100000"], _lines, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_child_that_does_not_read_its_input_ends_as_it_likes() =>
        Assert.Equal(new ChildExit.Exited(3), await RunAsync(new("sh", "-c", "exec 0<&-; exit 3") { Input = new string('a', 1_000_000) }));

    [Fact]
    public async Task A_line_comes_while_the_child_still_runs()
    {
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ChildProcess.RunAsync(new("sh", "-c", "echo ready; exec sleep 100"), _ => cancel.Cancel(), TimeProvider.System, cancel.Token));
    }

    [Fact]
    public async Task A_very_long_line_on_both_streams_is_drained_in_pieces()
    {
        Assert.Equal(
            new ChildExit.Exited(0),
            await ShellAsync("head -c 1000000 /dev/zero | tr '\\0' a; head -c 1000000 /dev/zero | tr '\\0' b >&2"));

        Assert.Equal(2_000_000, _lines.Sum(line => line.Length));
        Assert.Equal(LinePump.LongestLine, _lines.Max(line => line.Length));
    }

    [Fact]
    public async Task Arguments_arrive_as_they_are_and_no_shell_reads_them()
    {
        await RunAsync(new("printf", "%s\\n", "a b", "$HOME", "*", "'", "", "ü;rm"));

        Assert.Equal(["a b", "$HOME", "*", "'", "", "ü;rm"], _lines);
    }

    [Fact]
    public async Task Variables_are_added_and_taken_away_and_the_directory_is_set()
    {
        var command = new ChildCommand("sh", "-c", "echo $ADDED ${PATH-none}; pwd")
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ADDED"] = "yes", ["PATH"] = null },
            WorkingDirectory = _folder.Path,
        };

        await RunAsync(command);

        Assert.StartsWith("yes", _lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.GetEnvironmentVariable("PATH")!, _lines[0], StringComparison.Ordinal);
        Assert.Equal(_folder.Path, _lines[1]);
    }

    [Fact]
    public async Task A_child_that_asks_gets_an_end_of_file_and_not_our_standard_input() =>
        Assert.Equal(new ChildExit.Exited(0), await ShellAsync("! read answer"));

    [Fact]
    public async Task A_name_that_is_not_in_PATH_is_told() =>
        Assert.Equal(
            new ChildExit.NotStarted($"no-such-program was not found in PATH ({Environment.GetEnvironmentVariable("PATH")})"),
            await RunAsync(new("no-such-program")));

    [Fact]
    public async Task A_path_without_a_file_is_told() =>
        Assert.Equal(new ChildExit.NotStarted("there is no file /no/such/program"), await RunAsync(new("/no/such/program")));

    [Fact]
    public async Task A_file_that_is_not_executable_is_told()
    {
        var path = _folder.File("script", "#!/bin/sh\n");

        Assert.Equal(new ChildExit.NotStarted($"{path} is not executable"), await RunAsync(new(path)));
    }

    [Fact]
    public async Task A_script_whose_interpreter_is_missing_is_told()
    {
        var path = _folder.File("script", "#!/no/such/interpreter\n");
        await RunAsync(new("chmod", "+x", path));

        Assert.Contains(path, Assert.IsType<ChildExit.NotStarted>(await RunAsync(new(path))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_time_limit_a_child_that_listens_ends_at_once_with_its_own_children()
    {
        var limit = TimeSpan.FromMilliseconds(100);
        var clock = Stopwatch.StartNew();

        var exit = await RunAsync(new("sh", "-c", "sleep 100 & echo $!; echo $$; wait") { TimeLimit = limit });

        Assert.Equal(new ChildExit.TimedOut(limit), exit);
        Assert.InRange(clock.ElapsedMilliseconds, 100, 1500);
        AssertGone(2);
    }

    [Fact]
    public async Task A_child_that_ignores_SIGTERM_and_its_child_are_gone_soon_after_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        var clock = new Stopwatch();
        void OnLine(string line)
        {
            _lines.Add(line);
            if (_lines.Count == 2)
            {
                clock.Start();
                cancel.Cancel();
            }
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ChildProcess.RunAsync(new("sh", "-c", Stubborn), OnLine, TimeProvider.System, cancel.Token));

        // About 520 alone; the rest is for a machine that is busy with other tests.
        Assert.InRange(clock.ElapsedMilliseconds, 450, 1500);
        AssertGone(2);
    }

    [Fact]
    public async Task A_grandchild_that_ignores_SIGTERM_does_not_outlive_a_child_that_obeys_it()
    {
        var exit = await RunAsync(new("sh", "-c", "sh -c 'trap \"\" TERM; echo $$; while :; do sleep 100; done' >&2 & echo $$; wait")
        {
            TimeLimit = TimeSpan.FromMilliseconds(200),
        });

        Assert.IsType<ChildExit.TimedOut>(exit);
        AssertGone(2);
    }

    [Fact]
    public async Task Something_left_behind_that_holds_the_pipe_does_not_hold_us()
    {
        var clock = Stopwatch.StartNew();

        Assert.Equal(new ChildExit.Exited(3), await ShellAsync("sleep 100 & echo $!; exit 3"));

        Assert.InRange(clock.ElapsedMilliseconds, 0, 1500);
        using var left = Process.GetProcessById(int.Parse(Assert.Single(_lines), CultureInfo.InvariantCulture));
        left.Kill();
    }

    [Fact]
    public async Task Something_left_behind_that_never_stops_talking_ends_with_the_time_limit()
    {
        var limit = TimeSpan.FromMilliseconds(300);
        var clock = Stopwatch.StartNew();

        // The subshell in between ends at once, so that nothing leads from us to the talker.
        var exit = await ShellAsync("(sh -c 'echo $$; while echo x; do sleep 0.05; done' &) ; exit 0", limit);

        Assert.Equal(new ChildExit.TimedOut(limit), exit);
        Assert.InRange(clock.ElapsedMilliseconds, 300, 1500);
    }

    [Fact]
    public async Task When_the_callback_throws_the_child_is_ended_and_the_exception_comes_out()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => ChildProcess.RunAsync(
            new("sh", "-c", "echo $$; exec sleep 100"),
            line =>
            {
                _lines.Add(line);
                throw new InvalidOperationException("enough");
            },
            TimeProvider.System,
            default));

        Assert.Equal("enough", thrown.Message);
        AssertGone(1);
    }

    [Fact]
    public async Task A_cancelled_token_starts_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ChildProcess.RunAsync(new("touch", _folder["made"]), _lines.Add, TimeProvider.System, new(canceled: true)));

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public async Task Many_children_leave_no_open_file_behind()
    {
        await ShellAsync(":");
        var before = Directory.GetFileSystemEntries("/proc/self/fd").Length;

        for (var i = 0; i < 20; i++)
            await ShellAsync("echo x");

        // Other tests open files beside this one; a leak would be sixty.
        Assert.InRange(Directory.GetFileSystemEntries("/proc/self/fd").Length, 0, before + 20);
    }

    private Task<ChildExit> StreamAsync(string script, Func<Stream, CancellationToken, Task> read, TimeSpan? limit = null) =>
        ChildProcess.StreamAsync(new("sh", "-c", script) { TimeLimit = limit }, read, _lines.Add, TimeProvider.System, CancellationToken.None);

    private Task<ChildExit> ShellAsync(string script, TimeSpan? limit = null) => RunAsync(new("/bin/sh", "-c", script) { TimeLimit = limit });

    private Task<ChildExit> RunAsync(ChildCommand command) => ChildProcess.RunAsync(command, _lines.Add, TimeProvider.System, default);

    private void AssertGone(int processes)
    {
        Assert.Equal(processes, _lines.Count);
        Assert.All(_lines, processId => Assert.False(Runs(processId), $"process {processId} still runs"));
    }

    /// <summary>A zombie has ended; it only waits for its parent, and an orphan's is not ours.</summary>
    private static bool Runs(string processId)
    {
        try
        {
            return !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
