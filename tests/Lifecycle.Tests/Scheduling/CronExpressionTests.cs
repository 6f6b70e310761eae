using System.Globalization;
using RegistryJanitor.Lifecycle.Scheduling;

namespace RegistryJanitor.Lifecycle.Tests.Scheduling;

public sealed class CronExpressionTests
{
    [Theory]
    [InlineData("0 4 * * 0", "2026-11-21 23:59", "2026-11-22 04:00")]
    [InlineData("0 4 * * 7", "2026-11-22 04:00", "2026-11-29 04:00")]
    [InlineData("0 4 * * sun", "2026-11-22 03:59", "2026-11-22 04:00")]
    [InlineData("* * * * *", "2026-12-31 23:59", "2027-01-01 00:00")]
    [InlineData("*/20 8-10/2 * * *", "2026-11-22 08:40", "2026-11-22 10:00")]
    [InlineData("50/5 * * * *", "2026-11-22 08:51", "2026-11-22 08:55")]
    [InlineData("0 0 29 2 *", "2026-11-22 00:00", "2028-02-29 00:00")]
    [InlineData("0 0 29 2 *", "2096-03-01 00:00", "2104-02-29 00:00")]
    [InlineData("30 12 1,15 JAN,jul *", "2026-01-15 12:30", "2026-07-01 12:30")]
    // Both days are restricted: either of them is enough; a star restricts nothing.
    [InlineData("0 0 13 * FRI", "2026-11-13 00:00", "2026-11-20 00:00")]
    [InlineData("0 0 */2 * FRI", "2026-11-21 00:00", "2026-11-27 00:00")]
    public void The_next_moment_is_the_one_that_cron_means(string expression, string after, string next)
    {
        var (time, mistake) = CronExpression.Read(expression);

        Assert.Null(mistake);
        Assert.Equal(Moment(next), time!.Next(Moment(after)));
    }

    [Fact]
    public void A_moment_with_seconds_or_of_another_zone_is_the_same_moment()
    {
        var time = CronExpression.Read("0 * * * *").Time!;

        Assert.Equal(Moment("2026-11-22 05:00"), time.Next(Moment("2026-11-22 04:59").AddSeconds(59)));
        Assert.Equal(Moment("2026-11-22 05:00"), time.Next(new DateTimeOffset(2026, 11, 22, 6, 30, 0, TimeSpan.FromHours(2))));
    }

    [Theory]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("1, * * * *")]
    [InlineData("-1 * * * *")]
    [InlineData("* * * * MONDAY")]
    [InlineData("0 0 31 4,6 *")]
    [InlineData("@daily")]
    [InlineData("* * * *")]
    public void What_is_no_time_is_refused(string expression)
    {
        var (time, mistake) = CronExpression.Read(expression);

        Assert.Null(time);
        Assert.NotNull(mistake);
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
