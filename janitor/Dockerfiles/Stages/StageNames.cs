using System.Globalization;

namespace RegistryJanitor.Dockerfiles.Stages;

/// <summary>Which stage a name means, seen from a stage: only what stands before it can be meant. Where two are called the same, the later of them is.</summary>
internal sealed class StageNames
{
    private readonly Dictionary<string, int> _before = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _all = new(StringComparer.OrdinalIgnoreCase);
    private int _here = -1;

    internal StageNames(IReadOnlyList<StageDraft> stages)
    {
        for (var index = 0; index < stages.Count; index++)
        {
            if (stages[index].Name is { } name)
                _all[name] = index;
        }
    }

    /// <summary>Goes on to the next stage, of whose predecessor this is the name.</summary>
    internal void Enter(string? nameOfLast)
    {
        if (nameOfLast is not null)
            _before[nameOfLast] = _here;
        _here++;
    }

    /// <summary>The stage that FROM names; null: it names an image, be it called like its own stage.</summary>
    internal int? Base(string image) => _before.TryGetValue(image, out var index) ? index : null;

    /// <summary>Whether any stage is called so.</summary>
    internal bool Has(string name) => _all.ContainsKey(name);

    /// <summary>The stage that something is taken from; null: it is an image. The mistake is the end of a sentence.</summary>
    internal (int? Stage, string? Mistake) Source(SourceName from)
    {
        if (!from.IsMounted && int.TryParse(from.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number >= 0 && number < _here
                ? (number, null)
                : (null, $"takes from stage {number}, which {(number == _here ? "is the stage it is in" : "does not come before it")}");
        }

        if (_before.TryGetValue(from.Text, out var earlier))
            return (earlier, null);
        if (!_all.TryGetValue(from.Text, out var index))
            return (null, null);
        var shown = DockerfileMistake.Shown(from.Text);
        return (null, index == _here ? $"takes from {shown}, the stage it is in" : $"takes from the stage {shown}, which comes later; move that one up");
    }
}
