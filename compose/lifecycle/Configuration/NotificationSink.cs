namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>Somebody who is told. As text it is <see cref="Name"/>: whoever knows the whole address of one may write to it.</summary>
public abstract record NotificationSink
{
    private NotificationSink(string kind, Uri address) => (Kind, Host, Origin) = (kind, address.Authority, address.GetLeftPart(UriPartial.Authority));

    /// <summary>The key that it has in the file.</summary>
    public string Kind { get; }

    /// <summary>Its host, with a port that is not the usual one.</summary>
    public string Host { get; }

    /// <summary>Scheme and host of its address, which are no secret.</summary>
    public string Origin { get; }

    /// <summary>What messages, logs and metrics call it.</summary>
    public string Name => $"{Kind} at {Host}";

    /// <summary>What tells it from others of its kind and host; a secret.</summary>
    internal abstract string Address { get; }

    /// <inheritdoc />
    public sealed override string ToString() => Name;

    /// <summary>A webhook of Discord.</summary>
    /// <param name="Url">All of it, which is a secret.</param>
    public sealed record Discord(Secret Url) : NotificationSink("discord", new Uri(Url.Value))
    {
        internal override string Address => Url.Value;
    }

    /// <summary>A topic of ntfy.</summary>
    /// <param name="Server">Where messages are posted, which is not the topic's address.</param>
    /// <param name="Topic">Up to 64 letters, digits, <c>-</c> and <c>_</c>.</param>
    /// <param name="Login">Who we are to it.</param>
    public sealed record Ntfy(Uri Server, string Topic, SinkLogin Login) : NotificationSink("ntfy", Server)
    {
        internal override string Address => $"{Server}{Topic}";
    }

    /// <summary>Anything that takes JSON, such as Apprise.</summary>
    /// <param name="Url">All of it, which may be a secret.</param>
    /// <param name="Login">Who we are to it.</param>
    public sealed record Webhook(Secret Url, SinkLogin Login) : NotificationSink("webhook", new Uri(Url.Value))
    {
        internal override string Address => Url.Value;
    }
}
