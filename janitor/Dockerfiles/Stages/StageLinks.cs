using System.Globalization;
using RegistryJanitor.Dockerfiles.Words;

namespace RegistryJanitor.Dockerfiles.Stages;

/// <summary>Finds out of every name in every stage whether it is a stage or an image.</summary>
internal static class StageLinks
{
    private const string Nothing = "scratch";

    // Of what may be spent, a trigger that is followed is worth a line.
    private const long CostOfOne = 64;

    internal static IReadOnlyList<StageLink> Of(IReadOnlyList<StageDraft> stages, MistakeList mistakes, Effort effort)
    {
        var (links, names) = (new List<StageLink>(stages.Count), new StageNames(stages));
        var triggers = new List<List<SourceName>>(stages.Count);
        for (var index = 0; index < stages.Count; index++)
        {
            names.Enter(index == 0 ? null : stages[index - 1].Name);
            triggers.Add(TriggersOf(stages[index], mistakes));
            links.Add(One(stages, index, names, triggers, mistakes, effort));
        }

        return links;
    }

    private static StageLink One(IReadOnlyList<StageDraft> stages, int index, StageNames names, List<List<SourceName>> triggers, MistakeList mistakes, Effort effort)
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
            if (effort.Spend(CostOfOne * triggers[parent].Count))
            {
                foreach (var from in triggers[parent])
                    Take(from, stage.From.Line);
            }
            else
            {
                mistakes.Add(stage.From.Mistake("leads to more triggers of other stages than anybody wrote"));
            }
        }

        var left = 0;
        foreach (var instruction in stage.Instructions)
        {
            foreach (var from in SourceName.In(instruction, mistakes))
                Take(from, instruction.Line);
            while (left < triggers[index].Count && ReferenceEquals(triggers[index][left].By, instruction.Trigger))
                Leave(triggers[index][left++]);
        }

        return new StageLink(begins, [.. taken], images);

        void Take(SourceName from, int line)
        {
            var (source, mistake) = names.Source(from);
            if (mistake is not null)
                mistakes.Add(from.By.Mistake(mistake));
            else if (source is { } number)
                taken.Add(number);
            else if (from.Text is not Nothing)
                images.Add(new ImageDependency(from.Text, from.IsMounted ? new ImageUse.Mounted(index) : new ImageUse.Copied(index), line));
        }

        void Leave(SourceName from)
        {
            // Numbers and names are stages of whoever is built from this.
            if (from.Text is not Nothing && !names.Has(from.Text) && (from.IsMounted || !int.TryParse(from.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                images.Add(new ImageDependency(from.Text, new ImageUse.LeftToOthers(index), from.By.Line));
        }
    }

    private static List<SourceName> TriggersOf(StageDraft stage, MistakeList mistakes)
    {
        var found = new List<SourceName>();
        foreach (var instruction in stage.Instructions)
        {
            if (instruction.Trigger is { } trigger)
                found.AddRange(SourceName.In(trigger, mistakes));
        }

        return found;
    }
}
