namespace RegistryJanitor.Lifecycle.Images.Templates;

/// <summary>A template as it is written, and where in it something is wrong.</summary>
/// <param name="name">As messages call it.</param>
/// <param name="text">All of it.</param>
internal sealed class TemplateSource(string name, string text)
{
    internal string Text => text;

    /// <summary>A mistake: <c>NAME:LINE:COLUMN: sentence</c>, both counted from 1.</summary>
    internal ImageException Refuse(int offset, string sentence)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        return new ImageException($"{name}:{before.Count('\n') + 1}:{before.Length - before.LastIndexOf('\n')}: {sentence}");
    }
}
