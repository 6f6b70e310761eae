using System.Globalization;
using System.Net;
using System.Text;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.Tests.Support;
using RegistryJanitor.Oci;
using static RegistryJanitor.Lifecycle.Tests.Registries.FakeRegistries;

namespace RegistryJanitor.Lifecycle.Tests.Registries;

public sealed class RegistryClientTests : IDisposable
{
    private readonly FakeRegistries _fake = new();

    public void Dispose() => _fake.Dispose();

    [Fact]
    public async Task Tags_come_page_by_page_from_the_registry_itself_whatever_host_its_links_name()
    {
        for (var number = 0; number < 25; number++)
            _fake.Put($"docker.io/library/alpine:t{number}");
        _fake.PageSize = 10;

        var tags = await _fake.Client().TagsAsync(Image("alpine"), default);

        Lists.Same(Enumerable.Range(0, 25).Select(number => $"t{number}"), tags.Select(tag => tag.Value));
        Lists.Same(["GET registry-1.docker.io/v2/library/alpine/tags/list?n=1000", "GET registry-1.docker.io/v2/library/alpine/tags/list?token=10", "GET registry-1.docker.io/v2/library/alpine/tags/list?token=20"], _fake.Requests);
    }

    [Fact]
    public async Task A_list_that_goes_on_with_itself_is_ended()
    {
        _fake.Instead = _ => Answer(HttpStatusCode.OK, """{"tags":["a"]}""", ("Link", "</v2/x/tags/list?token=1>; rel=next"));

        var failed = await Fails(() => _fake.Client().TagsAsync(Image("r.example.com/x"), default));

        Assert.Equal("r.example.com lists the tags of x without end; look whether a proxy answers in its place", failed.Message);
    }

    [Theory]
    [InlineData("<html>", "r.example.com answers with no list of tags for x; look whether a proxy answers in its place")]
    [InlineData("[]", "r.example.com answers with no list of tags for x; look whether a proxy answers in its place")]
    public async Task A_page_that_is_no_list_is_told(string body, string sentence)
    {
        _fake.Instead = _ => Answer(HttpStatusCode.OK, body);

        Assert.Equal(sentence, (await Fails(() => _fake.Client().TagsAsync(Image("r.example.com/x"), default))).Message);
    }

    [Fact]
    public async Task No_tags_are_none()
    {
        _fake.Instead = _ => Answer(HttpStatusCode.OK, """{"name":"x","tags":null}""");

        Assert.Empty(await _fake.Client().TagsAsync(Image("r.example.com/x"), default));
    }

    [Fact]
    public async Task A_digest_is_had_by_head_alone()
    {
        var digest = _fake.Put("registry:5000/team/app:1");

        Assert.Equal(digest, (await _fake.Client().HeadAsync(Image("registry:5000/team/app:1"), default))!.Digest);
        Assert.Null(await _fake.Client().HeadAsync(Image("registry:5000/team/app:2"), default));
        Lists.Same(["HEAD registry:5000/v2/team/app/manifests/1", "HEAD registry:5000/v2/team/app/manifests/2"], _fake.Requests);
    }

    [Fact]
    public async Task A_registry_that_states_no_digest_is_asked_for_the_manifest_and_it_is_hashed()
    {
        var digest = _fake.Put("registry:5000/a:1", """{"schemaVersion":2}""");
        _fake.Also = answer => answer.Headers.Remove("Docker-Content-Digest");

        Assert.Equal(digest, (await _fake.Client().HeadAsync(Image("registry:5000/a:1"), default))!.Digest);
        Lists.Same(["HEAD registry:5000/v2/a/manifests/1", "GET registry:5000/v2/a/manifests/1"], _fake.Requests);
    }

