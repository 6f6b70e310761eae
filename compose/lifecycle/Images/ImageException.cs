namespace RegistryJanitor.Lifecycle.Images;

/// <summary>An image cannot be built as it is asked for; the others can.</summary>
/// <param name="sentence">Cause and cure, without a stop and without the image's name.</param>
public sealed class ImageException(string sentence) : Exception(sentence);
