namespace RegistryJanitor.Lifecycle.Images.Templates;

/// <summary>A part of a template.</summary>
internal abstract record TemplateNode
{
    private TemplateNode()
    {
    }

    /// <summary>Stands as it is.</summary>
    internal sealed record Text(string Content) : TemplateNode;

    /// <summary>A value's text.</summary>
    internal sealed record Output(TemplateValue Value) : TemplateNode;

    /// <summary>The one or the other; <c>else if</c> is another one in <paramref name="Otherwise"/>.</summary>
    internal sealed record Choice(TemplateCondition Condition, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Otherwise) : TemplateNode;
}
