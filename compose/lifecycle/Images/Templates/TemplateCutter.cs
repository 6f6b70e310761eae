namespace RegistryJanitor.Lifecycle.Images.Templates;

/// <summary>
/// Cuts a template into texts and actions. <c>{{-</c> takes the white space before it away and <c>-}}</c> that behind it; comments are gone.
/// </summary>
/// <remarks>Format: Go, text/template/parse/lex.go.</remarks>
internal static class TemplateCutter
{
    private const string Space = " \t\r\n";

    /// <summary>Cuts.</summary>
    /// <exception cref="ImageException">An action has no end.</exception>
    internal static List<TemplateAction> Cut(TemplateSource source)
    {
        var (text, cut) = (source.Text, new List<TemplateAction>());
        var at = 0;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is var open and >= 0)
        {
            var trimsBefore = open + 3 < text.Length && text[open + 2] is '-' && Space.Contains(text[open + 3], StringComparison.Ordinal);
            AddText(cut, at, trimsBefore ? Back(text, at, open) : open);
            var begin = open + (trimsBefore ? 3 : 2);
            var close = Close(source, open, begin);
            var trimsBehind = close > begin + 1 && text[close - 1] is '-' && Space.Contains(text[close - 2], StringComparison.Ordinal);
            var end = trimsBehind ? close - 1 : close;
            if (!IsComment(source, begin, end))
                cut.Add(new TemplateAction(begin, end, IsText: false));
            at = close + 2;
            while (trimsBehind && at < text.Length && Space.Contains(text[at], StringComparison.Ordinal))
                at++;
        }

        AddText(cut, at, text.Length);
        return cut;
    }

    private static void AddText(List<TemplateAction> cut, int begin, int end)
    {
        if (end > begin)
            cut.Add(new TemplateAction(begin, end, IsText: true));
    }

    private static int Back(string text, int begin, int end)
    {
        while (end > begin && Space.Contains(text[end - 1], StringComparison.Ordinal))
            end--;
        return end;
    }

    /// <summary>The next <c>}}</c> that is in no quotes and in no comment.</summary>
    private static int Close(TemplateSource source, int open, int begin)
    {
        var text = source.Text;
        if (text.AsSpan(begin).TrimStart(Space).StartsWith("/*", StringComparison.Ordinal))
        {
            var ended = text.IndexOf("*/", begin, StringComparison.Ordinal);
            return ended >= 0 && text.IndexOf("}}", ended, StringComparison.Ordinal) is var behind and >= 0 ? behind : throw source.Refuse(open, "a comment begins here that has no end; write */}} behind it");
        }

        for (var at = begin; at < text.Length; at++)
        {
            if (text.AsSpan(at).StartsWith("}}", StringComparison.Ordinal))
                return at;
            if (text[at] is '"' or '`')
                at = TemplateWords.Quoted(source, at, text.Length).End - 1;
        }

        throw source.Refuse(open, "{{ has no }}; write it, or {{\"{{\"}} where two braces are meant");
    }

    private static bool IsComment(TemplateSource source, int begin, int end)
    {
        var inner = source.Text.AsSpan(begin, end - begin).Trim(Space);
        if (!inner.StartsWith("/*", StringComparison.Ordinal))
            return false;
        return inner.EndsWith("*/", StringComparison.Ordinal) ? true : throw source.Refuse(begin, "a comment has to be alone between {{ and }}; write {{/* ... */}}");
    }
}
