namespace RegistryJanitor.BuildRunner;

/// <summary>What <c>build-runner --help</c> says.</summary>
internal static class Help
{
    internal const string Text = """
        build-runner builds images from a queue of requests on a volume, pushes them, and reads them back.

          build-runner              one build after the other, until it is stopped
          build-runner --once       until no request waits
          build-runner enqueue --image REGISTRY/REPOSITORY --tag TAG... CONTEXT [OPTIONS]
                                    writes a request and prints its id
          build-runner status       a table, the newest first; exit code 1 when the last build of an image failed
          build-runner logs ID [-f] what the engine said; -f: until the build has ended
          build-runner health       how the loop is, in one line; exit code 1 when it is not well
          build-runner --version | --help

        CONTEXT is one of
          --mirror NAME[@BRANCH|TAG|COMMIT] [--path DIRECTORY]
                                                    of a mirror that git-mirror keeps; the newest commit of its default branch
          --directory PATH                          a directory of contexts/
          --tar PATH                                a tar or tar.gz of contexts/
        OPTIONS are
          --dockerfile PATH   --target STAGE   --platform linux/arm64   --build-arg NAME=VALUE   --label KEY=VALUE
          --version none|conventional|seed     --cache REGISTRY/REPOSITORY   --time-limit SECONDS   --reason TEXT   --id ID
        TAG may hold {version} {major} {minor} {patch}, with a version, and {sha} {short_sha}, with a mirror.

        Settings are environment variables:
          BUILD_DATA_DIR            /var/lib/build-runner   requests, claims, results, logs, contexts, work
          BUILD_MIRRORS_DIR         /var/lib/git-mirror/mirrors
          BUILD_ENGINE              kaniko    or buildah, buildx
          BUILD_KANIKO_BIN          /kaniko/executor
          BUILD_KANIKO_PROFILE      safe      fast: one layer, and edits of base-image files that keep size and time are lost
          BUILD_KANIKO_ROOT         /         what is wiped around each build
          BUILD_BUILDAH_BIN         buildah
          BUILD_BUILDAH_STORAGE     vfs       or overlay
          BUILD_DOCKER_BIN          docker
          BUILD_BUILDX_BUILDER      a builder whose buildkitd knows which registries speak http
          BUILD_BUILDX_PROVENANCE   false     an attestation goes with the image
          BUILD_RUNNER_NAME         the host's name; runners of one queue have different ones
          BUILD_INTERVAL_SECS       5       how often the queue is looked at
          BUILD_CLAIM_SECS          60      a runner that is silent for longer has died; another one builds its request
          BUILD_ATTEMPTS            2       how many runners may die of one request
          BUILD_PAUSE_SECS          30      how long a registry is left alone that is read-only or does not answer
          BUILD_LOG_MAX_BYTES       16MiB   of one log
          BUILD_KEEP_RESULTS        200     results that stay, each with its log
          BUILD_REGISTRY            host:port for which the user name is
          BUILD_REGISTRY_USERNAME
          BUILD_REGISTRY_PASSWORD_FILE      (or BUILD_REGISTRY_PASSWORD)
          BUILD_DOCKER_CONFIG_FILE  a docker config.json instead of these three
          BUILD_PLAIN_HTTP          registries that speak http, besides private addresses and names without a dot
          BUILD_TLS                 registries that speak https although they look as if they did not
          BUILD_ALLOW_UNVERIFIED    false   pushes to registries that speak https, which nobody reads back
          BUILD_HTTP_PORT           0       /metrics and /healthz; 0 is off
          BUILD_HTTP_ADDRESS        127.0.0.1
          BUILD_HEALTH_FILE         runners/NAME.json on the volume
          LOG_FORMAT, LOG_LEVEL     text or json; debug, information, warning, error

        Exit codes: 0 done, 1 something was not built, 2 a setting, a word or a request is wrong, 3 requests wait for a registry, or the runner's name is taken.
        """;
}
