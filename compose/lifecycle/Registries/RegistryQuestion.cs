using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>One request to a repository.</summary>
/// <param name="Image">Whose registry and repository.</param>
/// <param name="Method">HEAD and GET are asked again and follow to other addresses; others are not.</param>
/// <param name="Path">Below the repository.</param>
/// <param name="What">For the sentence of a failure: <c>tag 3.21</c>.</param>
internal sealed record RegistryQuestion(ImageReference Image, HttpMethod Method, string Path, string What)
{
    /// <summary>What we want to be allowed to do, as a scope names it.</summary>
    internal string Actions { get; init; } = "pull";

    /// <summary>The types that we take.</summary>
    internal IReadOnlyList<MediaType> Accept { get; init; } = [];

    /// <summary>The bytes that we want of the answer, as <c>Range</c> has them; null: all.</summary>
    internal string? Range { get; init; }

    /// <summary>What we send; null: nothing.</summary>
    internal byte[]? Body { get; init; }

    /// <summary>What <see cref="Body"/> is.</summary>
    internal MediaType BodyType { get; init; }

    /// <summary>For the whole answer.</summary>
    internal TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(1);

    internal bool IsRead => Method == HttpMethod.Get || Method == HttpMethod.Head;

    internal string Scope => $"repository:{Image.Repository}:{Actions}";

    /// <summary>The request, without authorization.</summary>
    internal HttpRequestMessage At(Uri address)
    {
        var request = new HttpRequestMessage(Method, address);
        request.Headers.TryAddWithoutValidation("User-Agent", "registry-janitor-lifecycle");
        foreach (var type in Accept)
            request.Headers.TryAddWithoutValidation("Accept", type.Value);
        if (Range is not null)
            request.Headers.TryAddWithoutValidation("Range", Range);
        if (Body is null)
            return request;
        request.Content = new ByteArrayContent(Body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", BodyType.Value);
        return request;
    }
}
