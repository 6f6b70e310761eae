namespace RegistryJanitor.Lifecycle.Images.Templates;

/// <summary>A word of an action: <c>if</c>, <c>.Version</c>, a text in quotes, a bracket.</summary>
/// <param name="Offset">Where it begins in the template.</param>
/// <param name="Text">It; of a text in quotes what is in them.</param>
/// <param name="IsQuoted">Whether it was in quotes.</param>
internal sealed record TemplateWord(int Offset, string Text, bool IsQuoted)
{
    /// <summary>Whether it is this, without quotes.</summary>
    internal bool Is(string text) => !IsQuoted && Text.Equals(text, StringComparison.Ordinal);
}
