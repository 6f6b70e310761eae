using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Images.Templates;

/// <summary>Something in a template that is a text when it is filled in.</summary>
internal abstract record TemplateValue
{
    private TemplateValue()
    {
    }

    /// <summary>What it is; null: an argument that the image does not have.</summary>
    internal abstract string? In(TemplateVariables variables);

    /// <summary>A text in quotes.</summary>
    internal sealed record Literal(string Text) : TemplateValue
    {
        internal override string In(TemplateVariables variables) => Text;
    }

    /// <summary>Such as <c>.Version</c>; that there is one of this name was looked at when the template was read.</summary>
    internal sealed record Field(string Name) : TemplateValue
    {
        internal override string In(TemplateVariables variables) => variables.Fields[Name];
    }

    /// <summary><c>.Args.NAME</c> or <c>index .Args "NAME"</c>.</summary>
    internal sealed record Argument(string Name, int Offset) : TemplateValue
    {
        internal override string? In(TemplateVariables variables) => variables.Arguments.GetValueOrDefault(Name);

        /// <summary>What to say where its text is needed and there is none.</summary>
        internal string WhyNot(TemplateVariables variables)
        {
            var known = variables.Arguments.Count == 0 ? "it has none" : $"it has {string.Join(", ", variables.Arguments.Keys.Order(StringComparer.Ordinal))}";
            return $"the image has no argument {Printable.Line(Name, 60)}; {known}; write it into args, or ask for it first: {{{{if index .Args \"{Printable.Line(Name, 60)}\"}}}}";
        }
    }
}
