namespace RegistryJanitor.Oci.Tests;

/// <summary>Manifests as clients push them.</summary>
internal static class SampleManifests
{
    public const string DockerSchema2 = """
        {
           "schemaVersion": 2,
           "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
           "config": {
              "mediaType": "application/vnd.docker.container.image.v1+json",
              "size": 1469,
              "digest": "sha256:05455a08881ea9cf0e752bc48e61bbd71a34c029bb13df01e40e3e70e0d007bd"
           },
           "layers": [
              {
                 "mediaType": "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
                 "size": 1534685324,
                 "digest": "sha256:4612f6d0b889cad0ed0292fae3a0b0c8a9e49aff6dea8eb049b2386d9b07986f",
                 "urls": ["https://mcr.microsoft.com/v2/windows/servercore/blobs/sha256:4612f6d0b889cad0ed0292fae3a0b0c8a9e49aff6dea8eb049b2386d9b07986f"]
              },
              {
                 "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",
                 "size": 2811969,
                 "digest": "sha256:7264a8db6415046d36d16ba98b79778e18accee6ffa71850405994cffa9be7de"
              }
           ]
        }
        """;

    public const string DockerManifestList = """
        {
           "schemaVersion": 2,
           "mediaType": "application/vnd.docker.distribution.manifest.list.v2+json",
           "manifests": [
              {
                 "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
                 "size": 528,
                 "digest": "sha256:33906a4d7e3a2b6ad5b4a3e0b4b6ae4cd0d5f8e2f0e7f5a5a3a2f8d2f2d2a001",
                 "platform": { "architecture": "amd64", "os": "linux" }
              },
              {
                 "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
                 "size": 528,
                 "digest": "sha256:33906a4d7e3a2b6ad5b4a3e0b4b6ae4cd0d5f8e2f0e7f5a5a3a2f8d2f2d2a002",
                 "platform": { "architecture": "arm", "os": "linux", "variant": "v7" }
              }
           ]
        }
        """;

    public const string OciImage = """
        {"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:b5b2b2c507a0944348e0303114d8d93aaaa081732b86451d9bce1f432a537bc7","size":7023},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0","size":32654},{"mediaType":"application/vnd.oci.image.layer.v1.tar+zstd","digest":"sha256:3c3a4604a545cdc127456d94e421cd355bca5b528f4a9c1905b15da2eb4a4c6b","size":16724}],"annotations":{"com.example.key1":"value1","layers":"not these"}}
        """;

    /// <summary>An image with provenance, as BuildKit pushes it by default.</summary>
    public const string BuildKitIndex = """
        {
          "schemaVersion": 2,
          "mediaType": "application/vnd.oci.image.index.v1+json",
          "manifests": [
            {
              "mediaType": "application/vnd.oci.image.manifest.v1+json",
              "digest": "sha256:eb4fdce0a4c0d8f4e8b3e1e0c5e1f6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d",
              "size": 1051,
              "platform": { "architecture": "amd64", "os": "linux" }
            },
            {
              "mediaType": "application/vnd.oci.image.manifest.v1+json",
              "digest": "sha256:0d1c2b3a495867768594a3b2c1d0e0f1e2d3c4b5a6978879605142332415061f",
              "size": 566,
              "annotations": {
                "vnd.docker.reference.digest": "sha256:eb4fdce0a4c0d8f4e8b3e1e0c5e1f6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d",
                "vnd.docker.reference.type": "attestation-manifest"
              },
              "platform": { "architecture": "unknown", "os": "unknown" }
            }
          ]
        }
        """;

    /// <summary>What <c>--cache-to type=registry</c> pushes without <c>image-manifest=true</c>: an index of layers.</summary>
    public const string BuildKitCache = """
        {
          "schemaVersion": 2,
          "mediaType": "application/vnd.oci.image.index.v1+json",
          "manifests": [
            {
              "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
              "digest": "sha256:136482bf81d1fa351b424ebb8c7e34d15f2c5ed3fc0b66b544b8312bda3d52d9",
              "size": 2427917,
              "annotations": {
                "buildkit/createdat": "2023-03-08T14:16:00.12345Z",
                "containerd.io/uncompressed": "sha256:461156b38367a6e8ef2b9c1a0e3f1a4b7d6c5e4f3a2b1c0d9e8f7a6b5c4d3e2f"
              }
            },
            {
              "mediaType": "application/vnd.buildkit.cacheconfig.v0",
              "digest": "sha256:2aa2c4e1b5f6d7c8b9a0e1f2d3c4b5a6978889706f5e4d3c2b1a09f8e7d6c5b4",
              "size": 1654
            }
          ]
        }
        """;

    public const string CosignSignature = """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":233,"digest":"sha256:d6e7a1c5b4f3e2d1c0b9a8f7e6d5c4b3a291807f6e5d4c3b2a190817f6e5d4c3"},"layers":[{"mediaType":"application/vnd.dev.cosign.simplesigning.v1+json","size":251,"digest":"sha256:a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90","annotations":{"dev.cosignproject.cosign/signature":"MEUCIQDx/l+7k8=","dev.sigstore.cosign/bundle":"{\"SignedEntryTimestamp\":\"MEUCIQ==\",\"Payload\":{\"body\":\"eyJ\"}}"}}]}
        """;

    public const string OrasReferrer = """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/vnd.example.sbom","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2,"data":"e30="},"layers":[{"mediaType":"application/spdx+json","digest":"sha256:5d20c808ce198565ff70b3ed23a991dd49afac45dece63474b27ce6ed036adc6","size":100}],"subject":{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:eb4fdce0a4c0d8f4e8b3e1e0c5e1f6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d","size":1051}}
        """;

    public const string ArtifactManifest = """
        {"mediaType":"application/vnd.oci.artifact.manifest.v1+json","artifactType":"application/vnd.example.sbom.v1","blobs":[{"mediaType":"application/gzip","size":123,"digest":"sha256:87923725d74f4bfb94c9e86d64170f7521aad8221a5de834851470ca142da630"}],"subject":{"mediaType":"application/vnd.oci.image.manifest.v1+json","size":1234,"digest":"sha256:cc06a2839488b8bd2a2b99dcdc03d5cfd818eed72ad08ef3cc197aac64c0d0a0"}}
        """;

    public const string NestedIndexWithSha512 = """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.index.v1+json","digest":"sha512:401b09eab3c013d4ca54922bb802bec8fd5318192b0a75f201d8b3727429080fb337591abd3e44453b954555b7a0812e1081c39b740293f765eae731f5a65ed1","size":700},{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:eb4fdce0a4c0d8f4e8b3e1e0c5e1f6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d","size":1051}]}
        """;

    public static IReadOnlyList<string> All { get; } =
    [
        DockerSchema2, DockerManifestList, OciImage, BuildKitIndex, BuildKitCache, CosignSignature, OrasReferrer, ArtifactManifest, NestedIndexWithSha512,
    ];
}
