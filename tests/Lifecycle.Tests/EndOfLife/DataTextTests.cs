using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Data;
using RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife;

public sealed class DataTextTests
{
    [Fact]
    public void The_file_is_like_this() => Golden.Matches("eol-data.yaml", DataText.Of(new EndOfLifeData(
    [
        new ProductCycles("go",
        [
            new ReleaseCycle("1.26") { ReleaseDate = new DateOnly(2026, 2, 10), End = new CycleEnd.Open(), Latest = "1.26.4", LatestReleaseDate = new DateOnly(2026, 8, 5) },
            new ReleaseCycle("1.9") { End = new CycleEnd.Past() },
            new ReleaseCycle("1.24") { End = new CycleEnd.On(new DateOnly(2026, 2, 10)), Latest = "1.24.13" },
        ]),
        new ProductCycles("debian", [new ReleaseCycle("12") { Codename = "Bookworm", End = new CycleEnd.On(new DateOnly(2026, 7, 11)), Latest = "12.11" }]),
        new ProductCycles("alpine", [new ReleaseCycle("3.20"), new ReleaseCycle("3.2")]),
        new ProductCycles("no", []),
        new ProductCycles("3proxy", [new ReleaseCycle("a\"b\\c")]),
    ])));

    [Theory]
    [InlineData(1)]
    [InlineData(20261120)]
    public void What_is_written_is_read_again_and_written_the_same(int seed)
    {
        var random = new Random(seed);
        var data = new EndOfLifeData(Enumerable.Range(0, 30).Select(at => new ProductCycles($"p{at}-{random.Next(100)}", Enumerable.Range(0, random.Next(20)).Select(cycle => Cycle(random, cycle)))));
        var text = DataText.Of(data);
        var (read, mistakes) = DataReader.Read(text, "f");

        Assert.Empty(mistakes);
        Assert.Equal(data.Products.SelectMany(product => product.Cycles), read.Products.SelectMany(product => product.Cycles));
        Assert.Equal(text, DataText.Of(read));
    }

    [Fact]
    public void The_order_in_which_things_come_does_not_show()
    {
        ReleaseCycle[] cycles = [new("3.20"), new("3.9"), new("3.21")];
        Assert.Equal(
            DataText.Of(new EndOfLifeData([new ProductCycles("b", cycles), new ProductCycles("a", [])])),
            DataText.Of(new EndOfLifeData([new ProductCycles("a", []), new ProductCycles("b", cycles.Reverse())])));
    }

    private static ReleaseCycle Cycle(Random random, int at) => new($"{at}.{random.Next(100)}{(random.Next(4) == 0 ? " \"odd\\\" #: -" : "")}")
    {
        Codename = random.Next(2) == 0 ? "null" : null,
        ReleaseDate = Day(random),
        End = random.Next(4) switch { 0 => new CycleEnd.Past(), 1 => new CycleEnd.Open(), 2 when Day(random) is { } day => new CycleEnd.On(day), _ => null },
        Latest = random.Next(2) == 0 ? $"{random.Next(10)}.20" : null,
        LatestReleaseDate = Day(random),
    };

    private static DateOnly? Day(Random random) => random.Next(3) == 0 ? null : new DateOnly(2000, 1, 1).AddDays(random.Next(20000));
}
