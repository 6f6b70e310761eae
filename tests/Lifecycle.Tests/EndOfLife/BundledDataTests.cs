using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Data;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife;

public sealed class BundledDataTests
{
    [Fact]
    public void What_is_bundled_has_its_day_and_the_notice_of_its_source()
    {
        Assert.Contains($"{BundledData.AsOf:yyyy-MM-dd}", BundledData.Text(), StringComparison.Ordinal);
        Assert.Contains("Copyright 2020 endoflife.date contributors", BundledData.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alpine")]
    [InlineData("debian")]
    [InlineData("ubuntu")]
    [InlineData("golang")]
    [InlineData("node")]
    [InlineData("python")]
    [InlineData("nginx")]
    [InlineData("postgres")]
    [InlineData("dotnet")]
    [InlineData("eclipse-temurin")]
    [InlineData("php")]
    [InlineData("ruby")]
    [InlineData("mysql")]
    [InlineData("mariadb")]
    [InlineData("traefik")]
    [InlineData("haproxy")]
    public void What_images_are_mostly_built_from_is_bundled_under_each_of_its_names(string product) => Assert.NotEmpty(BundledData.Data.FindAny(product)!.Cycles);

    [Fact]
    public void Every_bundled_cycle_has_its_day() =>
        Assert.All(BundledData.Data.Products, product => Assert.All(product.Cycles, cycle => Assert.IsType<CycleEnd.On>(cycle.End)));
}
