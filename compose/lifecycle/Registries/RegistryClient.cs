using System.Globalization;
using System.Net;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>
/// Registries by their HTTP API (distribution-spec 1.1; distribution 2.8, docs/spec/api.md). One client serves all registries, and many questions at once. What a
/// registry does not do is a <see cref="RegistryException"/>.
/// </summary>
/// <param name="http">As <see cref="RegistryHttp"/> makes it.</param>
/// <param name="address">Where registries are.</param>
/// <param name="credentials">Who we are to them.</param>
/// <param name="patience">How long and how often the same is asked.</param>
/// <param name="clock">For waiting, limits and what lasts a while.</param>
/// <param name="random">For how much longer than needed to wait.</param>
public sealed class RegistryClient(HttpClient http, RegistryAddress address, CredentialBook credentials, RegistryPatience patience, TimeProvider clock, Random random)
{
    private const int LongestManifest = 4 * 1024 * 1024;
    private const int LongestPage = 16 * 1024 * 1024;
    private const int TagsAtATime = 1000;
    private const int MostPages = 10_000;
    private const int MostTags = 1_000_000;

    private static readonly MediaType[] s_manifests =
        [MediaType.OciIndex, MediaType.DockerManifestList, MediaType.OciManifest, MediaType.DockerManifest, MediaType.OciArtifactManifest];

    private readonly RegistrySender _sender = new(http, address, credentials, patience, clock, random);

    /// <summary>What a registry said last of what may be pulled; null: nothing, or so long ago that it is no longer true.</summary>
    public RateLimit? LimitOf(string registry) => _sender.LimitOf(registry);

    /// <summary>All tags of a repository, page by page, in the registry's order.</summary>
    public async Task<IReadOnlyList<Tag>> TagsAsync(ImageReference image, CancellationToken cancel)
    {
        var tags = new List<Tag>();
        var first = string.Create(CultureInfo.InvariantCulture, $"?n={TagsAtATime}");
        var page = new TagsOfPage([], first);
        for (var pages = 0; page.Next is { } next; pages++)
        {
            page = await PageAsync(image, next, cancel);
            tags.AddRange(page.Tags);
            if (pages >= MostPages || tags.Count > MostTags || (page.Next?.Equals(next, StringComparison.Ordinal) ?? false))
                throw new RegistryException(RegistryFault.Odd, $"{image.Registry} lists the tags of {image.Repository} without end; look whether a proxy answers in its place");
        }

        return tags;
    }

