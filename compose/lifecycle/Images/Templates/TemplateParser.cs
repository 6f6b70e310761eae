using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Images.Templates;

/// <summary>Makes parts of actions. What it does not know is refused, also where it would never be filled in.</summary>
/// <param name="source">The template.</param>
/// <param name="variables">What it may name.</param>
internal sealed class TemplateParser(TemplateSource source, TemplateVariables variables)
{
    private const int Deepest = 100;
    private const int MostWords = 64;
    private const string Constructs = "known are {{.NAME}}, {{index .Args \"NAME\"}}, {{if}}, {{else if}}, {{else}}, {{end}} and {{/* a comment */}}";

    private readonly List<TemplateAction> _actions = TemplateCutter.Cut(source);
    private int _at;

    /// <summary>All of it.</summary>
    /// <exception cref="ImageException">Something is not known, or has no end.</exception>
    internal IReadOnlyList<TemplateNode> Read()
    {
        var (nodes, stop) = Nodes(0);
        return stop is null ? nodes : throw source.Refuse(stop[0].Offset, $"{{{{{stop[0].Text}}}}} stands here without an {{{{if}}}}; take it away, or write the {{{{if}}}} before it");
    }

    /// <summary>Up to the end, or to <c>else</c> or <c>end</c>, whose words are the second.</summary>
    private (List<TemplateNode> Nodes, List<TemplateWord>? Stop) Nodes(int depth)
    {
        var nodes = new List<TemplateNode>();
        while (_at < _actions.Count)
        {
            var action = _actions[_at++];
            if (action.IsText)
            {
                nodes.Add(new TemplateNode.Text(source.Text[action.Begin..action.End]));
                continue;
            }

            var words = TemplateWords.Split(source, action);
            if (words.Count == 0)
                throw source.Refuse(action.Begin, $"there is nothing between {{{{ and }}}}; {Constructs}");
            if (words.Count > MostWords)
                throw source.Refuse(action.Begin, $"this has more than {MostWords} words; write fewer");
            if (words[0].Is("else") || words[0].Is("end"))
                return (nodes, words);
            nodes.Add(words[0].Is("if") ? Choice(words, depth) : new TemplateNode.Output(Alone(words)));
        }

        return (nodes, null);
    }

    private TemplateNode.Choice Choice(List<TemplateWord> words, int depth)
    {
        var begin = words[0];
        if (depth > Deepest)
            throw source.Refuse(begin.Offset, $"more than {Deepest} {{{{if}}}} stand in each other; write fewer");
        var condition = Condition(words, 1);
        var (then, stop) = Nodes(depth + 1);
        switch (stop)
        {
            case [var end] when end.Is("end"):
                return new TemplateNode.Choice(condition, then, []);
            case [var other] when other.Is("else"):
                var (otherwise, ended) = Nodes(depth + 1);
                return ended is [var last] && last.Is("end")
                    ? new TemplateNode.Choice(condition, then, otherwise)
                    : throw (ended is null ? NoEnd(begin) : source.Refuse(ended[0].Offset, "{{end}} is to stand here: an {{else}} has no other behind it"));
            // `else if` has the `end` of its `if`.
            case [var other, var again, ..] when other.Is("else") && again.Is("if"):
                return new TemplateNode.Choice(condition, then, [Choice(stop[1..], depth + 1)]);
            case null:
                throw NoEnd(begin);
            default:
                throw source.Refuse(stop[1].Offset, $"nothing stands behind {stop[0].Text} but }}}}; take '{Printable.Line(stop[1].Text, 60)}' away");
        }
    }

    private ImageException NoEnd(TemplateWord begin) => source.Refuse(begin.Offset, "this if has no {{end}}; write it");

