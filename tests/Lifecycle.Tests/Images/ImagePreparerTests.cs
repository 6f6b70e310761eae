using RegistryJanitor.GitMirror.Tests.Support;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Tests.Images.Support;

namespace RegistryJanitor.Lifecycle.Tests.Images;

public sealed class ImagePreparerTests : IDisposable
{
    private readonly ImageStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_template_becomes_the_Dockerfile_and_is_not_in_the_context()
    {
        var image = await _stage.PrepareAsync();

        Assert.Equal("FROM registry:5000/mirrors/alpine:3.21.3\nCOPY files /\n", image.Dockerfile);
        Assert.Equal(["files", "files/motd"], image.Files.Select(file => file.Path), StringComparer.Ordinal);
        Assert.Equal("registry:5000/bases/alpine:3.21.3-core1.0.0", $"{image.Image}");
    }

    [Fact]
    public async Task A_Dockerfile_is_taken_as_it_stands()
    {
        _stage.Images = "{ name: plain, folder: images/plain, type: spe, mirror_image: 'registry:5000/mirrors/alpine', mirror_tag: 3.21.3 }";
        _stage.Write("images/plain/Dockerfile", "FROM scratch\nLABEL a={{.Unknown}}\n");

        var image = await _stage.PrepareAsync();

        Assert.Equal("FROM scratch\nLABEL a={{.Unknown}}\n", image.Dockerfile);
        Assert.Empty(image.Files);
        _stage.Write("images/plain/Dockerfile.tmpl", "FROM a\n");
        Assert.Equal("images/plain has both Dockerfile.tmpl and a Dockerfile, and which is meant cannot be told; keep one of them", await _stage.RefusalAsync());
    }

    [Theory]
    [InlineData("core_version: 1.0.0, registry: 'registry:5000/bases'", "registry:5000/bases/alpine:3.21.3-core1.0.0")]
    [InlineData("core_version: 1.0.0, registry: 'registry:5000/bases', tag_format: '{{.MirrorTag}}{{if eq .Name \"alpine\"}}-a{{end}}'", "registry:5000/bases/alpine:3.21.3-a")]
    [InlineData("core_version: 1.0.0, registry: 'registry:5000/bases', tag_format: '{registry}/{folder}:{mirror-tag}-{build_name}'", "registry:5000/bases/images/alpine:3.21.3-alpine")]
    [InlineData("core_version: 1.0.0, registry: 'registry:5000/bases', tag_format: '{version}-{core_version}'", "registry:5000/bases/alpine:3.21.3-1.0.0")]
    [InlineData("core_version: 1.0.0, registry: 'registry:5000/bases', tag_format: latest", "registry:5000/bases/alpine:latest")]
    public async Task A_tag_is_written_in_either_of_imglifes_forms(string build, string expected)
    {
        _stage.Build = build;

        Assert.Equal(expected, $"{(await _stage.PrepareAsync()).Image}");
    }

    [Theory]
    [InlineData("{mirror_tga}", "build.tag_format has {mirror_tga}, which is not known; known are {build-name}, {core-version}, {folder}, {mirror-tag}, {name}, {registry}, {version}")]
    [InlineData("{registry}/{folder}", "build.tag_format {registry}/{folder} becomes 'registry:5000/bases/images/alpine', which is not a registry, a repository and a tag; write one like {registry}/{folder}:{mirror-tag}-{build_name}")]
    [InlineData("{{.Registry}}", "build.tag_format {{.Registry}} becomes 'registry:5000/bases', which is no tag; it has at most 128 letters, digits, '_', '.' and '-', not '.' or '-' first")]
    [InlineData("{{.Vresion}}", "build.tag_format:1:3: .Vresion is not known; did you mean .Version? known are .CoreVersion, .Image, .MirrorDigest, .MirrorImage, .MirrorTag, .Name, .Registry, .Version, .Args.NAME")]
    public async Task A_format_that_becomes_no_tag_is_refused(string format, string sentence)
    {
        _stage.Build = $"core_version: 1.0.0, registry: 'registry:5000/bases', tag_format: '{format}'";

        Assert.Equal(sentence, await _stage.RefusalAsync());
    }

    [Fact]
    public async Task Without_a_tag_the_newest_release_is_taken_unless_there_are_several_variants_alone()
    {
        _stage.Images = "{ name: alpine, folder: images/alpine, type: core, mirror_image: 'registry:5000/mirrors/alpine' }";
        _stage.Registries.Put("registry:5000/mirrors/alpine:3.9.1");
        _stage.Registries.Put("registry:5000/mirrors/alpine:3.22.0-rc1");
        _stage.Registries.Put("registry:5000/mirrors/alpine:3.22.0-slim");
        _stage.Registries.Put("registry:5000/mirrors/alpine:latest");

        Assert.Equal("registry:5000/bases/alpine:3.21.3-core1.0.0", $"{(await _stage.PrepareAsync()).Image}");

        _stage.Images = "{ name: alpine, folder: images/alpine, type: core, mirror_image: 'registry:5000/mirrors/go' }";
        _stage.Registries.Put("registry:5000/mirrors/go:1.22.3-alpine3.21");
        Assert.Equal("1.22.3-alpine3.21", (await _stage.PrepareAsync()).Base.Tag);
        _stage.Registries.Put("registry:5000/mirrors/go:1.22.3-bookworm");
        Assert.Equal("registry:5000/mirrors/go has versions of several variants (alpine, bookworm), and which is meant cannot be told; write mirror_tag", await _stage.RefusalAsync());
    }

