using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Commands;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.Notifying.Delivery;
using RegistryJanitor.Lifecycle.Notifying.Messages;
using RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;
using RegistryJanitor.Lifecycle.Tests.Notifying.Support;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Notifying;

public sealed class NotifyCommandTests : IDisposable
{
    private static readonly LifecycleFile s_file = Given.File($"notify: {{ sinks: [{{ discord: '{FakeDiscord.Url}' }}, {{ ntfy: '{FakeNtfy.Server}images' }}] }}");

    private readonly Folder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_test_tells_how_each_answered()
    {
        Message? sent = null;
        Task<Delivered> Deliver(NotificationSink sink, Message message, CancellationToken stop)
        {
            sent = message;
            return Task.FromResult<Delivered>(sink is NotificationSink.Discord ? new Delivered.Refused("is not there (HTTP 404)") : new Delivered.Told());
        }

        Assert.Equal(ExitCode.Failed, await NotifyCommand.TestAsync(Context(s_file), Deliver));

        Assert.Equal("discord at discord.com is not there (HTTP 404)\nntfy at ntfy.example.com took the message\n", _output.ToString());
        Assert.Equal(("This is a test of lifecycle", "What lifecycle has to tell comes here"), (sent!.Title(new TextRule.Ntfy()), sent.Body(new TextRule.Ntfy())));
    }

    [Fact]
    public async Task A_dry_run_prints_what_would_be_told_and_tells_nobody()
    {
        Assert.Equal(ExitCode.Success, await NotifyCommand.PreviewAsync(Context(s_file), (_, _) => Task.FromResult(Looks.At("app:failed:1 mirror:m:failed run:sync:ok"))));

        const string told = "2 changes: 2 wrong\n  ❌ app is not built: It ended with exit code 2 (1)\n  ❌ The mirror m is broken: it wants a login; Give one\n";
        Assert.Equal($"discord at discord.com: {told}ntfy at ntfy.example.com: {told}", _output.ToString());
        Assert.Empty(_folder.Names);
    }

    [Theory]
    [InlineData("notify does not say what; write lifecycle notify --test")]
    [InlineData("notify takes no '--tset'; write lifecycle notify --test", "--tset")]
    [InlineData("notify takes no '--test now'; write lifecycle notify --test", "--test", "now")]
    [InlineData("l.yaml names nobody who is told; write notify.sinks", "--test")]
    public async Task What_cannot_be_done_is_refused(string sentence, params string[] words)
    {
        Assert.Equal(ExitCode.Usage, await NotifyCommand.RunAsync(Context(Given.File("{}")), words));

        Assert.StartsWith($"lifecycle: {sentence}", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_tells_real_servers_and_shows_no_secret()
    {
        using var site = new FakeSite();
        site.Give("/api/webhooks/12/sEcReT", new FakeAnswer(204, ""));
        site.Give("/", new FakeAnswer(200, "{}"));
        _folder.File("lifecycle.yaml", $"notify: {{ sinks: [{{ discord: $HOOK }}, {{ ntfy: '{site.Address}sEcReT' }}, {{ webhook: '{site.Address}hook/sEcReT' }}] }}\n");
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOOK"] = $"{site.Address}api/webhooks/12/sEcReT" };

        var (code, output, error) = await LifecycleProcess.RunAsync(_folder.Path, environment, "notify", "--test");
        var (_, check, _) = await LifecycleProcess.RunAsync(_folder.Path, environment, "check");

        Assert.Equal((1, ""), (code, error));
        Assert.Equal(
            $"discord at {site.Address.Authority} took the message\nntfy at {site.Address.Authority} took the message\nwebhook at {site.Address.Authority} is not there (HTTP 404); see whether the address is right, and make a new one if it was removed",
            output);
        Assert.Equal(["/", "/api/webhooks/12/sEcReT", "/hook/sEcReT"], site.Paths.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Contains("discord: '***'", check, StringComparison.Ordinal);
        Assert.DoesNotContain("sEcReT", check, StringComparison.Ordinal);
    }

    private CommandContext Context(LifecycleFile file) => new(
        new LifecycleSettings { Configuration = _folder["lifecycle.yaml"], DataDirectory = _folder.Path }, file, CredentialBook.Empty, new FakeClock(), NullLoggerFactory.Instance)
    {
        Output = _output,
        Error = _error,
    };
}
