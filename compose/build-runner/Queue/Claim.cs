using System.Globalization;
using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Queue;

/// <summary>
/// That a request is a runner's, as the name of its file tells: <c>ID.RUNNER.ATTEMPT</c>. The attempt is in the name because a rename is the only thing that
/// happens whole: a runner cannot take a request over and forget to count.
/// </summary>
/// <param name="Id">The request.</param>
/// <param name="Runner">Whose it is.</param>
/// <param name="Attempt">1 for the first runner that took it since it was asked for.</param>
public sealed record Claim(BuildId Id, RunnerName Runner, int Attempt)
{
    /// <summary>Of its files, without ending.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Id}.{Runner}.{Attempt}");

    /// <summary>Reads a name without ending; null when it is none.</summary>
    public static Claim? Read(string name) =>
        name.LastIndexOf('.') is > 0 and var last
        && name.LastIndexOf('.', last - 1) is > 0 and var first
        && BuildId.Read(name[..first]) is { } id
        && RunnerName.Read(name[(first + 1)..last]) is { } runner
        && int.TryParse(name.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
        && attempt > 0
            ? new Claim(id, runner, attempt)
            : null;

    /// <inheritdoc />
    public override string ToString() => Name;
}
