using System.Globalization;
using RegistryJanitor.Dockerfiles.Instructions;
using RegistryJanitor.Dockerfiles.Words;

namespace RegistryJanitor.Dockerfiles.Stages;

/// <summary>Finds out of every name in every stage whether it is a stage or an image.</summary>
internal static class StageLinks
{
    private const string Nothing = "scratch";

    internal static IReadOnlyList<StageLink> Of(IReadOnlyList<StageDraft> stages, MistakeList mistakes, Effort effort)
    {
        var (links, names) = (new List<StageLink>(stages.Count), new StageNames(stages));
        for (var index = 0; index < stages.Count; index++)
        {
            names.Enter(index == 0 ? null : stages[index - 1].Name);
            links.Add(One(stages, index, names, mistakes, effort));
        }

        return links;
    }

    private static StageLink One(IReadOnlyList<StageDraft> stages, int index, StageNames names, MistakeList mistakes, Effort effort)
    {
        var stage = stages[index];
        var (taken, images) = (new HashSet<int>(), new List<ImageDependency>());
        StageBase begins = names.Base(stage.Image) is { } earlier ? new StageBase.Stage(earlier)
            : stage.Image is Nothing ? new StageBase.Scratch()
            : new StageBase.Image(stage.Image);
        if (begins is StageBase.Image)
            images.Add(new ImageDependency(stage.Image, new ImageUse.Base(index), stage.From.Line));

        // What the stage that it is made from leaves to others is done here first.
        if (begins is StageBase.Stage { Index: var parent })
        {
            foreach (var instruction in stages[parent].Instructions)
            {
                if (!effort.Spend(1))
                    break;
                if (instruction.Trigger is { } trigger)
                    Take(trigger, stage.From.Line);
            }
        }

        foreach (var instruction in stage.Instructions)
        {
            if (instruction.Trigger is { } trigger)
                Leave(trigger);
            else
                Take(instruction, instruction.Line);
        }

        if (!effort.Spend(0))
            mistakes.Add(stage.From.Mistake("leads to more triggers of other stages than anybody wrote"));
        return new StageLink(begins, [.. taken], images);

        void Take(Instruction instruction, int line)
        {
            foreach (var from in SourceName.In(instruction, mistakes))
            {
                effort.Spend(from.Text.Length);
                var (source, mistake) = names.Source(from);
                if (mistake is not null)
                    mistakes.Add(instruction.Mistake(mistake));
                else if (source is { } number)
                    taken.Add(number);
                else if (from.Text is not Nothing)
                    images.Add(new ImageDependency(from.Text, from.IsMounted ? new ImageUse.Mounted(index) : new ImageUse.Copied(index), line));
            }
        }

        void Leave(Instruction trigger)
        {
            foreach (var from in SourceName.In(trigger, mistakes))
            {
                // Numbers and names are stages of whoever is built from this.
                if (from.Text is not Nothing && !names.Has(from.Text) && (from.IsMounted || !int.TryParse(from.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                    images.Add(new ImageDependency(from.Text, new ImageUse.LeftToOthers(index), trigger.Line));
            }
        }
    }
}
