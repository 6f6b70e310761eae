using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Tests.Support;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.Configuration;

/// <summary>The page's imglife.yaml loads unchanged, and means what it meant.</summary>
public sealed class PagesExampleTests
{
    private static readonly ImagePlatform[] s_both = [new("linux", "amd64", null), new("linux", "arm64", null)];

    private readonly LifecycleReading _reading = Given.Reading(Given.PagesExample);

    [Fact]
    public void It_has_no_mistake_and_one_notice()
    {
        Assert.Empty(_reading.Mistakes);
        Assert.Equal(
            ["l.yaml:2:3: registry.url has no effect, nor has what else imglife keeps there about its build records: lifecycle keeps its own in LIFECYCLE_DATA_DIR"],
            _reading.Notices);
    }

    [Fact]
    public void Its_tags_are_selected_by_expressions_whose_dollar_is_no_variable()
    {
        var entries = _reading.File.Sync.Entries;

        Assert.Equal(["^3\\.\\d+\\.\\d+$", "^1\\.\\d+\\.\\d+-alpine3\\.\\d+$"], entries.Select(entry => $"{((TagSelection.Matching)entry.Tags).Expression}"), StringComparer.Ordinal);
        var expression = ((TagSelection.Matching)entries[1].Tags).Expression;
        Assert.True(expression.Matches("1.22.3-alpine3.21") && !expression.Matches("1.22.3-alpine3.21-x") && !expression.Matches("1.22.3"));
        Assert.Equal(["docker.io/library/alpine to registry.example.com:5050/mirrors/alpine", "docker.io/library/golang to registry.example.com:5050/mirrors/golang"], entries.Select(entry => entry.Name), StringComparer.Ordinal);
        Assert.Equal([3, 2], entries.Select(entry => entry.KeepLast));
        Assert.All(entries, entry => Assert.True(entry is { CheckDigest: true, Referrers: false, Platforms: [] }));
        Assert.Equal([new CycleRule("alpine", new CycleExtraction.Numbers(2)), new CycleRule("go", new CycleExtraction.Numbers(2))], entries.Select(entry => entry.Cycle));
    }

    [Fact]
    public void Its_images_are_built_from_mirrors_whose_end_of_life_is_theirs()
    {
        var file = _reading.File;

        Assert.Equal(("1.0.0", "registry.example.com:5050/bases", "{{.Version}}-core{{.CoreVersion}}"), (file.Build.CoreVersion, $"{file.Build.Registry}", file.Build.TagFormat));
        Assert.Equal(["alpine", "golang"], file.Images.Select(image => image.Name), StringComparer.Ordinal);
        Assert.All(file.Images, image => Assert.True(image is { Type: ImageType.Core, Template: "Dockerfile.tmpl", Arguments: [] } && image.Platforms.SequenceEqual(s_both)));
        Assert.Equal((Tag.Parse("1.22.3-alpine3.21"), "1.22.3-alpine3.21", "images/golang"), (file.Images[1].MirrorTag!.Value, file.Images[1].Version, file.Images[1].Folder));
        Assert.Equal(["alpine", "go"], file.Images.Select(image => file.CycleOf(image)!.Product), StringComparer.Ordinal);
    }

    [Fact]
    public void The_rest_of_it_is_read_too()
    {
        var file = _reading.File;

        Assert.Equal((5, 90), (file.Retention.KeepLast, file.Retention.MaxAgeDays));
        Assert.Equal((EndOfLifeProvider.EndOfLifeDate, "eol-data.yaml"), (file.EndOfLife.Provider, file.EndOfLife.DataFile));
        Assert.Equal("Pipeline runs daily at 06:00 UTC.\nContact `#platform-images` for questions.\n", file.Status.ClientZone);
        Assert.Empty(file.Schedule.Commands);
    }

    [Fact]
    public void Images_may_stand_in_build_as_well()
    {
        var inside = Given.PagesExample.Split('\n').ToList();
        var (begin, end) = (inside.IndexOf("images:"), inside.IndexOf("retention:"));
        for (var at = begin; at < end; at++)
            inside[at] = inside[at].Length > 0 ? $"  {inside[at]}" : "";

        var images = Given.File(string.Join('\n', inside)).Images;

        Assert.Equal(_reading.File.Images.Select(image => (image.Name, image.Version)), images.Select(image => (image.Name, image.Version)));
        Assert.Equal(
            ["l.yaml:1:11: images stand beside build and in it; keep one of both lists"],
            Given.Mistakes("{ images: [], build: { images: [] } }"));
    }

    [Fact]
    public void Without_its_variable_every_place_that_uses_it_is_told()
    {
        var mistakes = LifecycleFileReader.Parse("l.yaml", Given.PagesExample, new Dictionary<string, string>(StringComparer.Ordinal)).Mistakes;

        Assert.Equal(5, mistakes.Count);
        Assert.Equal("l.yaml:10:15: sync.entries[0].target uses $CI_REGISTRY, which is not set; set it, or write $$ for a dollar", mistakes[0]);
    }
}
