using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Configuration;

/// <summary>What people copy is read without a mistake.</summary>
public sealed class WrittenExamplesTests
{
    private static readonly Dictionary<string, string> s_environment = new(StringComparer.Ordinal) { ["DISCORD_WEBHOOK_URL"] = "https://discord.com/api/webhooks/1/secret", ["NTFY_TOKEN"] = "tk_secret" };

    [Fact]
    public void The_README_shows_base_images_that_are_copied_built_and_scheduled()
    {
        var text = SourceTree.Read("README.md").Split("## Base images that stay fresh")[1].Split("```yaml\n")[1].Split("```")[0];

        var file = Given.File(text);

        Assert.Equal(("registry:5000/mirrors/alpine", "registry:5000/mirrors/alpine"), ($"{file.Sync.Entries[0].Target}", $"{file.Images[0].MirrorImage}"));
        Assert.Equal(["sync", "build", "eol_update"], file.Schedule.Commands.Select(command => command.Command), StringComparer.Ordinal);
    }

    [Fact]
    public void The_example_file_is_right_as_it_is_and_with_all_that_it_hides()
    {
        var text = SourceTree.Read("lifecycle.yaml.example");
        // "#  key" and "#key" are hidden configuration, "# Words" are words.
        var shown = string.Join('\n', text.Split('\n').Select(line => line is ['#', not ' ', ..] or ['#', ' ', ' ', ..] ? line[1..] : line));

        Assert.Single(OnTheStack(text).Builds);
        var file = OnTheStack(shown);
        Assert.Equal((1, 1, 3, "build"), (file.Sync.Entries.Count, file.Images.Count, file.Schedule.Commands.Count, file.Builds[0].Dockerfile is MirrorBuild.DefaultDockerfile ? "build" : ""));
        Assert.NotNull(file.Builds[0].Schedule);
        Assert.Equal(2, file.Notify.Sinks.Count);
    }

    /// <summary>As it is read where LIFECYCLE_REGISTRY is the stack's own registry.</summary>
    private static LifecycleFile OnTheStack(string text)
    {
        var reading = LifecycleFileReader.Parse("l.yaml", text, s_environment, RepositoryPrefix.Read("registry:5000").Prefix);
        Assert.Empty(reading.Mistakes);
        return reading.File;
    }
}
