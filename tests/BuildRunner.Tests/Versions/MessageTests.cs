using System.Diagnostics;
using RegistryJanitor.BuildRunner.Versions;

namespace RegistryJanitor.BuildRunner.Tests.Versions;

public sealed class MessageTests
{
    [Theory]
    [InlineData("feat: x", VersionBump.Minor)]
    [InlineData("FEAT(api): x", VersionBump.Minor)]
    [InlineData("feature: x", VersionBump.Patch)]
    [InlineData("feat:x", VersionBump.Patch)]
    [InlineData("feat(): x", VersionBump.Patch)]
    [InlineData("undo feat: x", VersionBump.Patch)]
    [InlineData("fix: x", VersionBump.Patch)]
    [InlineData("whatever", VersionBump.Patch)]
    [InlineData("", VersionBump.Patch)]
    [InlineData("feat!: x", VersionBump.Major)]
    [InlineData("refactor(core)!: x", VersionBump.Major)]
    [InlineData("fix: x\n\nBREAKING CHANGE: y", VersionBump.Major)]
    [InlineData("fix: x\n\nReviewed-by: z\nBREAKING-CHANGE: y", VersionBump.Major)]
    [InlineData("fix: x\n\nbreaking change: y", VersionBump.Patch)]
    [InlineData("docs: this is not a BREAKING CHANGE", VersionBump.Patch)]
    [InlineData("Merge branch 'x'\n\nfeat: x", VersionBump.Patch)]
    public void A_conventional_commit_says_how_large_it_is(string message, VersionBump bump) => Assert.Equal(bump, ConventionalCommit.Bump(message));

    [Fact]
    public void The_seed_rules_are_those_of_its_bash()
    {
        string[] tags = ["v1.2.3", "1.2.3", "v0.0.0", "v1.2.3-rc.1", "v1.02.08", "v1.2.010", "1.2.3.4", "v1", "v1.2", "release-2024", "v", "v1.2.", "v10.20.30"];
        string[] messages = ["feat: x", "Feature: x", "feat(api): x", "fix: x", "MAJOR: x", "minor: x", "x\nfeat: y", "a breaking change", " feat: x", "$(exit 7)\nmajor:x"];
        foreach (var tag in tags)
        {
            foreach (var message in messages)
            {
                var (version, mistake) = SeedRules.After(tag, SeedRules.Bump(message));
                var bash = Bash(tag, message);
                if (ReleaseVersion.TryParse(bash, out var expected))
                    Assert.True(version == expected, $"{tag}, {message}: bash says {bash}, we say {version?.ToString() ?? mistake}");
                else
                    Assert.True(version is null && mistake is not null, $"{tag}, {message}: bash says '{bash}', we say {version}");
            }
        }
    }

    [Theory]
    [InlineData("fix: x [skip ci]", "the commit message says [skip ci]")]
    [InlineData("fix: x\n\n[Skip Images]", "the commit message says [skip images]")]
    [InlineData("fix: x [ray-serve only]", "the commit message says [ray-serve only]")]
    [InlineData("fix: x [app only]", null)]
    [InlineData("fix: x [web only] [app only]", null)]
    [InlineData("fix: skip ci", null)]
    [InlineData("docs: [this is read only] prose only]", null)]
    public void A_message_can_say_that_no_image_is_wanted(string message, string? reason) => Assert.Equal(reason, SkipFlags.Reason(message, "app"));

    // The page's own lines, with the tag and the message as variables in place of what the forge puts into the script.
    private static string Bash(string tag, string message)
    {
        const string Script = """
            VERSION=${LATEST#v}
            IFS='.' read -r MAJOR MINOR PATCH <<< "$VERSION"
            if echo "$MSG" | grep -qiE "^major:|BREAKING CHANGE"; then
              MAJOR=$((MAJOR + 1)); MINOR=0; PATCH=0
            elif echo "$MSG" | grep -qiE "^(minor:|feat:|feature:)"; then
              MINOR=$((MINOR + 1)); PATCH=0
            else
              PATCH=$((PATCH + 1))
            fi
            echo "v${MAJOR}.${MINOR}.${PATCH}"
            """;
        var start = new ProcessStartInfo("bash", ["-e", "-c", Script]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LATEST"] = tag;
        start.Environment["MSG"] = message;
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEnd().Trim();
        bash.WaitForExit();
        _ = errors.GetAwaiter().GetResult();
        return output;
    }
}
