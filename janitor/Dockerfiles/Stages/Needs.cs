using RegistryJanitor.Dockerfiles.Instructions;
using RegistryJanitor.Dockerfiles.Lines;

namespace RegistryJanitor.Dockerfiles.Stages;

/// <summary>Marks the stages that the target needs, and puts all that was found together.</summary>
internal static class Needs
{
    internal static Dockerfile Marked(DockerfileSource source, IReadOnlyList<StageDraft> drafts, IReadOnlyList<StageLink> links, int target, SyntaxLine? syntax)
    {
        var needed = From(links, target);
        var (stages, images) = (new List<DockerfileStage>(), new List<ImageDependency>());
        if (syntax is not null)
            images.Add(new ImageDependency(syntax.Image, new ImageUse.Frontend(), syntax.Line));
        for (var index = 0; index < drafts.Count; index++)
        {
            var (draft, link) = (drafts[index], links[index]);
            images.AddRange(link.Images);
            stages.Add(new DockerfileStage(draft.From, link.Base)
            {
                Name = draft.Name,
                Platform = draft.Platform,
                Instructions = draft.Instructions,
                Sources = link.Sources,
                IsNeeded = needed[index],
            });
        }

        return new Dockerfile
        {
            Stages = stages,
            Target = target,
            Images = images,
            Syntax = syntax?.Image,
            Unknown = source.Unknown,
        };
    }

    private static bool[] From(IReadOnlyList<StageLink> links, int target)
    {
        var needed = new bool[links.Count];
        needed[target] = true;
        // Everything a stage names stands before it, so one way back is enough.
        for (var index = target; index >= 0; index--)
        {
            if (!needed[index])
                continue;
            if (links[index].Base is StageBase.Stage { Index: var earlier })
                needed[earlier] = true;
            foreach (var source in links[index].Sources)
                needed[source] = true;
        }

        return needed;
    }
}
