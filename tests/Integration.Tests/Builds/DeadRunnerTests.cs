using RegistryJanitor.BuildRunner.Results;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>A request that kills whoever builds it.</summary>
public sealed class DeadRunnerTests
{
    [RootFact]
    public async Task A_request_that_two_runners_died_of_is_crashed_and_its_result_tells_what_they_had_pushed()
    {
        await using var stage = await QueueStage.SetAsync();
        stage.LogIn();
        stage.Ask("bad", "FROM scratch\nCOPY . /\n# push kills the runner at 2\n", ["first", "second"]);
        for (var life = 1; life <= 2; life++)
            (await stage.OnceAsync()).Expect(128 + StartedProgram.SigKill);
        Assert.Null(stage.TryResult("bad"));

        (await stage.OnceAsync()).Expect(0, "bad crashed after", "2 runners died while they built it");

        var result = stage.Result("bad");
        Assert.Equal((BuildStatus.Crashed, ErrorClass.Crash, 2), (result.Status, result.ErrorClass, result.Attempt));
        using var tags = new TagReader(stage.Address);
        var pushed = Assert.IsType<string>(await tags.DigestAsync("team/app", "first"));
        Assert.Equal([(pushed, false), (null, false)], result.Pushed.Select(tag => (tag.Digest, tag.Verified)));
        Assert.Contains("may be an earlier one", result.Pushed[0].Why, StringComparison.Ordinal);
        Assert.Contains("has no manifests/second", result.Pushed[1].Why, StringComparison.Ordinal);
        Assert.Equal("||", stage.Unfinished());
        Assert.Empty(Directory.EnumerateFiles(stage.Layout.Root, "config.json", SearchOption.AllDirectories));
    }
}
