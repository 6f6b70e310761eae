namespace RegistryJanitor.Retention;

/// <summary>Reasons that differ by a tag's rank only, each text once for all repositories: a store has hundreds of thousands of tags, and few ranks.</summary>
/// <param name="words">What stands before the number.</param>
internal sealed class NumberedReasons(string words)
{
    private readonly List<string> _texts = [];

    /// <summary>The reason for one rank.</summary>
    /// <param name="rank">1 or more; ranks are asked for in turn.</param>
    public string this[int rank]
    {
        get
        {
            while (_texts.Count < rank)
                _texts.Add($"{words}, number {_texts.Count + 1}");
            return _texts[rank - 1];
        }
    }
}
