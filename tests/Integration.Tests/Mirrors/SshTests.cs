namespace RegistryJanitor.Integration.Tests.Mirrors;

public sealed class SshTests : IAsyncLifetime
{
    private readonly MirrorStage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [ToolFact("TEST_SSHD")]
    public async Task An_upstream_behind_ssh_is_mirrored_with_the_key_and_the_known_host_that_are_set()
    {
        await using var ssh = await SetAsync();

        (await _stage.OnceAsync()).Expect(0, "app changed");
    }

    [ToolFact("TEST_SSHD")]
    public async Task A_host_key_that_nobody_vouched_for_is_refused_and_the_cure_is_ssh_keyscan()
    {
        await using var ssh = await SetAsync();
        await File.WriteAllTextAsync(ssh.KnownHosts, "");

        (await _stage.OnceAsync()).Expect(1, "app host-key-unknown", $"ssh-keyscan -p {ssh.Port} 127.0.0.1");
    }

    [ToolFact("TEST_SSHD")]
    public async Task A_key_that_the_server_does_not_know_is_told_as_refused()
    {
        await using var ssh = await SetAsync();
        _stage.Settings["MIRROR_SSH_KEY_FILE"] = _stage.Folder["ssh/other"];

        (await _stage.OnceAsync()).Expect(1, "app credentials-refused");
    }

    [ToolFact("TEST_SSHD")]
    public async Task Paths_of_key_and_known_hosts_may_have_blanks_and_quotes()
    {
        await using var ssh = await SetAsync();
        var odd = Directory.CreateDirectory(_stage.Folder["it's a 100% odd $HOME"]).FullName;
        File.Copy(ssh.Key, Path.Join(odd, "key"));
        File.Copy(ssh.KnownHosts, Path.Join(odd, "known hosts"));
        _stage.Settings["MIRROR_SSH_KEY_FILE"] = Path.Join(odd, "key");
        _stage.Settings["MIRROR_SSH_KNOWN_HOSTS"] = Path.Join(odd, "known hosts");

        (await _stage.OnceAsync()).Expect(0, "app changed");
    }

    [ToolFact("TEST_SSHD")]
    public async Task Without_the_setting_an_ssh_address_is_a_mistake_in_the_list()
    {
        await using var ssh = await SetAsync();
        _stage.Settings["MIRROR_ALLOW_SSH"] = "false";
        (await _stage.OnceAsync()).Expect(2, "MIRROR_SSH_KEY_FILE has no effect while MIRROR_ALLOW_SSH is false");

        _stage.Settings.Remove("MIRROR_SSH_KEY_FILE");
        _stage.Settings.Remove("MIRROR_SSH_KNOWN_HOSTS");
        (await _stage.OnceAsync()).Expect(2, "is of the kind ssh");
    }

    private async Task<SshServer> SetAsync()
    {
        var ssh = await SshServer.StartAsync(_stage.Folder);
        _stage.Upstream();
        _stage.List[0] = $"{{ name: app, upstream: '{ssh.Url(_stage.Folder["upstream/app.git"])}' }}";
        _stage.Settings["MIRROR_ALLOW_SSH"] = "true";
        _stage.Settings["MIRROR_SSH_KEY_FILE"] = ssh.Key;
        _stage.Settings["MIRROR_SSH_KNOWN_HOSTS"] = ssh.KnownHosts;
        return ssh;
    }
}
