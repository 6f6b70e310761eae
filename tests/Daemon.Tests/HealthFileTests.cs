namespace RegistryJanitor.Daemon.Tests;

public sealed class HealthFileTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        var file = new HealthFile(_folder["health.json"]);
        HealthRecord running = new(FakeClock.Start, null, Succeeded: true, null, TimeSpan.FromHours(1), 17);
        HealthRecord failed = new(FakeClock.Start, FakeClock.Start.AddSeconds(3), Succeeded: false, "disk \"full\"", TimeSpan.FromSeconds(90), 1);

        file.Write(running);
        Assert.Equal(new HealthReading.Found(running), file.Read());
        file.Write(failed);
        Assert.Equal(new HealthReading.Found(failed), file.Read());
    }

    [Fact]
    public void A_missing_file_says_where_it_should_be() =>
        Assert.Equal(
            new HealthReading.Missing($"there is no {_folder["health.json"]}: no pass has begun"),
            new HealthFile(_folder["health.json"]).Read());

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"startedAt\":\"yesterday\"}")]
    [InlineData("[1,2]")]
    public void A_file_that_is_no_record_is_unreadable_and_says_so(string content)
    {
        var path = _folder.File("health.json", content);

        var unreadable = Assert.IsType<HealthReading.Unreadable>(new HealthFile(path).Read());

        Assert.StartsWith($"{path} holds no health record", unreadable.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_in_its_place_is_unreadable()
    {
        Directory.CreateDirectory(_folder["health.json"]);

        Assert.IsType<HealthReading.Unreadable>(new HealthFile(_folder["health.json"]).Read());
    }
}
