using System.Text;
using RegistryJanitor.BuildRunner.Builds;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.BuildRunner.Tests.Support;
using RegistryJanitor.BuildRunner.Verification;

namespace RegistryJanitor.BuildRunner.Tests.Builds;

public sealed class ForwardOnlyTests : IAsyncLifetime, IDisposable
{
    private const string FirstPage = "tags/list?n=1000";

    private readonly LyingRegistry _registry = new();
    private readonly HttpClient _http = PushVerifier.Client();

    [Theory]
    [InlineData("[\"latest\"]", "1.4.0 1.4 latest")]
    [InlineData("[\"1.4.1\",\"2.0.0-rc.1\",\"v1.3.9\"]", "1.4.0")]
    [InlineData("[\"2.0.0\"]", "1.4.0 1.4")]
    [InlineData("null", "1.4.0 1.4 latest")]
    public async Task Tags_of_the_registry_hold_floating_ones(string tags, string chosen)
    {
        Answers(FirstPage, tags);

        Assert.Equal(chosen, await ChooseAsync());
    }

    [Fact]
    public async Task All_pages_are_read()
    {
        Answers(FirstPage, "[\"1.0.0\",\"1.2.0\"]");
        _registry.More.Add(FirstPage);
        Answers("tags/list?n=1000&last=1.2.0", "[\"2.0.0\"]");

        Assert.Equal("1.4.0 1.4", await ChooseAsync());
    }

    [Fact]
    public async Task A_new_repository_has_no_tags() => Assert.Equal("1.4.0 1.4 latest", await ChooseAsync());

    [Fact]
    public async Task Tags_of_the_mirror_count_as_well() => Assert.Equal("1.4.0 1.4", await ChooseAsync(mirrorTags: ["v2.0.0"]));

    [Theory]
    [InlineData("500 Internal Server Error", "[]", "answers 500")]
    [InlineData("401 Unauthorized", "[]", "does not let us read")]
    [InlineData(null, "{}", "cannot be read")]
    [InlineData(null, "[1]", "cannot be read")]
    public async Task Who_cannot_know_does_not_push(string? status, string tags, string cause)
    {
        Answers(FirstPage, tags);
        if (status is not null)
            _registry.Status[FirstPage] = _ => status;

        var unread = await Assert.ThrowsAsync<TagsUnreadException>(() => ChooseAsync());

        Assert.Contains($"the tags of {_registry.Name}/team/app cannot be read", unread.Message, StringComparison.Ordinal);
        Assert.Contains(cause, unread.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_asked_where_nothing_floats_or_nothing_has_a_version()
    {
        await ChooseAsync(templates: ["{version}", "v{version}"]);
        await ChooseAsync(version: null, templates: ["latest"]);

        Assert.Empty(_registry.Asked);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _registry.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _http.Dispose();

    private void Answers(string path, string tags) => _registry.Content[path] = Encoding.UTF8.GetBytes($$"""{"name":"team/app","tags":{{tags}}}""");

    private async Task<string> ChooseAsync(string? version = "1.4.0", IReadOnlyList<string>? mirrorTags = null, IReadOnlyList<string>? templates = null)
    {
        var request = Jobs.Request(_registry.Name) with { Tags = templates ?? ["{version}", "{major}.{minor}", "latest"], Version = VersionMode.Conventional };
        var context = new PreparedContext("/c", "/c/Dockerfile", new string('a', 40), version) { MirrorTags = mirrorTags ?? [] };
        return string.Join(' ', await new ForwardOnly(_http, new RegistryAccess([], [])).ChooseAsync(request, context, null, CancellationToken.None));
    }
}
