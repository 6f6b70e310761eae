namespace RegistryJanitor.Lifecycle.Images.Templates;

/// <summary>What stands between <c>{{</c> and <c>}}</c>, or the text between two of them.</summary>
/// <param name="Begin">Where it begins in the template.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsText">Whether it is text.</param>
internal sealed record TemplateAction(int Begin, int End, bool IsText);
