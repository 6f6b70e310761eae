namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>Collects what the stages of a Dockerfile ask for.</summary>
internal sealed class DockerfileFindings
{
    private readonly List<string> _mountTypes = [];
    private readonly List<string> _platforms = [];
    private readonly List<string> _baseImages = [];
    private readonly List<string> _copiedImages = [];
    private readonly List<string> _contextSources = [];
    private bool _heredocs;
    private bool _quotedHeredocs;
    private bool _runs;

    internal DockerfileFacts Facts(IReadOnlyList<string> stages, string? syntax) => new()
    {
        Heredocs = _heredocs,
        QuotedHeredocs = _quotedHeredocs,
        MountTypes = _mountTypes,
        Platforms = _platforms,
        BaseImages = _baseImages,
        CopiedImages = _copiedImages,
        Stages = stages,
        Runs = _runs,
        Syntax = syntax,
        ContextSources = _contextSources,
    };

    internal void Take(IReadOnlyList<DockerfileStage> stages, int index)
    {
        var stage = stages[index];
        if (DockerfileReferences.Base(stages, index) < 0 && stage.Image is not "scratch")
            Once(_baseImages, stage.Image);
        if (stage.Platform is not null)
            Once(_platforms, stage.Platform);
        foreach (var instruction in stage.Instructions)
        {
            _heredocs |= instruction.Heredocs.Count > 0;
            _quotedHeredocs |= instruction.Heredocs.Any(heredoc => heredoc.Quoted);
            switch (instruction.Keyword)
            {
                case "RUN":
                    _runs = true;
                    foreach (var mount in instruction.Values("mount"))
                        TakeMount(stages, index, instruction, mount);
                    // A bare --mount is a mount, too: a mistake that the engine will tell.
                    if (instruction.Flags.Contains("--mount", StringComparer.OrdinalIgnoreCase))
                        Once(_mountTypes, "bind");
                    break;
                case "COPY" or "ADD":
                    TakeCopy(stages, index, instruction);
                    break;
            }
        }
    }

    private static void Once(List<string> list, string item)
    {
        if (!list.Contains(item, StringComparer.Ordinal))
            list.Add(item);
    }

    private void TakeMount(IReadOnlyList<DockerfileStage> stages, int index, DockerfileInstruction instruction, string mount)
    {
        var options = mount.Split(',').Select(option => option.Trim('"').Split('=', 2)).ToList();
        var type = Option("type") ?? "bind";
        Once(_mountTypes, type);
        if (Option("from") is { Length: > 0 } from)
            TakeSource(stages, index, instruction, from);
        else if (type is "bind")
            Once(_contextSources, Option("source") ?? Option("src") ?? ".");

        string? Option(string key) => options.LastOrDefault(option => string.Equals(option[0], key, StringComparison.OrdinalIgnoreCase)) is [_, var value] ? value : null;
    }

    private void TakeCopy(IReadOnlyList<DockerfileStage> stages, int index, DockerfileInstruction instruction)
    {
        if (instruction.Keyword is "COPY" && instruction.Values("from").LastOrDefault() is { Length: > 0 } from)
        {
            TakeSource(stages, index, instruction, from);
            return;
        }

        foreach (var source in DockerfileArguments.Words(instruction.Arguments).SkipLast(1))
        {
            if (!source.Contains("://", StringComparison.Ordinal) && !source.StartsWith("git@", StringComparison.Ordinal) && DockerfileHeredoc.Read(source) is null)
                Once(_contextSources, source);
        }
    }

    private void TakeSource(IReadOnlyList<DockerfileStage> stages, int index, DockerfileInstruction instruction, string from)
    {
        if (DockerfileReferences.Source(stages, index, instruction, from) < 0 && from is not "scratch")
            Once(_copiedImages, from);
    }
}
