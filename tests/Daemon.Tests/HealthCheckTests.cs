namespace RegistryJanitor.Daemon.Tests;

public sealed class HealthCheckTests
{
    private static readonly DateTimeOffset s_t0 = FakeClock.Start;

    [Fact]
    public void A_pass_that_succeeded_is_healthy_until_two_intervals_and_a_minute_after_its_start()
    {
        var record = Record(interval: 600, finished: 5);

        Assert.Equal(new(true, "the last pass succeeded at 2026-11-20 10:00:05Z"), HealthCheck.Judge(record, s_t0.AddSeconds(1260)));
        Assert.Equal(
            new(false, "overdue: the last pass began at 2026-11-20 10:00:00Z, the next was due by 2026-11-20 10:21:00Z"),
            HealthCheck.Judge(record, s_t0.AddSeconds(1261)));
    }

    [Fact]
    public void A_pass_that_took_three_intervals_is_not_overdue_the_moment_it_ends() =>
        Assert.True(HealthCheck.Judge(Record(interval: 600, finished: 1800), s_t0.AddSeconds(1801)).Healthy);

    [Fact]
    public void A_failed_pass_is_unhealthy_with_its_reason() =>
        Assert.Equal(new(false, "the last pass failed: disk full"), HealthCheck.Judge(Record(600, 5, "disk full"), s_t0.AddSeconds(10)));

    [Fact]
    public void The_first_pass_is_healthy_while_it_runs() =>
        Assert.Equal(new(true, "a pass has been running since 2026-11-20 10:00:00Z"), HealthCheck.Judge(Record(600, null), s_t0.AddSeconds(10)));

    [Fact]
    public void A_running_pass_after_a_failed_one_stays_unhealthy() =>
        Assert.False(HealthCheck.Judge(Record(600, null, "disk full"), s_t0.AddSeconds(10)).Healthy);

    [Theory]
    [InlineData(60, 3600)]
    [InlineData(7200, 7200)]
    public void A_running_pass_is_stuck_after_its_interval_and_never_before_an_hour(int interval, int allowed)
    {
        Assert.True(HealthCheck.Judge(Record(interval, null), s_t0.AddSeconds(allowed)).Healthy);
        var stuck = HealthCheck.Judge(Record(interval, null), s_t0.AddSeconds(allowed + 1));
        Assert.False(stuck.Healthy);
        Assert.StartsWith("stuck: the pass that began at 2026-11-20 10:00:00Z is still running", stuck.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_whose_passes_may_take_longer_says_so()
    {
        var reading = new HealthReading.Found(Record(60, null));
        Assert.True(HealthCheck.Judge(reading, s_t0.AddHours(4), TimeSpan.FromHours(4)).Healthy);
        Assert.False(HealthCheck.Judge(reading, s_t0.AddHours(4).AddSeconds(1), TimeSpan.FromHours(4)).Healthy);
        Assert.True(HealthCheck.Judge(reading, s_t0.AddHours(1), TimeSpan.FromMinutes(1)).Healthy);
    }

    [Fact]
    public void A_clock_that_was_set_back_makes_nothing_overdue() =>
        Assert.True(HealthCheck.Judge(Record(600, 5), s_t0.AddDays(-1)).Healthy);

    [Fact]
    public void Without_a_record_there_is_no_health()
    {
        Assert.Equal(new(false, "none"), HealthCheck.Judge(new HealthReading.Missing("none"), s_t0));
        Assert.Equal(new(false, "bad"), HealthCheck.Judge(new HealthReading.Unreadable("bad"), s_t0));
        Assert.True(HealthCheck.Judge(new HealthReading.Found(Record(600, 5)), s_t0).Healthy);
    }

    private static HealthRecord Record(int interval, int? finished, string? failure = null) => new(
        s_t0, finished is { } seconds ? s_t0.AddSeconds(seconds) : null, failure is null, failure, TimeSpan.FromSeconds(interval), 1);
}