    [Fact]
    public async Task A_base_that_is_not_there_is_told_with_its_cure()
    {
        _stage.Images = "{ name: alpine, folder: images/alpine, type: core, mirror_image: 'registry:5000/mirrors/alpine', mirror_tag: 3.21.4 }";

        Assert.Equal("registry:5000 has no registry:5000/mirrors/alpine:3.21.4, from which it is built; correct mirror_tag, or run lifecycle sync if that copies it", await _stage.RefusalAsync());
    }

    [Fact]
    public async Task The_revision_is_that_of_the_folder_where_git_knows_one()
    {
        var repository = new UpstreamRepository(_stage["repository"]);

        Assert.Equal(repository.Git("rev-parse", "main"), await ConfigurationRevision.OfAsync(_stage["repository"], "git", TimeProvider.System, CancellationToken.None));
        Assert.Null(await ConfigurationRevision.OfAsync(_stage["images"], "git", TimeProvider.System, CancellationToken.None));
        Assert.Null(await ConfigurationRevision.OfAsync(_stage["images"], _stage["no-git"], TimeProvider.System, CancellationToken.None));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../other")]
    [InlineData("files/../../other")]
    [InlineData("files/..")]
    public async Task A_link_that_leads_out_or_may_is_refused(string target)
    {
        File.CreateSymbolicLink(_stage["images/alpine/link"], target);

        Assert.Equal($"its folder has the link link to {target}, which leads out of it or may; put the file itself there", await _stage.RefusalAsync());
    }

    [Fact]
    public async Task A_link_that_stays_inside_stays_a_link()
    {
        File.CreateSymbolicLink(_stage["images/alpine/files/link"], "../files/motd");

        Assert.Contains(new ContextEntry.Link("files/link", "../files/motd"), (await _stage.PrepareAsync()).Files);
    }

    [Fact]
    public async Task A_folder_that_is_a_link_is_not_followed_and_one_that_is_not_there_is_told()
    {
        Directory.CreateSymbolicLink(_stage["images/elsewhere"], "/etc");
        _stage.Images = "{ name: a, folder: images/elsewhere, type: core, mirror_image: 'registry:5000/mirrors/alpine', mirror_tag: 3.21.3 }";
        Assert.Equal("its folder images/elsewhere goes through the link elsewhere, which may lead anywhere; write the folder itself", await _stage.RefusalAsync());
        _stage.Images = "{ name: a, folder: images/none, type: core, mirror_image: 'registry:5000/mirrors/alpine', mirror_tag: 3.21.3 }";
        Assert.Equal($"there is no folder {_stage["images/none"]}; make it, with a Dockerfile.tmpl in it, or correct folder", await _stage.RefusalAsync());
    }

    [Fact]
    public async Task A_folder_beyond_its_size_is_refused_before_it_is_read()
    {
        using (var large = File.Create(_stage["images/alpine/files/large"]))
            large.SetLength(ContextFolder.MostBytes);

        Assert.Equal("its folder has more than 64 MiB; let the Dockerfile fetch what is large", await _stage.RefusalAsync());
    }

    [Fact]
    public async Task The_same_is_the_same_fingerprint_and_all_that_makes_another_image_is_another()
    {
        var first = (await _stage.PrepareAsync()).Fingerprint;
        File.SetLastWriteTimeUtc(_stage["images/alpine/files/motd"], new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.SetUnixFileMode(_stage["images/alpine/files/motd"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
        Assert.Equal(first, (await _stage.PrepareAsync()).Fingerprint);

        var seen = new HashSet<string>(StringComparer.Ordinal) { first };
        async Task ChangedAsync(Action change)
        {
            change();
            Assert.True(seen.Add((await _stage.PrepareAsync()).Fingerprint), $"change {seen.Count}");
        }

        await ChangedAsync(() => _stage.Registries.Put("registry:5000/mirrors/alpine:3.21.3", "{ }"));
        await ChangedAsync(() => _stage.Write("images/alpine/files/motd", "Welcome!\n"));
        await ChangedAsync(() => _stage.Write("images/alpine/files/other", ""));
        await ChangedAsync(() => File.SetUnixFileMode(_stage["images/alpine/files/other"], UnixFileMode.UserRead | UnixFileMode.UserExecute));
        await ChangedAsync(() => Directory.CreateDirectory(_stage["images/alpine/files/empty"]));
        await ChangedAsync(() => File.CreateSymbolicLink(_stage["images/alpine/files/link"], "motd"));
        await ChangedAsync(() => _stage.Write("images/alpine/Dockerfile.tmpl", "FROM {{.Image}}\n"));
        await ChangedAsync(() => _stage.Build = "core_version: 1.0.1, registry: 'registry:5000/bases'");
        await ChangedAsync(() => _stage.Images = _stage.Images.Replace(" }", ", args: { A: b } }", StringComparison.Ordinal));
        await ChangedAsync(() => _stage.Images = _stage.Images.Replace("A: b", "A: c", StringComparison.Ordinal));
        await ChangedAsync(() => _stage.Images = _stage.Images.Replace("args:", "platforms: [linux/arm64], args:", StringComparison.Ordinal));
    }
}
