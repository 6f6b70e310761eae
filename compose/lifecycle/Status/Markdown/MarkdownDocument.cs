using System.Text;

namespace RegistryJanitor.Lifecycle.Status.Markdown;

/// <summary>Markdown as it is written down: sections, tables and lists, with one blank line between them and line feeds alone.</summary>
internal sealed class MarkdownDocument
{
    private readonly StringBuilder _text = new();

    /// <summary>A heading.</summary>
    internal void Heading(string words) => Block($"## {words}\n");

    /// <summary>A paragraph.</summary>
    internal void Paragraph(string words) => Block($"{words}\n");

    /// <summary>A table; nothing where it has no rows.</summary>
    /// <param name="columns">Their names.</param>
    /// <param name="rows">Cells that are Markdown already.</param>
    internal void Table(string[] columns, IReadOnlyList<string[]> rows)
    {
        if (rows.Count > 0)
            Block(string.Concat(((string[][])[columns, [.. columns.Select(_ => "---")], .. rows]).Select(row => $"| {string.Join(" | ", row)} |\n")));
    }

    /// <summary>A list; nothing where it has no items.</summary>
    internal void List(IReadOnlyList<string> items)
    {
        if (items.Count > 0)
            Block(string.Concat(items.Select(item => $"- {item}\n")));
    }

    /// <summary>Markdown as it is, up to its last line.</summary>
    internal void Verbatim(string markdown) => Block($"{markdown.ReplaceLineEndings("\n").TrimEnd('\n')}\n");

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    private void Block(string lines)
    {
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append(lines);
    }
}
