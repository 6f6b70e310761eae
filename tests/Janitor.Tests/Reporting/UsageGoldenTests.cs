using System.Text;
using System.Text.Json;
using RegistryJanitor.Reporting;
using RegistryJanitor.Tests.Support;
using RegistryJanitor.Tests.Usage;

namespace RegistryJanitor.Tests.Reporting;

public sealed class UsageGoldenTests : IDisposable
{
    private readonly UsageStage _stage = new();

    public UsageGoldenTests()
    {
        var store = _stage.Store;
        Tagged("team/app", "v1", 1, "base*3000000", "one*1500");
        Tagged("team/app", "v2", 2, "base*3000000", "two*40000");
        Tagged("team/app/cache", "main", 5, "cache*9000000");
        Tagged("one/tag", "only", 3, "base*3000000");
        _stage.Image("untagged/only", null, "untagged*700");
        TempStore.Write($"{store.Layout.Repositories}/.DS_Store", "x");
    }

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void A_list_of_repositories_reads_like_this() => Golden.Matches("ls.txt", Text());

    [Fact]
    public void A_list_of_tags_reads_like_this() => Golden.Matches("ls-tags.txt", Text("team/**"));

    [Fact]
    public void A_list_as_JSON_is_this()
    {
        var json = Json("--by", "size");

        Golden.Matches("ls.json", json);
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var usage = _stage.Read().Usage;
        Assert.Equal(UsageJson.Version, root.GetProperty("version").GetInt32());
        Assert.Equal(usage.Bytes, root.GetProperty("bytes").GetInt64());
        Assert.Equal(
            usage.Repositories.OrderByDescending(repository => repository.Bytes).Select(repository => (repository.Repository.Value, repository.Bytes, repository.BytesAlone)),
            root.GetProperty("repositories").EnumerateArray().Select(repository => (
                repository.GetProperty("repository").GetString()!, repository.GetProperty("bytes").GetInt64(), repository.GetProperty("bytesAlone").GetInt64())));
        Assert.Equal(
            UsageStage.Repository(usage, "team/app").Tags.Select(tag => (tag.Tag.Value, tag.Digest.ToString(), tag.Bytes, tag.BytesAlone)),
            root.GetProperty("repositories").EnumerateArray().Single(repository => repository.GetProperty("repository").GetString() is "team/app")
                .GetProperty("tags").EnumerateArray().Select(tag => (
                    tag.GetProperty("tag").GetString()!, tag.GetProperty("digest").GetString(), tag.GetProperty("bytes").GetInt64(), tag.GetProperty("bytesAlone").GetInt64())));
    }

    [Theory]
    [InlineData("name", "one/tag team/app team/app/cache untagged/only")]
    [InlineData("size", "team/app/cache team/app one/tag untagged/only")]
    [InlineData("age", "untagged/only team/app one/tag team/app/cache")]
    [InlineData("tags", "team/app one/tag team/app/cache untagged/only")]
    public void Repositories_come_in_the_order_that_was_asked_for(string by, string order)
    {
        var lines = Text("--by", by).Split('\n')[1..5];

        Assert.Equal(order, string.Join(' ', lines.Select(line => line.Split(' ')[0])));
    }

    [Fact]
    public void The_list_of_an_empty_store_is_one_line()
    {
        using var empty = new UsageStage();

        Assert.Equal("0 repositories, 0 tags, 0 blobs of 0 B. Tags lead to all of it.\n", Text(empty));
    }

    private void Tagged(string repository, string tag, int minute, params string[] layers)
    {
        _stage.Image(repository, tag, layers);
        File.SetLastWriteTimeUtc(_stage.Store.TagLink(repository, tag), TempStore.Minute(minute).UtcDateTime);
    }

    private string Text(params string[] words) => Text(_stage, words);

    private static string Text(UsageStage stage, params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        UsageText.Write(stage.Read(), Options(words), output, Screen.None);
        return Rooted(stage, output.ToString());
    }

    private string Json(params string[] words)
    {
        using var output = new MemoryStream();
        UsageJson.Write(_stage.Read(), _stage.Store.Root, Options(words), output);
        return Rooted(_stage, Encoding.UTF8.GetString(output.ToArray()));
    }

    private static ListOptions Options(string[] words) => ListOptions.TryParse(words, out var options) ? options : throw new FormatException();

    private static string Rooted(UsageStage stage, string text) => text.Replace(stage.Store.Root, "ROOT", StringComparison.Ordinal);
}
