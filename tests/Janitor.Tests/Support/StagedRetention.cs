using RegistryJanitor.Daemon;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>
/// Repositories as text, one tag a line: <c>team/app:v1  3d ago  =a</c>. What follows <c>=</c> is what the tag points at; the verdicts come back as text, too.
/// </summary>
internal sealed class StagedRetention(string policies)
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly RetentionFile _file = Read(policies);

    /// <summary>One line a tag, in the order of the verdicts.</summary>
    public string Decide(string tags)
    {
        var rows = tags.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Row.Parse).ToArray();
        return string.Join('\n', rows.GroupBy(row => row.Repository).SelectMany(Decide));
    }

    private IEnumerable<string> Decide(IGrouping<RepositoryName, Row> rows)
    {
        var repository = new ScannedRepository(
            rows.Key, HasManifests: true, HasLayers: true, HasUploads: false,
            [.. rows.Select(row => new TagSnapshot(row.Tag, new FileStamp((row.PushedAt - DateTimeOffset.UnixEpoch).Ticks * 100, 71)))], [], []);
        return _file.Policies.Decide(repository, Now, tag => rows.First(row => row.Tag == tag).Digest).Select(verdict =>
            $"{(verdict is Verdict.Evict ? "evict" : "keep "),-5} {rows.Key}:{verdict.Tag.Tag}  {verdict.Reason}");
    }

    private static RetentionFile Read(string policies)
    {
        var mistakes = new YamlMistakes("retention.yaml");
        var file = RetentionFile.Read(policies, mistakes);
        Assert.Empty(mistakes.All);
        return file;
    }

    private sealed record Row(RepositoryName Repository, Tag Tag, DateTimeOffset PushedAt, Digest? Digest)
    {
        public static Row Parse(string line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var colon = words[0].LastIndexOf(':');
            Assert.True(Duration.TryParse(words[1], out var ago), line);
            var digest = Array.Find(words, word => word[0] == '=') is { } letter ? Oci.Digest.Parse($"sha256:{new string(letter[1], 64)}") : (Digest?)null;
            return new Row(RepositoryName.Parse(words[0][..colon]), Oci.Tag.Parse(words[0][(colon + 1)..]), Now - ago, digest);
        }
    }
}
