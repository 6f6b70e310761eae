using System.Diagnostics;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>Asks <c>janitor health</c> as a container's health check does: again and again.</summary>
internal static class Health
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>The first answer with this exit code and these words, or the last one when none came in time.</summary>
    public static async Task<ProgramExit> HealthAsync(this JanitorRun janitor, int code, string words = "")
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await janitor.RunAsync("health");
            if ((answer.Code == code && answer.Output.Contains(words, StringComparison.Ordinal)) || Stopwatch.GetElapsedTime(began) > s_patience)
                return answer;
            await Task.Delay(50);
        }
    }

    public static async Task BecomesHealthyAsync(this JanitorRun janitor, Stage stage, StartedProgram loop)
    {
        var health = stage.Told(await janitor.HealthAsync(0, "the last pass succeeded"));
        Assert.True(health.Code == 0, $"{health}\nthe loop's output:\n{loop.Output}");
    }
}
