using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Engines.Buildah;
using RegistryJanitor.BuildRunner.Engines.Buildx;
using RegistryJanitor.BuildRunner.Engines.Kaniko;
using RegistryJanitor.BuildRunner.Engines.Wiping;
using RegistryJanitor.BuildRunner.Tests.Support;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Tests.Engines;

public sealed class ArgumentTests
{
    private static readonly string[] s_inherited = ["PATH", "BUILD_REGISTRY_PASSWORD", "BUILDAH_ISOLATION", "GITLAB_TOKEN"];

    [Fact]
    public void Kaniko_gets_everything_behind_an_equals_sign()
    {
        var command = Assert.Single(Kaniko(KanikoProfile.Safe).Commands(Jobs.Full));

        Is("""
            --context=dir:///data/builds/a1/context
            --dockerfile=/data/builds/a1/context/Dockerfile
            --destination=registry:5000/team/app:v1.2.3
            --destination=registry:5000/team/app:latest
            --digest-file=/data/builds/a1/digest
            --snapshot-mode=full
            --cleanup
            --log-format=json
            --push-retry=3
            --image-download-retry=3
            --insecure-registry=registry:5000
            --cache=true
            --cache-repo=registry:5000/cache/app
            --target=final
            --custom-platform=linux/arm64
            --label=note=-v, "x"
            --label=org.opencontainers.image.revision=abc
            --build-arg=A=1 2;$(id)
            --build-arg=B=--destination=evil/x
            """, command);
        Assert.Equal("/kaniko/executor", command.FileName);
        Assert.Equal("/", command.WorkingDirectory);
        Assert.Equal(Jobs.Full.Request.TimeLimit, command.TimeLimit);
        Assert.Equal("docker", command.Environment["container"]);
        Assert.Equal("root", command.Environment["USER"]);
        Assert.Equal("/kaniko", command.Environment["HOME"]);
        Assert.Equal("/kaniko/tmp", command.Environment["TMPDIR"]);
        Assert.Equal("/data/builds/a1/credentials", command.Environment["DOCKER_CONFIG"]);
    }

    [Fact]
    public void The_fast_profile_of_kaniko_takes_one_snapshot()
    {
        var command = Assert.Single(Kaniko(KanikoProfile.Fast).Commands(Jobs.Plain("/w", "registry.example.org", plainHttp: false)));

        Is("""
            --context=dir:///w/context
            --dockerfile=/w/context/Dockerfile
            --destination=registry.example.org/team/app:latest
            --digest-file=/w/digest
            --snapshot-mode=redo
            --use-new-run
            --single-snapshot
            --cleanup
            --log-format=json
            --push-retry=3
            --image-download-retry=3
            """, command);
        Assert.False(command.Environment.ContainsKey("DOCKER_CONFIG"));
    }

    [Fact]
    public void Buildah_builds_once_and_pushes_every_tag()
    {
        var engine = new BuildahEngine(new BuildahSettings(), "/data/engine/r1", new Emulation(own: "arm64"), s_inherited, TimeProvider.System);
        var commands = engine.Commands(Jobs.Full);

        const string storage = """
            --root=/data/engine/r1/storage
            --runroot=/data/engine/r1/run
            --storage-driver=vfs
            --registries-conf=/data/builds/a1/registries.conf
            --registries-conf-dir=/data/engine/r1/none
            """;
        Is(storage + "\n" + """
            build
            --isolation=chroot
            --format=docker
            --pull=always
            --layers=true
            --cache-from=registry:5000/cache/app
            --cache-to=registry:5000/cache/app
            --force-rm
            --signature-policy=/data/builds/a1/policy.json
            --authfile=/data/builds/a1/credentials/config.json
            --iidfile=/data/builds/a1/image-id
            --file=/data/builds/a1/context/Dockerfile
            --target=final
            --platform=linux/arm64
            --label=note=-v, "x"
            --label=org.opencontainers.image.revision=abc
            --build-arg=A=1 2;$(id)
            --build-arg=B=--destination=evil/x
            --tag=localhost/build:a1
            --
            /data/builds/a1/context
            """, commands[0]);
        Is(storage + "\n" + """
            push
            --signature-policy=/data/builds/a1/policy.json
            --authfile=/data/builds/a1/credentials/config.json
            --digestfile=/data/builds/a1/digest-1
            --
            localhost/build:a1
            docker://registry:5000/team/app:latest
            """, commands[2]);
        Assert.Equal(3, commands.Count);
        Assert.Equal("/data/engine/r1/tmp", commands[0].Environment["TMPDIR"]);
    }

    [Fact]
    public void Buildah_speaks_http_with_one_registry_and_not_with_the_one_of_a_base_image()
    {
        var engine = new BuildahEngine(new BuildahSettings(), "/e", new Emulation(), s_inherited, TimeProvider.System);

        Assert.Equal(
            "unqualified-search-registries = [\"docker.io\"]\nshort-name-mode = \"disabled\"\n\n[[registry]]\nlocation = \"registry:5000\"\ninsecure = true\n",
            engine.Files(Jobs.Plain("/w"))["registries.conf"]);
        Assert.DoesNotContain("insecure", engine.Files(Jobs.Plain("/w", plainHttp: false))["registries.conf"], StringComparison.Ordinal);
    }

    [Fact]
    public void Buildx_pushes_in_one_step_with_its_cache()
    {
        var command = Assert.Single(new BuildxEngine(new BuildxSettings(Builder: "ours"), new Emulation(), s_inherited, "/root/.docker/buildx").Commands(Jobs.Full));

        Is("""
            buildx
            build
            --builder=ours
            --push
            --pull
            --progress=plain
            --provenance=false
            --metadata-file=/data/builds/a1/metadata.json
            --file=/data/builds/a1/context/Dockerfile
            --tag=registry:5000/team/app:v1.2.3
            --tag=registry:5000/team/app:latest
            --cache-from=type=registry,ref=registry:5000/cache/app:buildcache
            --cache-to=type=registry,ref=registry:5000/cache/app:buildcache,mode=max,image-manifest=true,compression=zstd
            --target=final
            --platform=linux/arm64
            --label=note=-v, "x"
            --label=org.opencontainers.image.revision=abc
            --build-arg=A=1 2;$(id)
            --build-arg=B=--destination=evil/x
            --
            /data/builds/a1/context
            """, command);
        Assert.Equal("/root/.docker/buildx", command.Environment["BUILDX_CONFIG"]);
        Assert.Equal("/data/builds/a1/credentials", command.Environment["DOCKER_CONFIG"]);
    }

    [Fact]
    public void No_engine_gets_our_settings_and_secrets()
    {
        var environment = Assert.Single(Kaniko(KanikoProfile.Safe).Commands(Jobs.Full)).Environment;

        Assert.Equal("BUILDAH_ISOLATION BUILD_REGISTRY_PASSWORD GITLAB_TOKEN", string.Join(' ', environment.Where(one => one.Value is null).Select(one => one.Key).Order(StringComparer.Ordinal)));
    }

    internal static KanikoEngine Kaniko(KanikoProfile profile, KanikoFeatures? features = null)
    {
        var wipe = new ContainerWipe("/", [], () => "");
        return new KanikoEngine(
            new KanikoSettings(Profile: profile), features ?? KanikoFeatures.Unknown, new Emulation("/nonexistent", "amd64"),
            new KanikoContainer(wipe, "this is a test", [], _ => Task.CompletedTask), s_inherited);
    }

    private static void Is(string expected, ChildCommand command) =>
        Assert.Equal(expected.ReplaceLineEndings("\n"), string.Join('\n', command.Arguments));
}
