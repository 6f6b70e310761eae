using System.Text;
using System.Text.Json;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.Sync;
using RegistryJanitor.Lifecycle.Tests.Support;
using RegistryJanitor.Oci;
using static RegistryJanitor.Lifecycle.Tests.Registries.FakeRegistries;

namespace RegistryJanitor.Lifecycle.Tests.Sync;

public sealed class SkopeoTests : IDisposable
{
    private static readonly Digest s_digest = DigestOf("x"u8.ToArray());

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_argument_and_no_variable_has_a_secret_and_only_we_may_read_the_files_that_have()
    {
        var book = Book(("LIFECYCLE_DOCKER_IO_USERNAME", "me"), ("LIFECYCLE_DOCKER_IO_PASSWORD", "s3cret-word"));
        var (source, target) = (Image("alpine").WithDigest(s_digest), Image("registry:5000/alpine:3"));
        using (var scratch = SkopeoScratch.Make(_folder.Path, source, target, book))
        {
            var command = SkopeoCommand.Copy("skopeo", source, target, scratch, new RegistryAddress(RegistrySection.Default), TimeSpan.FromMinutes(1), ["LIFECYCLE_DOCKER_IO_PASSWORD", "HOME"]);

            Lists.Same(
                ["copy", "--all", "--preserve-digests", "--remove-signatures", "--src-tls-verify=true", "--dest-tls-verify=false", "--src-authfile", scratch.SourceAuth, "--dest-no-creds",
                 $"docker://docker.io/library/alpine@{s_digest}", "docker://registry:5000/alpine:3"],
                command.Arguments.Skip(6));
            Assert.DoesNotContain(command.Arguments, argument => argument.Contains("s3cret", StringComparison.Ordinal));
            Assert.Null(command.Environment["LIFECYCLE_DOCKER_IO_PASSWORD"]);
            Assert.DoesNotContain("HOME", command.Environment.Keys, StringComparer.Ordinal);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(scratch.SourceAuth!));
            using var auth = JsonDocument.Parse(File.ReadAllBytes(scratch.SourceAuth!));
            Assert.Equal("me:s3cret-word", Encoding.UTF8.GetString(auth.RootElement.GetProperty("auths").GetProperty("docker.io").GetProperty("auth").GetBytesFromBase64()));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["work"]));
    }

    [Fact]
    public void What_a_killed_run_left_is_removed_by_the_next()
    {
        _ = SkopeoScratch.Make(_folder.Path, Image("alpine"), Image("registry:5000/a"), Book(("LIFECYCLE_DOCKER_IO_USERNAME", "me"), ("LIFECYCLE_DOCKER_IO_PASSWORD", "word")));
        Assert.NotEmpty(Directory.EnumerateFileSystemEntries(_folder["work"]));

        SkopeoScratch.Sweep(_folder.Path);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["work"]));
    }

    [Fact]
    public void A_bearer_token_is_refused_rather_than_shown_to_the_whole_machine()
    {
        Assert.Null(SkopeoAuthFile.WhyNot(null));
        Assert.Contains("skopeo takes a bearer token", SkopeoAuthFile.WhyNot(new RegistryCredential("", "word", CredentialKind.Bearer, "X")), StringComparison.Ordinal);
        using var identity = JsonDocument.Parse(SkopeoAuthFile.Content("r", new RegistryCredential("", "word", CredentialKind.Identity, "X")));
        Assert.Equal("word", identity.RootElement.GetProperty("auths").GetProperty("r").GetProperty("identitytoken").GetString());
    }

    [Theory]
    [InlineData("time=\"2026-11-21T23:52:23Z\" level=fatal msg=\"copying image 1/2 from manifest list: writing blob: initiating layer upload to /v2/x/blobs/uploads/ in localhost:5603: StatusCode: 405, Method not allowed\\n\"", SkopeoFault.ReadOnly, "copying image 1/2 from manifest list: writing blob: initiating layer upload to /v2/x/blobs/uploads/ in localhost:5603: StatusCode: 405, Method not allowed")]
    [InlineData("time=\"x\" level=fatal msg=\"pinging container registry localhost:5999: Get \\\"http://localhost:5999/v2/\\\": dial tcp 127.0.0.1:5999: connect: connection refused\"", SkopeoFault.Passing, "pinging container registry localhost:5999: Get \"http://localhost:5999/v2/\": dial tcp 127.0.0.1:5999: connect: connection refused")]
    [InlineData("time=\"x\" level=fatal msg=\"reading manifest 3 in docker.io/library/alpine: toomanyrequests: You have reached your pull rate limit.\"", SkopeoFault.RateLimited, "reading manifest 3 in docker.io/library/alpine: toomanyrequests: You have reached your pull rate limit.")]
    [InlineData("time=\"x\" level=fatal msg=\"reading manifest sha256:00 in x: manifest unknown: manifest unknown\"", SkopeoFault.Lasting, "reading manifest sha256:00 in x: manifest unknown: manifest unknown")]
    public void Its_failures_are_understood(string line, object fault, string words)
    {
        Assert.Equal(words, SkopeoWords.Read(["Copying blob sha256:1", line]));
        Assert.Equal((SkopeoFault)fault, SkopeoWords.FaultOf(words));
    }

    [Fact]
    public void An_index_is_cut_to_some_platforms_with_what_is_said_about_them()
    {
        var (amd, arm, about) = (DigestOf([1]), DigestOf([2]), DigestOf([3]));
        var index = Encoding.UTF8.GetBytes($$$"""
            {"schemaVersion":2,"mediaType":"{{{MediaType.OciIndex}}}","manifests":[
              {"mediaType":"{{{MediaType.OciManifest}}}","digest":"{{{amd}}}","size":1,"platform":{"os":"linux","architecture":"amd64"}},
              {"mediaType":"{{{MediaType.OciManifest}}}","digest":"{{{arm}}}","size":1,"platform":{"os":"linux","architecture":"arm","variant":"v7"}},
              {"mediaType":"{{{MediaType.OciManifest}}}","digest":"{{{about}}}","size":1,"platform":{"os":"unknown","architecture":"unknown"},"annotations":{"vnd.docker.reference.digest":"{{{amd}}}"}}
            ],"annotations":{"a":"b+c"}}
            """);

        var one = PlatformSubset.Of(index, [Platform("linux/amd64"), Platform("linux/s390x")])!;
        Assert.Equal([amd, about], one.Children);
        Lists.Same(["linux/s390x"], one.Missing.Select(platform => platform.ToString()));
        Assert.Equal([amd, about], ((Manifest.Index)ManifestReader.Read(one.Content.Span)).Manifests.Select(entry => entry.Digest));
        Assert.Contains("b+c", Encoding.UTF8.GetString(one.Content.Span), StringComparison.Ordinal);

        var all = PlatformSubset.Of(index, [Platform("linux/amd64"), Platform("linux/arm")])!;
        Assert.Equal(DigestOf(index), all.Digest);
        Assert.Empty(PlatformSubset.Of(index, [Platform("linux/arm/v6")])!.Children);
        Assert.Null(PlatformSubset.Of("{}"u8.ToArray(), [Platform("linux/amd64")]));
    }

    private static ImagePlatform Platform(string text) => ImagePlatform.Read(text).Platform!;
}