    /// <summary>The digest that a tag or digest has, without its content where the registry says it; null: there is none.</summary>
    public async Task<ManifestHead?> HeadAsync(ImageReference image, CancellationToken cancel)
    {
        var question = Manifest(image, HttpMethod.Head);
        var (found, head) = await _sender.AskAsync(question, async (answer, reading) =>
        {
            if (answer.StatusCode is HttpStatusCode.NotFound)
                return (false, (ManifestHead?)null);
            // A few answer HEAD with nothing at all, or do not know it.
            if (answer.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
                return (true, null);
            if (!answer.IsSuccessStatusCode)
                throw await _sender.FailureAsync(question, answer, reading);
            return (true, Stated(answer) is { } digest ? new ManifestHead(digest, TypeOf(answer)) : null);
        }, cancel);
        if (!found || head is not null)
            return head;
        return await TryManifestAsync(image, cancel) is { } content ? new ManifestHead(content.Digest, content.MediaType) : null;
    }

    /// <summary>A manifest, at most 4 MiB, whose bytes have the digest that was asked for or is stated.</summary>
    public async Task<ManifestContent> ManifestAsync(ImageReference image, CancellationToken cancel) => await TryManifestAsync(image, cancel)
        ?? throw new RegistryException(RegistryFault.NotFound, $"{image.Registry} has no {What(image)} of {image.Repository}; push it again");

    /// <summary>Whether a blob is said to be there.</summary>
    public Task<bool> HasBlobAsync(ImageReference image, Digest blob, CancellationToken cancel)
    {
        var question = Blob(image, HttpMethod.Head, blob);
        return _sender.AskAsync(question, async (answer, reading) => answer.StatusCode switch
        {
            HttpStatusCode.NotFound => false,
            _ when answer.IsSuccessStatusCode => true,
            _ => throw await _sender.FailureAsync(question, answer, reading),
        }, cancel);
    }

    /// <summary>A small blob, such as a configuration, whose bytes have the digest that was asked for.</summary>
    /// <param name="image">Of which repository.</param>
    /// <param name="blob">Which.</param>
    /// <param name="longest">Bytes beyond which it is refused.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<byte[]> SmallBlobAsync(ImageReference image, Descriptor blob, int longest, CancellationToken cancel)
    {
        var question = Blob(image, HttpMethod.Get, blob.Digest);
        return _sender.AskAsync(question, async (answer, reading) =>
        {
            if (!answer.IsSuccessStatusCode)
                throw await _sender.FailureAsync(question, answer, reading);
            var bytes = await BoundedBody.ReadAsync(answer.Content, longest, reading)
                ?? throw Other(image, blob, string.Create(CultureInfo.InvariantCulture, $"has more than {longest} bytes"));
            var hash = SecureHash.For(blob.Digest);
            hash.Append(bytes);
            return hash.Finish() == blob.Digest ? bytes : throw Other(image, blob, "has other content than its digest says");
        }, cancel);
    }

    /// <summary>
    /// Reads the last byte of a blob, and compares its size. HEAD would be answered from a memory that outlives what was collected; this opens the file.
    /// </summary>
    public Task GlanceAsync(ImageReference image, Descriptor blob, CancellationToken cancel)
    {
        if (blob.Size <= 0)
            return ReadAsync(image, blob, cancel);
        var question = Blob(image, HttpMethod.Get, blob.Digest) with { Range = string.Create(CultureInfo.InvariantCulture, $"bytes={blob.Size - 1}-{blob.Size - 1}") };
        return _sender.AskAsync(question, async (answer, reading) =>
        {
            // 416: it ends before its last byte.
            if (answer.StatusCode is not HttpStatusCode.RequestedRangeNotSatisfiable && !answer.IsSuccessStatusCode)
                throw await _sender.FailureAsync(question, answer, reading);
            var size = answer.StatusCode is HttpStatusCode.PartialContent ? answer.Content.Headers.ContentRange?.Length : answer.Content.Headers.ContentLength;
            if (answer.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable || (size is { } length && length != blob.Size))
                throw Other(image, blob, string.Create(CultureInfo.InvariantCulture, $"has not its {blob.Size} bytes"));
            // The whole of it from a registry that knows no ranges: its first bytes say as much.
            await using var body = await answer.Content.ReadAsStreamAsync(reading);
            return await body.ReadAsync(new byte[1], reading) == 1 ? true : throw Other(image, blob, "cannot be read");
        }, cancel);
    }

    /// <summary>Reads a blob to its last byte and compares it with its descriptor; memory is that of one buffer.</summary>
    public Task ReadAsync(ImageReference image, Descriptor blob, CancellationToken cancel)
    {
        var question = Blob(image, HttpMethod.Get, blob.Digest) with { Limit = patience.Blob };
        return _sender.AskAsync(question, async (answer, reading) =>
        {
            if (!answer.IsSuccessStatusCode)
                throw await _sender.FailureAsync(question, answer, reading);
            await using var body = await answer.Content.ReadAsStreamAsync(reading);
            var hash = SecureHash.For(blob.Digest);
            var buffer = new byte[128 * 1024];
            for (var read = await body.ReadAsync(buffer, reading); read > 0; read = await body.ReadAsync(buffer, reading))
                hash.Append(buffer.AsSpan(0, read));
            return hash.Finish() == blob.Digest ? true : throw Other(image, blob, "has other content than its digest says");
        }, cancel);
    }

    /// <summary>Writes a manifest under a tag or its digest. What it refers to has to be there.</summary>
    public Task PutManifestAsync(ImageReference image, MediaType mediaType, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var question = Manifest(image, HttpMethod.Put) with { Actions = "pull,push", Body = content.ToArray(), BodyType = mediaType };
        return DoneAsync(question, cancel);
    }

    /// <summary>Takes a manifest away, and with it every tag that has its digest.</summary>
    public Task DeleteManifestAsync(ImageReference image, Digest digest, CancellationToken cancel) =>
        DoneAsync(Manifest(image.WithDigest(digest), HttpMethod.Delete) with { Actions = "delete" }, cancel);

    private static string What(ImageReference image) => image.Digest is { } digest ? $"manifest {digest}" : $"tag {image.Tag}";

    private static Digest? Stated(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Docker-Content-Digest", out var values) && values.FirstOrDefault() is { } text && Digest.TryParse(text, out var digest) ? digest : null;

    private static MediaType TypeOf(HttpResponseMessage answer) => answer.Content.Headers.ContentType?.MediaType is { } type ? new MediaType(type) : MediaType.None;

    private static RegistryException Other(ImageReference image, Descriptor blob, string how) =>
        new(RegistryFault.Odd, $"{image.Registry} has a blob {blob.Digest} of {image.Repository} that {how}; look into its log, and copy the image again");

    private RegistryQuestion Manifest(ImageReference image, HttpMethod method) =>
        new(image, method, $"manifests/{image.Digest?.ToString() ?? image.Tag?.Value}", What(image)) { Accept = method == HttpMethod.Get || method == HttpMethod.Head ? s_manifests : [], Limit = patience.Answer };

    private RegistryQuestion Blob(ImageReference image, HttpMethod method, Digest blob) =>
        new(image, method, $"blobs/{blob}", $"blob {blob}") { Limit = patience.Answer };

    private Task<bool> DoneAsync(RegistryQuestion question, CancellationToken cancel) => _sender.AskAsync(
        question, async (answer, reading) => answer.IsSuccessStatusCode ? true : throw await _sender.FailureAsync(question, answer, reading), cancel);

    private Task<ManifestContent?> TryManifestAsync(ImageReference image, CancellationToken cancel)
    {
        var question = Manifest(image, HttpMethod.Get);
        return _sender.AskAsync(question, async (answer, reading) =>
        {
            if (answer.StatusCode is HttpStatusCode.NotFound)
                return null;
            if (!answer.IsSuccessStatusCode)
                throw await _sender.FailureAsync(question, answer, reading);
            var bytes = await BoundedBody.ReadAsync(answer.Content, LongestManifest, reading)
                ?? throw new RegistryException(RegistryFault.Odd, $"{image.Registry} has a {What(image)} of {image.Repository} beyond 4 MiB, which no registry takes; look what it is");
            var expected = image.Digest ?? Stated(answer);
            var hash = expected is { } of ? SecureHash.For(of) : new Sha256();
            hash.Append(bytes);
            var digest = hash.Finish();
            return expected is { } stated && stated != digest
                ? throw new RegistryException(RegistryFault.Odd, $"{image.Registry} has a {What(image)} of {image.Repository} with other content than its digest {stated} says; push it again")
                : new ManifestContent(digest, TypeOf(answer), bytes);
        }, cancel);
    }

    private Task<TagsOfPage> PageAsync(ImageReference image, string asked, CancellationToken cancel)
    {
        var question = new RegistryQuestion(image, HttpMethod.Get, $"tags/list{asked}", "list of tags") { Limit = patience.Answer };
        return _sender.AskAsync(question, async (answer, reading) =>
        {
            if (!answer.IsSuccessStatusCode)
                throw await _sender.FailureAsync(question, answer, reading);
            var body = await BoundedBody.ReadAsync(answer.Content, LongestPage, reading);
            var tags = (body is null ? null : TagPage.Read(body))
                ?? throw new RegistryException(RegistryFault.Odd, $"{image.Registry} answers with no list of tags for {image.Repository}; look whether a proxy answers in its place");
            return new TagsOfPage(tags, NextTags.Question(answer.Headers, address.Root(image.Registry)));
        }, cancel);
    }

    private sealed record TagsOfPage(IReadOnlyList<Tag> Tags, string? Next);
}
