namespace RegistryJanitor.Dockerfiles;

/// <summary>Collects what is wrong, by line; what is wrong with one line stays as it was found.</summary>
internal sealed class MistakeList
{
    private readonly List<DockerfileMistake> _mistakes = [];

    internal bool IsEmpty => _mistakes.Count == 0;

    internal void Add(DockerfileMistake mistake)
    {
        if (_mistakes.Count == DockerfileLimits.MostMistakes)
            return;
        var at = _mistakes.Count;
        while (at > 0 && _mistakes[at - 1].Line > mistake.Line)
            at--;
        _mistakes.Insert(at, mistake);
    }

    internal void Add(int line, string endOfSentence) => Add(DockerfileMistake.At(line, endOfSentence));

    internal IReadOnlyList<DockerfileMistake> All => _mistakes;
}
