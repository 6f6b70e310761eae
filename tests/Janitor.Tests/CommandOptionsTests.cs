namespace RegistryJanitor.Tests;

public sealed class CommandOptionsTests
{
    [Theory]
    [InlineData("", "Name", false, "")]
    [InlineData("--by size", "Size", false, "")]
    [InlineData("team/app --json --by=tags two", "Tags", true, "team/app two")]
    public void Options_of_ls_come_in_any_order(string words, string by, bool json, string repositories)
    {
        Assert.True(ListOptions.TryParse(Words(words), out var options));
        Assert.Equal((by, json, repositories), (options.By.ToString(), options.Json, string.Join(' ', options.Repositories.Patterns)));
    }

    [Theory]
    [InlineData("--by")]
    [InlineData("--by colour")]
    [InlineData("--by colour --by size")]
    [InlineData("--sizes")]
    public void Ls_refuses_anything_else(string words) => Assert.False(ListOptions.TryParse(Words(words), out _));

    [Theory]
    [InlineData("", false, false, "")]
    [InlineData("a --sizes b/*", false, true, "a b/*")]
    [InlineData("--json", true, false, "")]
    public void Options_of_plan_come_in_any_order(string words, bool json, bool sizes, string repositories)
    {
        Assert.True(PlanOptions.TryParse(Words(words), out var options));
        Assert.Equal((json, sizes, repositories), (options.Json, options.Sizes, string.Join(' ', options.Shown.Patterns)));
    }

    [Theory]
    [InlineData("--by size")]
    [InlineData("--JSON")]
    public void Plan_refuses_anything_else(string words) => Assert.False(PlanOptions.TryParse(Words(words), out _));

    [Theory]
    [InlineData("team/app", "team/app", true)]
    [InlineData("team/app", "team/app/cache", false)]
    [InlineData("team/*", "team/app", true)]
    [InlineData("team/*", "team/app/cache", false)]
    [InlineData("team/**", "team/app/cache", true)]
    [InlineData("team/*", "team", false)]
    [InlineData("**cache", "team/app/cache", true)]
    [InlineData("t*/a*p", "team/aapap", true)]
    [InlineData("t*/a*p", "team/apa", false)]
    [InlineData("*", "anything", true)]
    public void A_repository_may_be_a_glob_as_in_policies(string pattern, string repository, bool matches) =>
        Assert.Equal(matches, new RepositoryPatterns([pattern]).Match(RepositoryName.Parse(repository)));

    [Fact]
    public void A_name_that_no_repository_has_is_told()
    {
        RepositoryName[] repositories = [RepositoryName.Parse("team/app")];

        Assert.Null(new RepositoryPatterns(["team/*", "team/app"]).Unmatched(repositories));
        Assert.Equal("team/ap", new RepositoryPatterns(["team/app", "team/ap"]).Unmatched(repositories));
        Assert.Equal("there is no repository team/ap; `janitor ls` lists all there are", RepositoryPatterns.Sentence("team/ap"));
        Assert.Equal("no repository matches x*; `janitor ls` lists all there are", RepositoryPatterns.Sentence("x*"));
    }

    private static string[] Words(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
