using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads one of <c>notify.sinks</c>. No mistake repeats an address.</summary>
/// <param name="section">It.</param>
/// <param name="folder">Where relative paths begin.</param>
internal sealed class SinkReader(YamlSection section, string folder)
{
    private const int LongestUser = 256;

    private static readonly string[] s_kinds = ["discord", "discord_file", "ntfy", "webhook", "webhook_file"];

    /// <summary>What it says; null: it is mistaken.</summary>
    internal NotificationSink? Read()
    {
        var (discord, webhook) = (SecretField.Read(section, "discord", folder), SecretField.Read(section, "webhook", folder));
        var ntfy = section.Text("ntfy");
        var login = Login();
        section.RefuseOthers();
        if (s_kinds.Select(kind => kind.Split('_')[0]).Distinct(StringComparer.Ordinal).Count(kind => section.Has(kind) || section.Has($"{kind}_file")) is not 1)
            section.Refuse($"{section.Name} does not say who is told, or says it twice; write one of discord, ntfy and webhook");
        else if (discord is not null)
            return Discord(discord, login);
        else if (webhook is not null)
            return login is not null && IsOne(KeyOf(webhook, "webhook"), SinkAddress.Read(webhook.Value)) ? new NotificationSink.Webhook(webhook, login) : null;
        else if (ntfy is not null)
            return Ntfy(ntfy, login);
        return null;
    }

    private NotificationSink.Discord? Discord(Secret url, SinkLogin? login)
    {
        if (login is not null and not SinkLogin.Nobody)
            section.Refuse($"{section.Name} has a login, and Discord takes none besides the address; leave it away");
        return IsOne(KeyOf(url, "discord"), SinkAddress.Discord(url.Value)) ? new NotificationSink.Discord(url) : null;
    }

    private NotificationSink.Ntfy? Ntfy(string url, SinkLogin? login)
    {
        var (server, topic, mistake) = url.Contains(Secret.Shown, StringComparison.Ordinal)
            ? (null, "", $"has {Secret.Shown}, which stands in place of the topic where the file is shown; write the topic")
            : SinkAddress.Ntfy(url);
        return IsOne("ntfy", (server, mistake)) && login is not null ? new NotificationSink.Ntfy(server!, topic, login) : null;
    }

    /// <summary>Null: it is mistaken.</summary>
    private SinkLogin? Login()
    {
        var (token, user, password) = (SecretField.Read(section, "token", folder), Fields.Text(section, "user", LongestUser), SecretField.Read(section, "password", folder));
        var (hasToken, hasPassword) = (section.Has("token") || section.Has("token_file"), section.Has("password") || section.Has("password_file"));
        if (hasToken && (hasPassword || section.Has("user")))
            section.Refuse($"{section.Name} has a token and a user or password; keep one of them");
        else if (section.Has("user") != hasPassword)
            section.Refuse($"{section.Name} has half a login; write user and password, or a token");
        else if (user?.Any(letter => letter is ':' || char.IsControl(letter)) is true)
            section.Refuse("user", $"{Fields.Of(section, "user")} has a colon, which nobody can tell from the password; use another user");
        else if (token is not null)
            return new SinkLogin.Holder(token);
        else if (user is not null && password is not null)
            return new SinkLogin.User(user, password);
        return hasToken || hasPassword ? null : new SinkLogin.Nobody();
    }

    private static string KeyOf(Secret secret, string key) => secret.File is null ? key : $"{key}_file";

    private bool IsOne(string key, (Uri? Address, string? Mistake) read)
    {
        if (read.Address is null)
            section.Refuse(key, $"{Fields.Of(section, key)} {read.Mistake}");
        return read.Address is not null;
    }
}
