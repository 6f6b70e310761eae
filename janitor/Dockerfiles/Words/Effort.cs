namespace RegistryJanitor.Dockerfiles.Words;

/// <summary>
/// What reading has cost so far. A Dockerfile of a page can ask for more than a machine has: values that double with each ARG, patterns over long values, triggers in
/// thousands of stages.
/// </summary>
internal sealed class Effort
{
    private long _spent;

    /// <summary>Spends so many letters; false: there are none left, now and later.</summary>
    internal bool Spend(long letters) => (_spent += letters) <= DockerfileLimits.MostEffort;
}
