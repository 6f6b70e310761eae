using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>A registry's root directory of one test, with what registry 2.8.3 writes for a push: every file, in its order, at a chosen time.</summary>
internal sealed class TempStore : IDisposable
{
    /// <summary>When nothing else is said, pushes are this old at <see cref="FakeClock.Start"/>: well outside of every grace.</summary>
    public static readonly DateTimeOffset LongAgo = FakeClock.Start.AddDays(-7);

    // In memory where there is such a place: thousands of stores, each synced many times, wear on a disk and on patience.
    private static readonly string s_parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    public TempStore()
    {
        Layout = new StorageLayout(Path.Join(s_parent, $"janitor-tests-{Guid.NewGuid():N}"));
        Directory.CreateDirectory(Root);
    }

    public StorageLayout Layout { get; }

    public string Root => Layout.Root;

    /// <summary>What a test calls by name: times on one line, a minute apart, the later the higher the number.</summary>
    public static DateTimeOffset Minute(int number) => LongAgo.AddMinutes(number);

    /// <summary>Pushes an image of one layer of its own and one that all images share.</summary>
    /// <param name="repository">Where.</param>
    /// <param name="tag">Null: pushed by digest, as the platforms of an index are.</param>
    /// <param name="at">When; null for long ago.</param>
    /// <param name="content">What makes it another image; null for one a repository and tag.</param>
    /// <param name="subject">What it is about.</param>
    public Digest Image(string repository, string? tag, DateTimeOffset? at = null, string? content = null, Digest? subject = null)
    {
        var when = at ?? LongAgo;
        content ??= $"{repository}:{tag}";
        var config = Layer(repository, $$"""{"config of":"{{content}}"}""", when);
        var layers = new[] { Layer(repository, "the layer that all images share", when), Layer(repository, $"the layer of {content}", when) };
        return Manifest(repository, tag, when, Manifests.Image(config, layers, subject));
    }

    /// <summary>Pushes an index; its children are there already.</summary>
    public Digest Index(string repository, string? tag, DateTimeOffset? at, params Digest[] children) =>
        Manifest(repository, tag, at ?? LongAgo, Manifests.Index(children));

    /// <summary>Pushes any bytes as a manifest, as the last request of a push: blob, revision link, then the tag's two links.</summary>
    public Digest Manifest(string repository, string? tag, DateTimeOffset at, string json)
    {
        var digest = Blob(json, at);
        var name = RepositoryName.Parse(repository);
        Write(Layout.RevisionLink(name, digest), digest.ToString(), at);
        if (tag is null)
            return digest;
        var tagDirectory = Layout.Tag(name, Tag.Parse(tag));
        Write($"{tagDirectory}/index/{digest.Algorithm}/{digest.Hex}/link", digest.ToString(), at);
        Write($"{tagDirectory}/current/link", digest.ToString(), at);
        return digest;
    }

    /// <summary>Uploads a blob and gives the repository access to it.</summary>
    public Digest Layer(string repository, string content, DateTimeOffset at)
    {
        var digest = Blob(content, at);
        Write($"{Layout.Layers(RepositoryName.Parse(repository))}/{digest.Algorithm}/{digest.Hex}/link", digest.ToString(), at);
        return digest;
    }

    /// <summary>
    /// Uploads a blob by its sha512, as blobwriter.go stores it: the bytes by their sha256, and a link by either name that says the sha256.
    /// </summary>
    /// <returns>The sha512, by which a manifest then names it.</returns>
    public Digest Alias(string repository, string content, DateTimeOffset at)
    {
        var stored = Layer(repository, content, at);
        var alias = Sha512Of(content);
        Write($"{Layout.Layers(RepositoryName.Parse(repository))}/{alias.Algorithm}/{alias.Hex}/link", stored.ToString(), at);
        return alias;
    }

    /// <summary>Writes a blob's bytes; where they are already, the old file and its time stay.</summary>
    public Digest Blob(string content, DateTimeOffset? at = null)
    {
        var digest = DigestOf(content);
        if (!File.Exists(Layout.BlobData(digest)))
            Write(Layout.BlobData(digest), content, at ?? LongAgo);
        return digest;
    }

    /// <summary>An upload in flight.</summary>
    public void Upload(string repository, string uuid, DateTimeOffset startedAt)
    {
        var path = $"{Layout.Repository(RepositoryName.Parse(repository))}/{StorageLayout.UploadsName}/{uuid}";
        Write($"{path}/startedat", startedAt.UtcDateTime.ToString("O"), startedAt);
        Write($"{path}/data", "half a layer", startedAt);
        Directory.SetLastWriteTimeUtc(path, startedAt.UtcDateTime);
    }

    public string TagPath(string repository, string tag) => Layout.Tag(RepositoryName.Parse(repository), Tag.Parse(tag));

    public string TagLink(string repository, string tag) => Layout.TagLink(RepositoryName.Parse(repository), Tag.Parse(tag));

    public string RevisionPath(string repository, Digest digest) => Layout.Revision(RepositoryName.Parse(repository), digest);

    public string RevisionLink(string repository, Digest digest) => Layout.RevisionLink(RepositoryName.Parse(repository), digest);

    public bool HasRevision(string repository, Digest digest) => File.Exists(RevisionLink(repository, digest));

    public bool HasTag(string repository, string tag) => Directory.Exists(TagPath(repository, tag));

    /// <summary>Whether a client gets the whole image.</summary>
    public bool CanPull(string repository, string tag) => Puller.WhyNot(Layout, repository, tag) is null;

    /// <summary>Writes a file, its directories being made, and sets its time.</summary>
    public static void Write(string path, string content, DateTimeOffset? at = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, (at ?? LongAgo).UtcDateTime);
    }

    /// <summary>Opens a link for writing, without the lock that .NET takes and Go does not.</summary>
    public static FileStream OpenAsTheRegistryDoes(string link) => new(link, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Takes a file out of a store of this test, as damage does.")]
    public static void Damage(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }

    public static Digest DigestOf(string content) =>
        Digest.Parse($"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}");

    public static Digest Sha512Of(string content) =>
        Digest.Parse($"sha512:{Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(content)))}");

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A directory that this object made.")]
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
