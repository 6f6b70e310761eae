using System.Text;

namespace RegistryJanitor.Lifecycle.Notifying.Messages;

/// <summary>How long a text may be for a sink, in its measure, and what has to be done to it so that it means itself there.</summary>
public abstract record TextRule
{
    private TextRule(int longestTitle, int longestBody, int longestLine) => (LongestTitle, LongestBody, LongestLine) = (longestTitle, longestBody, longestLine);

    /// <summary>Of the title.</summary>
    public int LongestTitle { get; }

    /// <summary>Of the body.</summary>
    public int LongestBody { get; }

    /// <summary>Of one line in a body of several.</summary>
    public int LongestLine { get; }

    /// <summary>How long a text is.</summary>
    public abstract int Measure(string text);

    /// <summary>A part of a text as the sink wants it.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="at">Where the part begins.</param>
    /// <param name="length">How long it is, in UTF-16.</param>
    public abstract string Write(string text, int at, int length);

    /// <summary>
    /// An embed of Discord: title 256 characters, description 4096, which together are fewer than the 6000 of a message. UTF-16 is counted, which never says fewer than
    /// Discord does. What means something in its Markdown is escaped, also the colon that makes a link of an address. Source: Discord's documentation, "Message Resource", embed limits.
    /// </summary>
    public sealed record Discord() : TextRule(256, 4096, 600)
    {
        /// <inheritdoc />
        public override int Measure(string text) => text.Length;

        /// <inheritdoc />
        public override string Write(string text, int at, int length)
        {
            var written = new StringBuilder();
            for (var end = at + length; at < end; at++)
            {
                if (text[at] is '\\' or '*' or '_' or '~' or '`' or '|' or '<' or '>' or '#' or '[' or ']' or '(' or ')' || (text[at] is ':' && text.AsSpan(at).StartsWith("://", StringComparison.Ordinal)))
                    written.Append('\\');
                written.Append(text[at]);
            }

            return written.ToString();
        }
    }

    /// <summary>
    /// A message of ntfy: 4096 bytes of UTF-8, for more becomes a file or is refused. Of the title nothing is known but that the whole has 32 KiB.
    /// Source: ntfy's documentation, "Limitations".
    /// </summary>
    public sealed record Ntfy() : TextRule(250, 4096, 600)
    {
        /// <inheritdoc />
        public override int Measure(string text) => Encoding.UTF8.GetByteCount(text);

        /// <inheritdoc />
        public override string Write(string text, int at, int length) => text.Substring(at, length);
    }

    /// <summary>JSON for anybody, who may pass it on to whom it is too long: then they cut it.</summary>
    public sealed record Plain() : TextRule(250, 16_000, 2000)
    {
        /// <inheritdoc />
        public override int Measure(string text) => text.Length;

        /// <inheritdoc />
        public override string Write(string text, int at, int length) => text.Substring(at, length);
    }
}
