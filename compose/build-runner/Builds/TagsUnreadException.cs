namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>A registry does not say which tags it has.</summary>
/// <param name="sentence">What is wrong, without a stop.</param>
/// <param name="cause">Why.</param>
public sealed class TagsUnreadException(string sentence, Exception cause) : Exception(sentence, cause);
