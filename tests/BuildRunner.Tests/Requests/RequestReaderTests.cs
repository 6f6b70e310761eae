using System.Text;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Tests.Support;

namespace RegistryJanitor.BuildRunner.Tests.Requests;

public sealed class RequestReaderTests
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public void What_is_written_is_read_again()
    {
        var request = Requested.Valid(
            $$$"""
            {"schema":1,"id":"one","image":"registry:5000/team/app","tags":["latest","v{version}","upstream-{short_sha}"],
             "context":{"mirror":"app","commit":"{{{Sha}}}","path":"sub/dir"},"dockerfile":"docker/Dockerfile","build_args":{"A":"--evil $(b)","B":""},
             "labels":{"org.example.key":"a; rm -rf /"},"target":"final","platform":"linux/arm/v7","cache_repository":"registry:5000/team/app/cache",
             "version":"seed","time_limit_secs":86400,"reason":"because","requested_at":"2026-11-20T10:00:00+01:00"}
            """);

        var again = Requested.Valid(Encoding.UTF8.GetString(RequestWriter.Write(request)));

        Assert.Equal(new ContextSource.Mirror("app", Sha, "sub/dir"), again.Context);
        Assert.Equal(TimeSpan.FromDays(1), again.TimeLimit);
        Assert.Equal(VersionMode.Seed, again.Version);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), again.RequestedAt);
        Assert.Equal("--evil $(b)", again.BuildArguments["A"]);
        Assert.Equal(RequestWriter.Write(request), RequestWriter.Write(again));
    }

    [Fact]
    public void The_least_that_is_asked_for_has_defaults()
    {
        var request = Requested.Valid(Requested.Json("one", ",\"target\":\"\",\"platform\":\"\",\"cache_repository\":\"\""));

        Assert.Equal(("Dockerfile", null, null, null), (request.Dockerfile, request.Target, request.Platform, request.CacheRepository));
        Assert.Equal(TimeSpan.FromHours(1), request.TimeLimit);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var mistakes = Requested.Mistakes(
            """
            {"schema":2,"id":"two","image":"app","tags":["-f","{verion}","v{version}"],"context":{"directory":"../x","tar":"y"},"dockerfile":"/etc/passwd",
             "build_args":{"1A":"x"},"labels":{"a b":"c"},"target":"--push","platform":"Linux","version":"sed","time_limit_secs":0,"reason":"a\u001b[31m",
             "requested_at":"yesterday","taggs":[]}
            """);

        Assert.Equal(
            [
                "schema is not 1, the only one that is known; write 1",
                "id 'two' is not what the file is called; write one",
                "image 'app' names no registry; write host, port and repository: registry:5000/team/app",
                "context.directory '../x' has an empty part, '.' or '..'; write it without",
                "context is not exactly one of directory, tar and mirror; write {\"directory\": \"app\"}, {\"tar\": \"app.tar\"} or {\"mirror\": \"app\", \"commit\": \"<sha>\"}",
                "version 'sed' is not known; did you mean seed?",
                "tags '-f' is no tag; write at most 128 letters, digits, '_', '.', '-', neither '.' nor '-' first",
                "tags has {verion}, which is not known; did you mean {version}?",
                "dockerfile '/etc/passwd' begins with /; write it relative",
                "build_args '1A' is no name; write letters, digits and '_', no digit first",
                "labels 'a b' is no key; write letters, digits and '.', '_', '-', '/' between them",
                "target '--push' is not known; write the name of a stage: letters, digits, '_', '.', '-', a letter or digit first",
                "platform 'Linux' is not known; write one such as linux/amd64 or linux/arm/v7",
                "time_limit_secs is no whole number from 1 to 86400; write one",
                "reason has a control character: 'a?[31m'; take it away",
                "requested_at 'yesterday' is no time of ISO 8601; write \"2026-11-20T10:00:00Z\"",
                "taggs is no key; did you mean tags? known are build_args, cache_repository, context, dockerfile, id, image, labels, platform, reason, requested_at, schema, tags, target, time_limit_secs, version",
            ],
            mistakes);
    }

    [Theory]
    [InlineData("", "is no JSON")]
    [InlineData("[]", "is no object")]
    [InlineData("{\"schema\":1,}", "is no JSON")]
    [InlineData("{\"a\":[[[[[[[[[[1]]]]]]]]]]}", "nested deeper")]
    [InlineData("{\"id\":\"\\ud800\"}", "no Unicode")]
    [InlineData("{\"\\ud800\":1}", "no Unicode")]
    public void What_is_no_request_at_all_is_one_mistake(string text, string sentence) => Assert.Contains(sentence, Assert.Single(Requested.Mistakes(text)), StringComparison.Ordinal);

    [Fact]
    public void A_key_that_is_there_twice_is_not_read_as_one_of_them() =>
        Assert.Equal(["image is there twice; keep one"], Requested.Mistakes(Requested.Json("one", ",\"image\":\"evil:1/x\"")));

    [Fact]
    public void A_file_above_1_MiB_is_refused() =>
        Assert.Contains("more than 1.0 MiB", Assert.Single(Requested.Mistakes(Requested.Json("one", $",\"reason\":\"{new string('a', 1024 * 1024)}\""))), StringComparison.Ordinal);

    [Theory]
    [InlineData("registry:5000/app", true)]
    [InlineData("localhost/app", true)]
    [InlineData("10.0.0.1:5000/a/b/c", true)]
    [InlineData("[::1]:5000/app", true)]
    [InlineData("ghcr.io/team/my-app", true)]
    [InlineData("team/app", false)]
    [InlineData("registry:99999/app", false)]
    [InlineData("registry:5000/app:latest", false)]
    [InlineData("registry:5000/app@sha256:0", false)]
    [InlineData("registry:5000/App", false)]
    [InlineData("registry:5000/../app", false)]
    [InlineData("--insecure/app", false)]
    [InlineData("http://registry:5000/app", false)]
    [InlineData("registry:5000/", false)]
    public void An_image_has_a_registry_and_a_repository_and_nothing_else(string text, bool valid) => Assert.Equal(valid, ImageReference.Read(text, out _) is not null);

    [Theory]
    [InlineData("\"mirror\":\"app\",\"commit\":\"main\"", "hexadecimal")]
    [InlineData("\"mirror\":\"app\"", "context.commit is missing")]
    [InlineData("\"mirror\":\"--upload-pack=x\",\"commit\":\"0123456789abcdef0123456789abcdef01234567\"", "no name of a mirror")]
    [InlineData("\"mirror\":\"app\",\"commit\":\"0123456789abcdef0123456789abcdef01234567\",\"path\":\"a/../b\"", "context.path")]
    [InlineData("\"directory\":\"a\",\"path\":\"b\"", "without a mirror")]
    [InlineData("\"directory\":\"-C\"", "like a flag")]
    public void A_context_that_leads_elsewhere_is_refused(string context, string sentence)
    {
        var json = Requested.Json("one").Replace("\"directory\":\"app\"", context, StringComparison.Ordinal);

        Assert.Contains(Requested.Mistakes(json), mistake => mistake.Contains(sentence, StringComparison.Ordinal));
    }
}
