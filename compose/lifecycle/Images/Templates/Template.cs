using System.Text;

namespace RegistryJanitor.Lifecycle.Images.Templates;

/// <summary>
/// Fills templates in: the few constructs of Go's text/template that Dockerfiles of images have. Everything else is refused with line and column, for a
/// template that is filled in otherwise than it is meant builds another image.
/// </summary>
public static class Template
{
    /// <summary>Fills one in.</summary>
    /// <param name="name">As messages call it: its path.</param>
    /// <param name="text">It.</param>
    /// <param name="variables">What it may name.</param>
    /// <exception cref="ImageException">Something in it is not known, or the image does not have it.</exception>
    public static string Fill(string name, string text, TemplateVariables variables)
    {
        var source = new TemplateSource(name, text);
        var filled = new StringBuilder(text.Length);
        Write(new TemplateParser(source, variables).Read(), source, variables, filled);
        return filled.ToString();
    }

    private static void Write(IReadOnlyList<TemplateNode> nodes, TemplateSource source, TemplateVariables variables, StringBuilder filled)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case TemplateNode.Text text:
                    filled.Append(text.Content);
                    break;
                case TemplateNode.Output { Value: var value }:
                    filled.Append(value.In(variables) ?? throw Missing(source, (TemplateValue.Argument)value, variables));
                    break;
                case TemplateNode.Choice choice:
                    Write(choice.Condition.In(variables) ? choice.Then : choice.Otherwise, source, variables, filled);
                    break;
            }
        }
    }

    private static ImageException Missing(TemplateSource source, TemplateValue.Argument argument, TemplateVariables variables) => source.Refuse(argument.Offset, argument.WhyNot(variables));
}
