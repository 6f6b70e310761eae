using RegistryJanitor.Lifecycle.EndOfLife.Data;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife;

public sealed class CycleOrderTests
{
    [Theory]
    [InlineData("3.9", "3.10")]
    [InlineData("9", "10")]
    [InlineData("2", "2.1")]
    [InlineData("1.0-rc", "1.0.1")]
    [InlineData("stream-8", "stream-9")]
    [InlineData("99999999999999999999", "100000000000000000000")]
    [InlineData("", "0")]
    public void Names_are_in_the_order_of_their_numbers(string before, string after)
    {
        Assert.True(CycleOrder.Instance.Compare(before, after) < 0);
        Assert.True(CycleOrder.Instance.Compare(after, before) > 0);
    }

    [Fact]
    public void Names_that_differ_in_zeroes_alone_are_not_the_same() => Assert.NotEqual(0, CycleOrder.Instance.Compare("3.02", "3.2"));

    [Theory]
    [InlineData(20261121)]
    [InlineData(7)]
    public void The_order_is_one_whatever_order_the_names_come_in(int seed)
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, 200).Select(_ => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => "0123.-ab"[random.Next(8)]))).Distinct(StringComparer.Ordinal).ToArray();
        var ordered = names.Order(CycleOrder.Instance).ToArray();
        random.Shuffle(names);

        Assert.Equal(ordered, names.Order(CycleOrder.Instance), StringComparer.Ordinal);
    }
}
