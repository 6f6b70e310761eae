namespace RegistryJanitor.Lifecycle.Images.Templates;

/// <summary>What stands behind <c>if</c>. An argument that the image does not have is an empty text here, as in Go.</summary>
internal abstract record TemplateCondition
{
    private TemplateCondition()
    {
    }

    /// <summary>Whether it is true.</summary>
    internal abstract bool In(TemplateVariables variables);

    /// <summary>True of a text that is not empty.</summary>
    internal sealed record Some(TemplateValue Value) : TemplateCondition
    {
        internal override bool In(TemplateVariables variables) => Value.In(variables) is { Length: > 0 };
    }

    /// <summary><c>not</c>.</summary>
    internal sealed record Not(TemplateCondition Inner) : TemplateCondition
    {
        internal override bool In(TemplateVariables variables) => !Inner.In(variables);
    }

    /// <summary><c>eq FIRST OTHER...</c>: the first is one of the others.</summary>
    internal sealed record Equal(TemplateValue First, IReadOnlyList<TemplateValue> Others) : TemplateCondition
    {
        internal override bool In(TemplateVariables variables)
        {
            var first = First.In(variables) ?? "";
            return Others.Any(other => first.Equals(other.In(variables) ?? "", StringComparison.Ordinal));
        }
    }
}
