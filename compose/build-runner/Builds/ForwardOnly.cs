using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.BuildRunner.Verification;
using RegistryJanitor.BuildRunner.Versions;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>
/// Fills the templates of tags in, and leaves floating ones where they are when a newer version is released, as the tags of the mirror and of the registry tell. What two runners
/// build at the same time they do not see of each other: who pushes last wins.
/// </summary>
/// <param name="http">As <see cref="PushVerifier.Client"/> makes it.</param>
/// <param name="registries">Which of them speak http: others cannot be asked.</param>
public sealed class ForwardOnly(HttpClient http, RegistryAccess registries)
{
    /// <summary>Chooses; a <see cref="TagChoice"/>.</summary>
    public async Task<IReadOnlyList<string>> ChooseAsync(BuildRequest request, PreparedContext context, string? credentialsDirectory, CancellationToken cancel)
    {
        var version = context.Version is { } text && ReleaseVersion.TryParse(text, out var made) ? made : null;
        var tags = TagTemplates.Fill(request.Tags, version, context.Commit);
        var names = context.MirrorTags;
        if (version is not null && tags.Any(tag => tag.Reach is not TagReach.Exact) && registries.IsPlainHttp(request.Image.Registry))
            names = [.. names, .. await AtRegistryAsync(request.Image, credentialsDirectory, cancel)];
        var moves = FloatingTags.Decide(tags, version, FloatingTags.VersionsIn(names, request.Tags));
        return [.. moves.Where(move => move.Pushed).Select(move => move.Tag.Tag.Value)];
    }

    private async Task<IReadOnlyList<string>> AtRegistryAsync(ImageName image, string? credentialsDirectory, CancellationToken cancel)
    {
        try
        {
            return await new RegistryReader(http, image.Registry, image.Repository, RegistryCredentials.Basic(credentialsDirectory, image.Registry)).TagsAsync(cancel);
        }
        catch (UnverifiedException unread)
        {
            throw new TagsUnreadException($"the tags of {image} cannot be read, so nobody knows which of them would move backwards: {unread.Message}", unread);
        }
    }
}