    [Fact]
    public async Task Other_bytes_than_the_digest_says_are_refused()
    {
        var digest = _fake.Put("registry:5000/a:1");
        _fake.Instead = _ => Answer(HttpStatusCode.OK, "{ }", ("Docker-Content-Digest", digest.ToString()));

        Assert.Equal(RegistryFault.Odd, (await Fails(() => _fake.Client().ManifestAsync(Image("registry:5000/a:1"), default))).Fault);
        Assert.Equal(RegistryFault.Odd, (await Fails(() => _fake.Client().ManifestAsync(Image($"registry:5000/a@{digest}"), default))).Fault);
    }

    [Fact]
    public async Task A_manifest_beyond_4_MiB_is_not_read()
    {
        _fake.Instead = _ => Answer(HttpStatusCode.OK, new string(' ', (4 * 1024 * 1024) + 1));

        Assert.Contains("beyond 4 MiB", (await Fails(() => _fake.Client().ManifestAsync(Image("registry:5000/a:1"), default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_fetched_once_for_its_scope_and_the_password_goes_to_the_token_server_alone()
    {
        _fake.Put("docker.io/library/alpine:1");
        _fake.Instead = Tokens("https://auth.docker.io/token");
        var client = _fake.Client(credentials: Book(("LIFECYCLE_DOCKER_IO_USERNAME", "me"), ("LIFECYCLE_DOCKER_IO_PASSWORD", "word")));

        await client.HeadAsync(Image("alpine:1"), default);
        await client.HeadAsync(Image("alpine:1"), default);

        var basic = $"Basic {Convert.ToBase64String("me:word"u8)}";
        Lists.Same(
            [
                "HEAD registry-1.docker.io/v2/library/alpine/manifests/1",
                $"GET auth.docker.io/token {basic}",
                "HEAD registry-1.docker.io/v2/library/alpine/manifests/1 Bearer t0ken",
                "HEAD registry-1.docker.io/v2/library/alpine/manifests/1 Bearer t0ken",
            ],
            _fake.Shown);
        Assert.Contains("GET auth.docker.io/token?service=here&scope=repository:library/alpine:pull", _fake.Requests, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_token_that_has_run_out_is_renewed()
    {
        _fake.Put("docker.io/library/alpine:1");
        _fake.Instead = Tokens("https://auth.docker.io/token");
        var clock = new FakeClock();
        var client = _fake.Client(clock);

        await client.HeadAsync(Image("alpine:1"), default);
        clock.Advance(TimeSpan.FromMinutes(5));
        await client.HeadAsync(Image("alpine:1"), default);

        Assert.Equal(2, _fake.Requests.Count(request => request.StartsWith("GET auth.docker.io", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nothing_is_shown_to_a_token_server_on_worse_transport()
    {
        _fake.Instead = Tokens("http://auth.example.com/token");
        var client = _fake.Client(credentials: Book(("LIFECYCLE_R_EXAMPLE_COM_USERNAME", "me"), ("LIFECYCLE_R_EXAMPLE_COM_PASSWORD", "word")));

        var failed = await Fails(() => client.HeadAsync(Image("r.example.com/a:1"), default));

        Assert.Contains("a token server that speaks http", failed.Message, StringComparison.Ordinal);
        Lists.Same(["HEAD r.example.com/v2/a/manifests/1"], _fake.Shown);
    }

    [Fact]
    public async Task A_password_goes_to_its_registry_and_to_no_other()
    {
        _fake.Put("r.example.com/a:1");
        _fake.Put("other.example.com/a:1");
        _fake.Instead = request => request.Headers.Authorization is null ? Answer(HttpStatusCode.Unauthorized, "", ("WWW-Authenticate", "Basic realm=\"x\"")) : null;
        var client = _fake.Client(credentials: Book(("LIFECYCLE_R_EXAMPLE_COM_USERNAME", "me"), ("LIFECYCLE_R_EXAMPLE_COM_PASSWORD", "word")));

        Assert.NotNull(await client.HeadAsync(Image("r.example.com/a:1"), default));
        var failed = await Fails(() => client.HeadAsync(Image("other.example.com/a:1"), default));

        Assert.Equal("other.example.com answers 401 to a stranger for tag 1 of a; set LIFECYCLE_OTHER_EXAMPLE_COM_USERNAME and LIFECYCLE_OTHER_EXAMPLE_COM_PASSWORD_FILE", failed.Message);
        Assert.DoesNotContain(_fake.Shown, shown => shown.Contains("other.example.com", StringComparison.Ordinal) && shown.Contains("Basic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirect_is_followed_without_credentials_and_never_from_https_to_http()
    {
        var blob = "hello"u8.ToArray();
        var digest = DigestOf(blob);
        var storage = "https://storage.example.com/bucket/1?signature=x";
        _fake.Instead = request => request.RequestUri!.Host switch
        {
            "storage.example.com" => Answer(HttpStatusCode.OK, "hello"),
            _ when request.Headers.Authorization is null => Answer(HttpStatusCode.Unauthorized, "", ("WWW-Authenticate", "Basic realm=\"x\"")),
            _ => Answer(HttpStatusCode.TemporaryRedirect, "", ("Location", storage)),
        };
        var client = _fake.Client(credentials: Book(("LIFECYCLE_R_EXAMPLE_COM_USERNAME", "me"), ("LIFECYCLE_R_EXAMPLE_COM_PASSWORD", "word")));
        var descriptor = new Descriptor(MediaType.None, digest, blob.Length);

        await client.ReadAsync(Image("r.example.com/a"), descriptor, default);
        Assert.Equal("GET storage.example.com/bucket/1", _fake.Shown.Last());

        storage = "http://storage.example.com/bucket/1";
        Assert.Contains("from https to http", (await Fails(() => client.ReadAsync(Image("r.example.com/a"), descriptor, default))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("Fri, 20 Nov 2026 10:00:05 GMT")]
    public async Task A_registry_that_was_asked_too_often_is_left_alone_as_long_as_it_says(string retryAfter)
    {
        var clock = new FakeClock();
        _fake.Put("r.example.com/a:1");
        var refusals = 1;
        _fake.Instead = _ => refusals-- > 0 ? Answer(HttpStatusCode.TooManyRequests, "", ("Retry-After", retryAfter)) : null;

        var head = _fake.Client(clock).HeadAsync(Image("r.example.com/a:1"), default);
        await clock.SomebodyWaits();
        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Single(_fake.Requests);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull(await head);
        Assert.Equal(2, _fake.Requests.Count);
    }

    [Fact]
    public async Task One_that_wants_to_be_left_alone_for_long_is_not_asked_again_at_all()
    {
        var clock = new FakeClock();
        _fake.Instead = _ => Answer(HttpStatusCode.TooManyRequests, "", ("Retry-After", "3600"));
        var client = _fake.Client(clock);

        var first = await Fails(() => client.HeadAsync(Image("r.example.com/a:1"), default));
        var second = await Fails(() => client.HeadAsync(Image("r.example.com/b:1"), default));

        Assert.Equal((RegistryFault.RateLimited, FakeClock.Start.AddHours(1)), (first.Fault, first.RetryAt!.Value));
        Assert.Equal("r.example.com was asked too often; the first run after 2026-11-20 11:00:00Z goes on", first.Message);
        Assert.Equal(RegistryFault.RateLimited, second.Fault);
        Assert.Single(_fake.Requests);
    }

    [Fact]
    public async Task What_passes_is_asked_again_and_what_lasts_is_told()
    {
        _fake.Put("r.example.com/a:1");
        var failures = 2;
        _fake.Instead = _ => failures-- > 0 ? Answer(HttpStatusCode.BadGateway) : null;
        Assert.NotNull(await _fake.Client().HeadAsync(Image("r.example.com/a:1"), default));

        failures = int.MaxValue;
        var failed = await Fails(() => _fake.Client().HeadAsync(Image("r.example.com/a:1"), default));
        Assert.Equal((RegistryFault.Trouble, "r.example.com answers 502 for tag 1 of a; look into its log, the next run tries again"), (failed.Fault, failed.Message));
    }

    [Fact]
    public async Task A_change_is_not_asked_for_twice()
    {
        _fake.Instead = _ => Answer(HttpStatusCode.BadGateway);

        await Fails(() => _fake.Client().PutManifestAsync(Image("registry:5000/a:1"), MediaType.OciIndex, "{}"u8.ToArray(), default));

        Assert.Single(_fake.Requests);
    }

    [Fact]
    public async Task A_read_only_registry_is_told_as_such()
    {
        _fake.Instead = _ => Answer(HttpStatusCode.MethodNotAllowed);

        Assert.Equal(RegistryFault.ReadOnly, (await Fails(() => _fake.Client().PutManifestAsync(Image("registry:5000/a:1"), MediaType.OciIndex, "{}"u8.ToArray(), default))).Fault);
    }

    [Fact]
    public async Task What_a_registry_lets_us_pull_is_read_and_forgotten_with_its_window()
    {
        var clock = new FakeClock();
        _fake.Put("alpine:1");
        _fake.Also = answer =>
        {
            answer.Headers.TryAddWithoutValidation("ratelimit-limit", "100;w=21600");
            answer.Headers.TryAddWithoutValidation("ratelimit-remaining", "76;w=21600");
        };
        var client = _fake.Client(clock);
        await client.HeadAsync(Image("alpine:1"), default);

        Assert.Equal(new RateLimit(100, 76, TimeSpan.FromHours(6), FakeClock.Start), client.LimitOf("docker.io"));
        clock.Advance(TimeSpan.FromHours(6));
        Assert.Null(client.LimitOf("docker.io"));
    }

    [Fact]
    public async Task A_glance_at_a_blob_reads_its_last_byte_and_sees_that_it_is_cut_or_gone()
    {
        var blob = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{1:D100}"));
        var digest = _fake.PutBlob("registry:5000/a", blob);
        var client = _fake.Client();

        await client.GlanceAsync(Image("registry:5000/a"), new Descriptor(MediaType.None, digest, 100), default);
        Assert.Equal(RegistryFault.NotFound, (await Fails(() => client.GlanceAsync(Image("registry:5000/b"), new Descriptor(MediaType.None, digest, 100), default))).Fault);
        Assert.Equal(RegistryFault.Odd, (await Fails(() => client.GlanceAsync(Image("registry:5000/a"), new Descriptor(MediaType.None, digest, 99), default))).Fault);
    }

    [Fact]
    public async Task No_sentence_has_a_secret()
    {
        _fake.Instead = _ => Answer(HttpStatusCode.Forbidden, """{"errors":[{"code":"DENIED","message":"no: s3cret-word"}]}""");
        var client = _fake.Client(credentials: Book(("LIFECYCLE_R_EXAMPLE_COM_USERNAME", "me"), ("LIFECYCLE_R_EXAMPLE_COM_PASSWORD", "s3cret-word")));

        var failed = await Fails(() => client.HeadAsync(Image("r.example.com/a:1"), default));

        Assert.DoesNotContain("s3cret-word", failed.ToString(), StringComparison.Ordinal);
        Assert.Contains("answers 403 to me of", failed.Message, StringComparison.Ordinal);
    }

    private static Task<RegistryException> Fails(Func<Task> ask) => Assert.ThrowsAsync<RegistryException>(ask);

    private static Func<HttpRequestMessage, HttpResponseMessage?> Tokens(string realm) => request =>
        request.RequestUri!.AbsolutePath is "/token" ? Answer(HttpStatusCode.OK, """{"token":"t0ken","expires_in":300}""")
        : request.Headers.Authorization is { Scheme: "Bearer", Parameter: "t0ken" } ? null
        : Answer(HttpStatusCode.Unauthorized, "", ("WWW-Authenticate", $"Bearer realm=\"{realm}\",service=\"here\""));
}
