using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace RegistryJanitor.Daemon.Page;

/// <summary>
/// A piece of HTML, written as an interpolated string: <c>Html row = $"&lt;td&gt;{name}&lt;/td&gt;";</c>. Whatever stands in a hole is encoded, for text and for
/// attributes in double quotes, unless it is a piece of HTML itself. So a name in the store cannot become markup by being forgotten.
/// </summary>
[InterpolatedStringHandler]
public sealed class Html
{
    private readonly StringBuilder _text;

    /// <summary>Called by the compiler.</summary>
    public Html(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (16 * formattedCount));

    /// <summary>Nothing.</summary>
    public static Html Nothing { get; } = $"";

    /// <summary>What the program itself says, as it stands, such as <see cref="PageStyle.Css"/>; never what others wrote.</summary>
    public static Html Raw(string own)
    {
        Html raw = $"";
        raw.AppendLiteral(own);
        return raw;
    }

    /// <summary>One after another, on a line each.</summary>
    public static Html Lines(IEnumerable<Html> pieces)
    {
        Html all = $"";
        foreach (var piece in pieces)
            all._text.Append(piece._text).Append('\n');
        return all;
    }

    /// <summary>What this file says, as it stands.</summary>
    public void AppendLiteral(string literal) => _text.Append(literal);

    /// <summary>Text.</summary>
    public void AppendFormatted(string? text) => _text.Append(WebUtility.HtmlEncode(text));

    /// <summary>A number.</summary>
    public void AppendFormatted(long number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

    /// <summary>A length in a drawing, to a tenth.</summary>
    public void AppendFormatted(double number) => _text.Append(CultureInfo.InvariantCulture, $"{number:0.#}");

    /// <summary>HTML.</summary>
    public void AppendFormatted(Html? html) => _text.Append(html?._text);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
