using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Storage;

/// <summary>Janitors on a file system without <c>flock</c>, each with a clock of its own.</summary>
public sealed class HeartbeatLeaseTests : IDisposable
{
    private static readonly TimeSpan s_attempt = TimeSpan.FromMilliseconds(500);

    private readonly TempStore _store = new();
    private readonly FakeClock _firstClock = new();
    private readonly FakeClock _secondClock = new();
    private readonly FakeClock _thirdClock = new();

    private string Held => _store.Layout.HeldLease;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(22)] // EINVAL
    [InlineData(37)] // ENOLCK
    [InlineData(38)] // ENOSYS
    [InlineData(95)] // EOPNOTSUPP
    public void Where_flock_is_not_there_the_lease_is_a_file_that_says_whose_it_is(int errno)
    {
        using var lease = Take(Claim(_firstClock, new Errno(errno)));

        Assert.Matches(
            $"^process {Environment.ProcessId} on {Environment.MachineName} since 2026-11-20 10:00:00Z, lease [0-9a-f]{{32}}, beat 0000000001\n$", File.ReadAllText(Held));
    }

    [Fact]
    public void A_lock_that_fails_otherwise_is_no_reason_to_do_without_one()
    {
        var refused = Assert.Throws<StoreException>(() => Take(Claim(_firstClock, FailingMutator.InputOutput)));

        Assert.StartsWith($"{_store.Layout.Lease}: Input/output error (errno 5). ", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Held));
    }

    [Fact]
    public void The_holder_writes_every_fifteen_seconds()
    {
        using var lease = Take(Claim(_firstClock));
        var owner = Owner();

        _firstClock.Advance(TimeSpan.FromSeconds(14.9));
        Assert.Equal($"{owner}beat 0000000001\n", File.ReadAllText(Held));
        _firstClock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal($"{owner}beat 0000000002\n", File.ReadAllText(Held));
        _firstClock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal($"{owner}beat 0000000006\n", File.ReadAllText(Held));
    }

    [Fact]
    public void A_lease_that_is_given_back_leaves_nothing_and_can_be_taken_at_once()
    {
        var first = Take(Claim(_firstClock))!;
        first.Dispose();
        first.Dispose();
        Assert.False(File.Exists(Held));
        Assert.Equal(Errno.LeaseLost, Touch(first));

        using var next = Take(Claim(_secondClock));
        Assert.NotNull(next);
        _firstClock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(default, Touch(next));
    }

    [Fact]
    public void A_janitor_that_lives_keeps_its_lease_for_as_long_as_it_likes()
    {
        using var first = Take(Claim(_firstClock));
        var second = Claim(_secondClock);

        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromMinutes(10); waited += s_attempt)
        {
            Assert.Null(Take(second));
            _firstClock.Advance(s_attempt);
            _secondClock.Advance(s_attempt);
        }

        Assert.Equal(default, Touch(first!));
    }

    [Fact]
    public void A_killed_janitor_is_followed_after_a_minute_and_not_before()
    {
        Kill();
        var second = Claim(_secondClock);

        for (var waited = TimeSpan.Zero; waited < HeartbeatWatch.Patience; waited += s_attempt)
        {
            Assert.Null(Take(second));
            _secondClock.Advance(s_attempt);
        }

        using var lease = Take(second);
        Assert.NotNull(lease);
        Assert.Equal(default, Touch(lease));
        Assert.False(File.Exists(_store.Layout.StaleLease));
    }

    [Fact]
    public void The_minute_counts_from_the_last_beat_that_was_seen()
    {
        using var first = Take(Claim(_firstClock));
        var second = Claim(_secondClock);
        Assert.Null(Take(second));
        _firstClock.Advance(HeartbeatHold.Interval); // its last one
        _secondClock.Advance(HeartbeatWatch.Patience);
        Assert.Null(Take(second));

        _secondClock.Advance(HeartbeatWatch.Patience - s_attempt);
        Assert.Null(Take(second));
        _secondClock.Advance(s_attempt);
        using var lease = Take(second);
        Assert.NotNull(lease);
    }

    [Theory]
    [InlineData(-365)]
    [InlineData(365)]
    public void Times_of_other_clocks_say_nothing(int days)
    {
        Kill();
        File.SetLastWriteTimeUtc(Held, FakeClock.Start.AddDays(days).UtcDateTime);

        Assert.Null(Take(Claim(_secondClock)));
    }

    [Fact]
    public void A_file_that_was_made_and_never_written_is_a_killed_janitor_s_too()
    {
        TempStore.Write(Held, "");
        var second = Claim(_secondClock);
        Assert.False(second.TryTake(out _, out var holder));
        Assert.Equal("a process that has not written its name yet", holder);

        _secondClock.Advance(HeartbeatWatch.Patience);
        using var lease = Take(second);
        Assert.NotNull(lease);
    }

    [Fact]
    public void Of_two_that_wait_for_a_dead_one_the_quicker_gets_it_and_the_other_waits_on()
    {
        Kill();
        var (quicker, slower) = (Claim(_thirdClock), Claim(_secondClock));
        Assert.Null(Take(quicker));
        Assert.Null(Take(slower));
        _thirdClock.Advance(HeartbeatWatch.Patience);
        _secondClock.Advance(HeartbeatWatch.Patience);

        using var lease = Take(quicker);
        Assert.NotNull(lease);
        Assert.False(slower.TryTake(out _, out var holder));
        Assert.Equal(File.ReadAllText(Held).Trim(), holder);
        Assert.Equal(default, Touch(lease));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_takes_away_what_is_not_what_it_judged_puts_it_back(bool anotherTaker)
    {
        using var holder = Take(Claim(_firstClock));
        var other = Claim(_thirdClock);
        StorageLease? lease = null;
        var slower = Claim(_secondClock, rename: Before(() =>
        {
            // Between the judgement and the rename: another one has judged the same, or the holder wakes up.
            if (anotherTaker)
                lease = Take(other);
            else
                _firstClock.Advance(HeartbeatHold.Interval);
        }));
        Take(other);
        Take(slower);
        _secondClock.Advance(HeartbeatWatch.Patience);
        _thirdClock.Advance(HeartbeatWatch.Patience);

        Assert.Null(Take(slower));

        using (lease)
            Assert.Equal((default, false), (Touch(lease ?? holder!), File.Exists(_store.Layout.StaleLease)));
    }

    [Fact]
    public void Who_finds_another_s_file_in_the_place_that_it_has_made_free_waits()
    {
        Kill();
        StorageLease? third = null;
        var second = Claim(_secondClock, rename: After(() => third = Take(Claim(_thirdClock))));
        Take(second);
        _secondClock.Advance(HeartbeatWatch.Patience);

        Assert.Null(Take(second));

        using (third)
            Assert.Equal(default, Touch(third!));
    }

    [Fact]
    public void However_many_try_at_once_one_gets_it()
    {
        for (var round = 0; round < 100; round++)
        {
            Kill();
            LeaseClaim[] claims = [.. Enumerable.Range(0, 4).Select(_ => Claim(_secondClock))];
            Assert.All(claims, claim => Assert.Null(Take(claim)));
            _secondClock.Advance(HeartbeatWatch.Patience);

            var leases = new StorageLease?[claims.Length];
            Parallel.For(0, claims.Length, i => leases[i] = Take(claims[i]));

            Assert.InRange(leases.Count(lease => lease is not null && Touch(lease) == default), 0, 1);
            foreach (var lease in leases)
                lease?.Dispose();
            TempStore.Damage(_store.Layout.Own);
        }
    }

    [Fact]
    public void A_holder_that_was_suspended_for_too_long_changes_nothing_any_more()
    {
        using var suspended = Take(Claim(_firstClock));
        using var next = TakeOver();
        TempStore.Write($"{_store.Root}/file", "x");

        Assert.Equal(
            [Errno.LeaseLost, Errno.LeaseLost, Errno.LeaseLost, Errno.LeaseLost],
            (Errno[])
            [
                suspended!.Mutator.Rename($"{_store.Root}/file", $"{_store.Root}/other"), suspended.Mutator.Unlink($"{_store.Root}/file"),
                suspended.Mutator.RemoveEmptyDirectory(_store.Root), suspended.Mutator.SyncDirectory(_store.Root),
            ]);
        Assert.True(File.Exists($"{_store.Root}/file"));
        Assert.True(suspended.Lost.IsCancellationRequested);
        Assert.Equal(default, Touch(next));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_next_beat_finds_out_that_the_lease_was_lost(bool takenOver)
    {
        using var first = Take(Claim(_firstClock));
        using var next = takenOver ? TakeOver() : null;
        if (!takenOver)
            TempStore.Damage(Held);
        var found = takenOver ? File.ReadAllText(Held) : null;

        _firstClock.Advance(HeartbeatHold.Interval);

        Assert.True(first!.Lost.IsCancellationRequested);
        Assert.Equal(found, File.Exists(Held) ? File.ReadAllText(Held) : null);
    }

    [Fact]
    public void A_lost_lease_stays_lost_and_giving_it_back_takes_nothing_from_its_new_holder()
    {
        var first = Take(Claim(_firstClock))!;
        var owned = File.ReadAllText(Held);
        var next = TakeOver();
        Assert.Equal(Errno.LeaseLost, Touch(first));

        File.WriteAllText(Held, owned);
        Assert.Equal(Errno.LeaseLost, Touch(first));
        first.Dispose();

        Assert.True(File.Exists(Held));
        next.Dispose();
    }

    [Fact]
    public void A_heart_that_cannot_beat_for_three_beats_gives_up_before_another_takes_over()
    {
        using var first = Take(Claim(_firstClock));
        var owned = File.ReadAllText(Held);
        TempStore.Damage(Held);
        Posix.SymbolicLink(Held, "elsewhere"); // ELOOP at every beat

        _firstClock.Advance(TimeSpan.FromSeconds(44));
        Assert.False(first!.Lost.IsCancellationRequested);
        Assert.Equal(Errno.SymbolicLink, Touch(first));

        _firstClock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(first.Lost.IsCancellationRequested);
        TempStore.Damage(Held);
        File.WriteAllText(Held, owned);
        Assert.Equal(Errno.LeaseLost, Touch(first));
    }

    [Fact]
    public void A_symbolic_link_in_the_file_s_place_is_not_followed()
    {
        Posix.SymbolicLink(Held, $"{_store.Root}/victim");

        Assert.Throws<StoreException>(() => Take(Claim(_firstClock)));
        Assert.False(File.Exists($"{_store.Root}/victim"));
    }

    private static StorageLease? Take(LeaseClaim claim) => claim.TryTake(out var lease, out _) ? lease : null;

    private LeaseClaim Claim(FakeClock clock, Errno? flock = null, Func<string, string, int>? rename = null) =>
        new(_store.Layout, clock) { Flock = _ => flock ?? Errno.NotSupported, Rename = rename ?? Libc.Rename };

    private static Func<string, string, int> Before(Action act)
    {
        var first = true;
        return (from, to) =>
        {
            if (first)
                act();
            first = false;
            return Libc.Rename(from, to);
        };
    }

    private static Func<string, string, int> After(Action act) => (from, to) =>
    {
        var answer = Libc.Rename(from, to);
        act();
        return answer;
    };

    private string Owner() => File.ReadAllText(Held).Split("beat")[0];

    private Errno Touch(StorageLease lease) => lease.Mutator.SyncDirectory(_store.Root);

    /// <summary>Leaves behind what a killed janitor does.</summary>
    private void Kill()
    {
        using var lease = Take(Claim(_firstClock));
        var left = File.ReadAllText(Held);
        lease!.Dispose();
        File.WriteAllText(Held, left);
    }

    /// <summary>A second janitor takes the lease while the first one's clock stands still.</summary>
    private StorageLease TakeOver()
    {
        var second = Claim(_secondClock);
        Assert.Null(Take(second));
        _secondClock.Advance(HeartbeatWatch.Patience);
        return Take(second)!;
    }
}