    private TemplateCondition Condition(List<TemplateWord> words, int at)
    {
        if (at == words.Count)
            throw source.Refuse(words[^1].Offset, $"{words[^1].Text} has nothing behind it; write what is to be asked, such as {{{{if .Args.NAME}}}} or {{{{if eq .Name \"alpine\"}}}}");
        if (words[at].Is("not"))
            return new TemplateCondition.Not(Condition(words, at + 1));
        // Brackets around a whole question, as in `not (eq ...)`; those around an index belong to the value.
        if (words[at].Is("(") && at + 1 < words.Count && IsQuestion(words[at + 1]) && words[^1].Is(")"))
            return Condition(words[..^1], at + 1);
        if (!IsQuestion(words[at]))
            return new TemplateCondition.Some(Alone(words[at..]));

        var (values, next) = (new List<TemplateValue>(), at + 1);
        while (next < words.Count)
            values.Add(Value(words, ref next, isAlone: false));
        if (values.Count < 2 || (words[at].Is("ne") && values.Count > 2))
            throw source.Refuse(words[at].Offset, $"{words[at].Text} compares {(words[at].Is("ne") ? "two values" : "a value with one or more")}, and has {values.Count}; write {{{{if {words[at].Text} .Name \"alpine\"}}}}");
        var equal = new TemplateCondition.Equal(values[0], values[1..]);
        return words[at].Is("ne") ? new TemplateCondition.Not(equal) : equal;
    }

    private static bool IsQuestion(TemplateWord word) => word.Is("eq") || word.Is("ne") || word.Is("not");

    private TemplateValue Alone(List<TemplateWord> words)
    {
        var next = 0;
        var value = Value(words, ref next, isAlone: true);
        return next == words.Count ? value : throw source.Refuse(words[next].Offset, $"'{Printable.Line(words[next].Text, 60)}' is not known here; {Constructs}");
    }

    private TemplateValue Value(List<TemplateWord> words, ref int at, bool isAlone)
    {
        var word = words[at++];
        if (word.IsQuoted)
            return new TemplateValue.Literal(word.Text);
        if (word.Is("("))
        {
            var value = at < words.Count ? Value(words, ref at, isAlone: true) : null;
            if (value is null || at == words.Count || !words[at].Is(")"))
                throw source.Refuse(word.Offset, "( has no ) behind one value; write it, as in (index .Args \"NAME\")");
            at++;
            return value;
        }

        if (word.Is("index") && isAlone)
        {
            if (at + 1 >= words.Count || !words[at].Is($".{TemplateVariables.ArgumentsName}") || !words[at + 1].IsQuoted)
                throw source.Refuse(word.Offset, "index takes .Args and a name in quotes; write index .Args \"NAME\"");
            at += 2;
            return new TemplateValue.Argument(words[at - 1].Text, words[at - 1].Offset);
        }

        if (word.Is("index"))
            throw source.Refuse(word.Offset, "index stands in brackets here; write (index .Args \"NAME\")");
        return word.Text.StartsWith('.') ? Field(word) : throw source.Refuse(word.Offset, $"'{Printable.Line(word.Text, 60)}' is not known; {Constructs}");
    }

    private TemplateValue Field(TemplateWord word)
    {
        var name = word.Text[1..];
        if (variables.Fields.ContainsKey(name))
            return new TemplateValue.Field(name);
        if (name.Equals(TemplateVariables.ArgumentsName, StringComparison.Ordinal))
            throw source.Refuse(word.Offset, "the arguments are no text; write .Args.NAME for one of them");
        if (name.StartsWith($"{TemplateVariables.ArgumentsName}.", StringComparison.Ordinal) && name[5..] is { Length: > 0 } argument && !argument.Contains('.', StringComparison.Ordinal))
            return new TemplateValue.Argument(argument, word.Offset);
        var meant = NearestName.Of(name, variables.Fields.Keys) is { } nearest ? $"did you mean .{nearest}?" : "write another:";
        throw source.Refuse(word.Offset, $"{Printable.Line(word.Text, 60)} is not known; {meant} known are {variables.Known}");
    }
}
