namespace RegistryJanitor.Lifecycle.Images.Templates;

/// <summary>What a template may name: <c>.Version</c> and its like, and the image's arguments as <c>.Args</c>.</summary>
/// <param name="Fields">Texts by their names, without the dot.</param>
/// <param name="Arguments">Texts by their names, as <c>args</c> of the image has them.</param>
public sealed record TemplateVariables(IReadOnlyDictionary<string, string> Fields, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>What the arguments are called in a template.</summary>
    public const string ArgumentsName = "Args";

    /// <summary>All fields, for messages.</summary>
    internal string Known => string.Join(", ", Fields.Keys.Order(StringComparer.Ordinal).Append($"{ArgumentsName}.NAME").Select(name => $".{name}"));
}
