namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Addresses of those who are told. Mistakes are ends of sentences that begin with the key, and repeat nothing of the address.</summary>
internal static class SinkAddress
{
    private const int LongestTopic = 64;

    /// <summary>Any address of HTTP.</summary>
    internal static (Uri? Address, string? Mistake) Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address is not { Scheme: "https" or "http", Host.Length: > 0 })
            return (null, "is no address; write one that begins with https://");
        return address.UserInfo.Length > 0 ? (null, "has a name or a password in it; write those under keys of their own") : (address, null);
    }

    /// <summary>
    /// A webhook of Discord, <c>https://discord.com/api/webhooks/ID/TOKEN</c>, with the question that the user has (<c>thread_id</c>, <c>wait</c>).
    /// Source: Discord's documentation, "Webhook Resource".
    /// </summary>
    internal static (Uri? Address, string? Mistake) Discord(string text)
    {
        var (address, mistake) = Read(text);
        if (address is null)
            return (null, mistake);
        if (address.Scheme is not "https" && !address.IsLoopback)
            return (null, "is sent unencrypted, and is a secret; write it with https://");
        return address.AbsolutePath.Split('/') is [.., "webhooks", { Length: > 0 } id, { Length: > 0 }] && id.All(char.IsAsciiDigit)
            ? (address, null)
            : (null, "is no webhook of Discord; copy the address from the channel's settings, such as https://discord.com/api/webhooks/ID/TOKEN, with nothing behind the token");
    }

    /// <summary>A topic of ntfy, and the server's own address. Source of what a topic is: ntfy's server, topicRegex.</summary>
    internal static (Uri? Server, string Topic, string? Mistake) Ntfy(string text)
    {
        var (address, mistake) = Read(text);
        if (address is null)
            return (null, "", mistake);
        if (address.Query.Length + address.Fragment.Length > 0)
            return (null, "", "has a question behind the topic; write a login as token, or as user and password");
        var begin = address.AbsolutePath.LastIndexOf('/') + 1;
        var topic = address.AbsolutePath[begin..];
        return topic.Length is > 0 and <= LongestTopic && topic.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? (new Uri(address, address.AbsolutePath[..begin]), topic, null)
            : (null, "", "does not end with a topic; write it behind the server, such as https://ntfy.example.com/images, in at most 64 letters, digits, - and _");
    }
}
