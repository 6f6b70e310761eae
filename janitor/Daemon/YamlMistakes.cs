using YamlDotNet.Core;

namespace RegistryJanitor.Daemon;

/// <summary>What is wrong in a YAML file, with line and column, collected so that all is told at once.</summary>
/// <param name="path">The file, as messages name it.</param>
public sealed class YamlMistakes(string path)
{
    private readonly List<(long Line, long Column, string Sentence)> _found = [];

    /// <summary>Every mistake, in the order of the file: <c>path:line:column: sentence</c>.</summary>
    public IReadOnlyList<string> All =>
        [.. _found.OrderBy(found => (found.Line, found.Column)).Select(found => $"{path}:{found.Line}:{found.Column}: {found.Sentence}")];

    /// <summary>How many there are.</summary>
    public int Count => _found.Count;

    /// <summary>Adds one.</summary>
    public void Add(Mark at, string sentence) => _found.Add((at.Line, at.Column, sentence));
}
