using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Configuration;

public sealed class NotifySectionTests : IDisposable
{
    private const string Discord = "https://discord.com/api/webhooks/1234/sEcReT";

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sinks_are_read_with_their_logins_and_shown_without_them()
    {
        _folder.File("token", "tk_sEcReT\n");
        var written = $$"""
            notify:
              sinks:
                - discord: {{Discord}}?thread_id=7
                - { ntfy: 'https://ntfy.example.com:8443/sEcReT-topic', user: me, password: sEcReT }
                - { ntfy: 'http://ntfy/sEcReT', token_file: '{{_folder["token"]}}' }
                - { webhook: 'https://example.com/notify/sEcReT?key=sEcReT', token: sEcReT }
                - webhook: http://apprise:8000/notify/sEcReT
              events: [build_succeeded, build, build]
            """;
        var file = Given.File(written);

        Assert.Equal(["discord at discord.com", "ntfy at ntfy.example.com:8443", "ntfy at ntfy", "webhook at example.com", "webhook at apprise:8000"], file.Notify.Sinks.Select(sink => $"{sink}"), StringComparer.Ordinal);
        Assert.Equal([NotificationTopic.BuildSucceeded, NotificationTopic.Build], file.Notify.Topics);
        var ntfy = Assert.IsType<NotificationSink.Ntfy>(file.Notify.Sinks[1]);
        Assert.Equal(("https://ntfy.example.com:8443/", "sEcReT-topic"), (ntfy.Server.AbsoluteUri, ntfy.Topic));
        Assert.Equal(new SinkLogin.User("me", new Secret("sEcReT")), ntfy.Login);
        Assert.Equal("tk_sEcReT", Assert.IsType<SinkLogin.Holder>(Assert.IsType<NotificationSink.Ntfy>(file.Notify.Sinks[2]).Login).Token.Value);
        var shown = EffectiveConfiguration.Text(file);
        Assert.EndsWith($"""
            notify:
              sinks:
                - discord: '***'
                - ntfy: 'https://ntfy.example.com:8443/***'
                  user: me
                  password: '***'
                - ntfy: 'http://ntfy/***'
                  token_file: '{_folder["token"]}'
                - webhook: '***'
                  token: '***'
                - webhook: '***'
              events: [build_succeeded, build]

            """, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("sEcReT", shown + string.Join(' ', file.Notify.Sinks) + file.Notify, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_events_all_but_every_build_that_went_well_are_told() => Assert.Equal(
        "build sync wave end_of_life mirror janitor schedule", string.Join(' ', Given.File($"notify: {{ sinks: [{{ discord: '{Discord}' }}] }}").Notify.Topics));

    [Fact]
    public void Secrets_may_come_from_files_and_what_is_shown_is_then_read_as_the_same()
    {
        _folder.File("url", $"{Discord}\n");
        var first = Given.File($"notify: {{ sinks: [{{ discord_file: '{_folder["url"]}' }}], events: mirror }}");

        Assert.Equal(Discord, Assert.IsType<NotificationSink.Discord>(Assert.Single(first.Notify.Sinks)).Url.Value);
        Assert.Equal(first.Notify.Sinks, Given.File(EffectiveConfiguration.Text(first)).Notify.Sinks);
    }

    [Theory]
    [InlineData("discord: 'https://discord.com/api/webhooks/12/sEcReT/slack'", "notify.sinks[0].discord is no webhook of Discord; copy the address from the channel's settings, such as https://discord.com/api/webhooks/ID/TOKEN, with nothing behind the token")]
    [InlineData("discord: 'http://discord.com/api/webhooks/12/sEcReT'", "notify.sinks[0].discord is sent unencrypted, and is a secret; write it with https://")]
    [InlineData("discord: 'https://me:sEcReT@discord.com/api/webhooks/12/x'", "notify.sinks[0].discord has a name or a password in it; write those under keys of their own")]
    [InlineData("discord: sEcReT", "notify.sinks[0].discord is no address; write one that begins with https://")]
    [InlineData("discord: '***'", "notify.sinks[0].discord has ***, which stands in place of a secret where the file is shown; write the secret, or $NAME for a variable that has it")]
    [InlineData("discord: 'https://discord.com/api/webhooks/12/sEcReT', token: sEcReT", "notify.sinks[0] has a login, and Discord takes none besides the address; leave it away")]
    [InlineData("ntfy: 'https://ntfy.example.com'", "notify.sinks[0].ntfy does not end with a topic; write it behind the server, such as https://ntfy.example.com/images, in at most 64 letters, digits, - and _")]
    [InlineData("ntfy: 'https://ntfy.example.com/sEcReT.x'", "notify.sinks[0].ntfy does not end with a topic; write it behind the server, such as https://ntfy.example.com/images, in at most 64 letters, digits, - and _")]
    [InlineData("ntfy: 'https://ntfy.example.com/x?auth=sEcReT'", "notify.sinks[0].ntfy has a question behind the topic; write a login as token, or as user and password")]
    [InlineData("ntfy: 'https://ntfy.example.com/***'", "notify.sinks[0].ntfy has ***, which stands in place of the topic where the file is shown; write the topic")]
    [InlineData("ntfy: 'https://ntfy.example.com/x', user: me", "notify.sinks[0] has half a login; write user and password, or a token")]
    [InlineData("ntfy: 'https://ntfy.example.com/x', user: me, password: sEcReT, token: sEcReT", "notify.sinks[0] has a token and a user or password; keep one of them")]
    [InlineData("ntfy: 'https://ntfy.example.com/x', token: \"sEcReT\\nX: y\"", "notify.sinks[0].token has a blank, or a letter that no secret here has; write it as you were given it")]
    [InlineData("ntfy: 'https://ntfy.example.com/x', user: 'a:b', password: sEcReT", "notify.sinks[0].user has a colon, which nobody can tell from the password; use another user")]
    [InlineData("webhook: 'ftp://sEcReT'", "notify.sinks[0].webhook is no address; write one that begins with https://")]
    [InlineData("webhook: 'https://a/sEcReT', webhook_file: /nowhere", "notify.sinks[0].webhook and webhook_file are both there; keep one of them")]
    [InlineData("webhook_file: /nowhere", "notify.sinks[0].webhook_file names a file that is not there; give the path of one that this process may read")]
    [InlineData("webhook: 'https://a/sEcReT', ntfy: 'https://a/sEcReT'", "notify.sinks[0] does not say who is told, or says it twice; write one of discord, ntfy and webhook")]
    [InlineData("token: sEcReT", "notify.sinks[0] does not say who is told, or says it twice; write one of discord, ntfy and webhook")]
    public void A_mistake_is_told_without_the_secret(string sink, string mistake)
    {
        var told = Assert.Single(Given.Mistakes($"notify: {{ sinks: [{{ {sink} }}] }}"));

        Assert.EndsWith($": {mistake}", told, StringComparison.Ordinal);
        Assert.DoesNotContain("sEcReT", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_told_twice_and_no_event_is_made_up()
    {
        var mistakes = Given.Mistakes("notify: { sinks: [{ ntfy: 'https://n.example.com/a' }, { ntfy: 'https://n.example.com/a', token: t }], events: [bulid, zzz] }");

        Assert.Equal(3, mistakes.Count);
        Assert.EndsWith("notify.sinks[1] has the address of an earlier one; keep one of them", mistakes[0], StringComparison.Ordinal);
        Assert.EndsWith("notify.events: 'bulid' is no event; did you mean build?", mistakes[1], StringComparison.Ordinal);
        Assert.EndsWith("notify.events: 'zzz' is no event; there are build, build_succeeded, sync, wave, end_of_life, mirror, janitor, schedule", mistakes[2], StringComparison.Ordinal);
    }
}
