using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>
/// Remembers for a while that a registry takes nothing: it is not asked again for every request. One that does not even refuse costs seconds each time, and requests for
/// other registries would never have their turn.
/// </summary>
/// <param name="ask">Asks a registry.</param>
/// <param name="patience">How long an answer other than "ready" is believed.</param>
/// <param name="clock">For that.</param>
public sealed class AskedRegistries(Func<ImageName, CancellationToken, Task<RegistryState>> ask, TimeSpan patience, TimeProvider clock)
{
    private readonly Dictionary<string, Answer> _answers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks, or remembers.</summary>
    public async Task<RegistryState> AskAsync(ImageName image, CancellationToken cancel)
    {
        if (_answers.TryGetValue(image.Registry, out var earlier) && clock.GetElapsedTime(earlier.Since) < patience)
            return earlier.State;
        var state = await ask(image, cancel);
        _answers.Remove(image.Registry);
        if (state is not RegistryState.Ready)
            _answers[image.Registry] = new Answer(state, clock.GetTimestamp());
        return state;
    }

    private sealed record Answer(RegistryState State, long Since);
}
