using RegistryJanitor.Dockerfiles;
using RegistryJanitor.Dockerfiles.Instructions;
using RegistryJanitor.Dockerfiles.Stages;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>Collects what the stages of a Dockerfile ask for, up to the one that is built: not every engine leaves out those that it does not need.</summary>
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

    internal static DockerfileFindings Of(Dockerfile dockerfile)
    {
        var found = new DockerfileFindings();
        foreach (var image in dockerfile.Images)
        {
            if (image.Use is ImageUse.Base begins && begins.Stage <= dockerfile.Target)
                Once(found._baseImages, image.Image);
            else if (image.Use is ImageUse.Copied or ImageUse.Mounted && ((ImageUse.InStage)image.Use).Stage <= dockerfile.Target)
                Once(found._copiedImages, image.Image);
        }

        for (var index = 0; index <= dockerfile.Target; index++)
            found.Take(dockerfile.Stages[index]);
        return found;
    }

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

    private static void Once(List<string> list, string item)
    {
        if (!list.Contains(item, StringComparer.Ordinal))
            list.Add(item);
    }

    private void Take(DockerfileStage stage)
    {
        if (stage.Platform is not null)
            Once(_platforms, stage.Platform);
        foreach (var instruction in stage.Instructions)
        {
            _heredocs |= instruction.Heredocs.Count > 0;
            _quotedHeredocs |= instruction.Heredocs.Any(heredoc => heredoc.IsQuoted);
            switch (instruction.Keyword)
            {
                case "RUN":
                    _runs = true;
                    foreach (var mount in instruction.Values("mount"))
                        TakeMount(mount);
                    // A bare --mount is a mount, too: a mistake that the engine will tell.
                    if (instruction.Flags.Contains("--mount", StringComparer.Ordinal))
                        Once(_mountTypes, "bind");
                    break;
                case "COPY" or "ADD":
                    TakeCopy(instruction);
                    break;
            }
        }
    }

    private void TakeMount(string mount)
    {
        var type = MountOptions.Find(mount, "type") ?? "bind";
        Once(_mountTypes, type);
        if (type is "bind" && MountOptions.Find(mount, "from") is null or "")
            Once(_contextSources, MountOptions.Find(mount, "source") ?? MountOptions.Find(mount, "src") ?? ".");
    }

    private void TakeCopy(Instruction instruction)
    {
        if (instruction.Keyword is "COPY" && instruction.Values("from") is [{ Length: > 0 }, ..])
            return;
        foreach (var source in instruction.Words.SkipLast(1))
        {
            if (!source.Contains("://", StringComparison.Ordinal) && !source.StartsWith("git@", StringComparison.Ordinal) && Heredoc.Read(source) is null)
                Once(_contextSources, source);
        }
    }
}
