namespace RegistryJanitor.Dockerfiles.Words;

/// <summary>What <see cref="WordLexer"/> leaves in its words.</summary>
/// <param name="Quotes">Quotes stay.</param>
/// <param name="Escapes">Escapes stay.</param>
/// <param name="Unset">Variables without a value stay, as they are written.</param>
internal sealed record LexMode(bool Quotes, bool Escapes, bool Unset)
{
    /// <summary>A word as the Dockerfile means it.</summary>
    internal static LexMode Expand { get; } = new(Quotes: false, Escapes: false, Unset: false);

    /// <summary>A line, cut into words and nothing else.</summary>
    internal static LexMode Split { get; } = new(Quotes: true, Escapes: true, Unset: true);

    /// <summary>The name of a heredoc.</summary>
    internal static LexMode Unquote { get; } = new(Quotes: false, Escapes: false, Unset: true);

    /// <summary>The same with its quotes, to see whether it had some.</summary>
    internal static LexMode KeepQuotes { get; } = new(Quotes: true, Escapes: false, Unset: true);
}
