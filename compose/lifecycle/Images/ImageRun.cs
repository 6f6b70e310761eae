using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>One run over all images: each is prepared, then something is done with it. One that fails stops no other.</summary>
/// <param name="preparer">Who prepares.</param>
public sealed class ImageRun(ImagePreparer preparer)
{
    /// <summary>Runs.</summary>
    /// <param name="images">Over which.</param>
    /// <param name="each">What is done with each; the sentence of its outcome.</param>
    /// <param name="cancel">Ends it between two.</param>
    public async Task<IReadOnlyList<ImageOutcome>> RunAsync(IReadOnlyList<ImageEntry> images, Func<PreparedImage, Task<string>> each, CancellationToken cancel)
    {
        var (outcomes, names) = (new List<ImageOutcome>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var entry in images)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                var image = await preparer.PrepareAsync(entry, cancel);
                if (!names.TryAdd($"{image.Image}", entry.Name))
                    throw new ImageException($"it would be called {image.Image}, as an earlier image is; give one of them another name or version");
                outcomes.Add(new ImageOutcome(entry.Name, await each(image), IsTrouble: false));
            }
            catch (Exception refused) when (refused is ImageException or IOException or UnauthorizedAccessException)
            {
                outcomes.Add(new ImageOutcome(entry.Name, refused.Message.TrimEnd('.'), IsTrouble: true));
            }
        }

        return outcomes;
    }
}
