namespace RegistryJanitor.Lifecycle.Dependencies.Report;

/// <summary>What an image of <see cref="GraphDocument"/> is built from.</summary>
/// <param name="Image">With tag or digest.</param>
/// <param name="Kind"><c>from</c> or <c>copy</c>.</param>
/// <param name="Pinned">By its digest.</param>
/// <param name="Line">Of the Dockerfile; null: it was not read there.</param>
/// <param name="BuiltHere">The images of ours that it is; none: somebody else's.</param>
public sealed record GraphUseDocument(string Image, string Kind, bool Pinned, int? Line, IReadOnlyList<string> BuiltHere)
{
    /// <summary>Of a use.</summary>
    public static GraphUseDocument Of(BaseUse use, IReadOnlyList<string> builtHere) => new($"{use.Image}", GraphWords.Of(use.Kind), use.IsPinned, use.Line > 0 ? use.Line : null, builtHere);
}
