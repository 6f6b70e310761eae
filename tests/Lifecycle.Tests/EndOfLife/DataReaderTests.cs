using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Data;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife;

public sealed class DataReaderTests
{
    [Fact]
    public void Imglifes_file_is_read_as_it_is()
    {
        var (data, mistakes) = DataReader.Read("""
            # EOL cache
            golang:
              - cycle: 1.20
                eol: 2024-02-06
                latest: 1.20.14
                latestReleaseDate: 2024-02-06
                support: {until: 2024-01-01, by: [a, b]}
              - {cycle: '1.27', eol: false, latest: "", latestReleaseDate: null}
              - cycle: "1.2"
                eol: "true"
            alpine: []
            debian:
            """, "eol-data.yaml");

        Assert.Empty(mistakes);
        Assert.Equal(["alpine", "debian", "golang"], data.Products.Select(product => product.Product), StringComparer.Ordinal);
        Assert.Equal(
            [
                new ReleaseCycle("1.27") { End = new CycleEnd.Open() },
                new ReleaseCycle("1.20") { End = new CycleEnd.On(new DateOnly(2024, 2, 6)), Latest = "1.20.14", LatestReleaseDate = new DateOnly(2024, 2, 6) },
                new ReleaseCycle("1.2") { End = new CycleEnd.Past() },
            ],
            data.Find("golang")!.Cycles);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("{}\n")]
    public void A_file_that_says_nothing_is_no_mistake(string text)
    {
        var (data, mistakes) = DataReader.Read(text, "f");
        Assert.Empty(mistakes);
        Assert.Empty(data.Products);
    }

    [Theory]
    [InlineData("<<<<<<< HEAD\nalpine: []\n=======\nalpine: []\n>>>>>>> x\n", "no YAML")]
    [InlineData("- alpine\n", "no mapping of products")]
    [InlineData("alpine\n", "no mapping of products")]
    [InlineData("alpine: 7\n", "alpine has no list of cycles")]
    [InlineData("alpine: {cycle: 1}\n", "alpine has no list of cycles")]
    [InlineData("alpine: [1]\n", "alpine has an entry that is no cycle")]
    [InlineData("alpine: [{eol: true}]\n", "a cycle of alpine has no name")]
    [InlineData("alpine: [{cycle: [1]}]\n", "cycle is no text")]
    [InlineData("alpine: [{cycle: '1', eol: soon}]\n", "'soon' is no end")]
    [InlineData("alpine: [{cycle: '1', releaseDate: 2026-02-30}]\n", "'2026-02-30' is no day")]
    [InlineData("alpine: [{cycle: '1'}, {cycle: '1'}]\n", "alpine has the cycle 1 twice")]
    [InlineData("alpine: [{cycle: '1', cycle: '2'}]\n", "stands here twice")]
    [InlineData("alpine: []\nalpine: []\n", "alpine stands here twice")]
    [InlineData("[a, b]: []\n", "a key, and no text")]
    [InlineData("alpine: [{cycle: \"a\\x07\"}]\n", "control characters")]
    public void What_cannot_be_understood_is_a_mistake_with_its_place(string text, string words)
    {
        var mistakes = DataReader.Read(text, "eol-data.yaml").Mistakes;
        Assert.Contains(mistakes, mistake => mistake.StartsWith("eol-data.yaml:", StringComparison.Ordinal) && mistake.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Lists_in_lists_are_not_followed_down()
    {
        var mistakes = DataReader.Read($"alpine: [{{cycle: '1', x: {new string('[', 200_000)}{new string(']', 200_000)}}}]\n", "f").Mistakes;
        Assert.Contains("more than 64 deep", Assert.Single(mistakes), StringComparison.Ordinal);
    }
}
