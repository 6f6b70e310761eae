namespace RegistryJanitor.Dockerfiles.Lines;

/// <summary>
/// <c># escape=`</c> and its like, which stand in the first lines. The first line that is none of them, also an empty one or another comment, ends them.
/// </summary>
internal sealed class Directives
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private bool _ended;

    /// <summary><c>\</c>, or <c>`</c> by directive.</summary>
    internal char Escape { get; private set; } = '\\';

    /// <summary>Looks at a line that has no blanks before it; gives the end of a sentence about a mistake in it.</summary>
    internal string? Take(string line)
    {
        if (_ended)
            return null;
        if (DirectiveLine.Read(line, "#") is not { } directive)
        {
            _ended = true;
            return null;
        }

        if (!_seen.Add(directive.Name))
            return $"says {directive.Name} a second time";
        if (directive.Name is not "escape")
            return null;
        if (directive.Value is not ("\\" or "`"))
            return $"sets escape to '{DockerfileMistake.Shown(directive.Value)}'; it can be \\ or `";
        Escape = directive.Value[0];
        return null;
    }
}
