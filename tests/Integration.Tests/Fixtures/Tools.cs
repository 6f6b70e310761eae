namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>The real programs, as tests/run.sh names them: tests/README.md has the table.</summary>
internal static class Tools
{
    public static string Janitor => Required("TEST_JANITOR_BIN");

    public static string GitMirror => Required("TEST_GIT_MIRROR_BIN");

    public static string BuildRunner => Required("TEST_BUILD_RUNNER_BIN");

    /// <summary>The published one, or what was built with the tests.</summary>
    public static string[] Lifecycle => Optional("TEST_LIFECYCLE_BIN") is { } published ? [published] : ["dotnet", Path.Join(AppContext.BaseDirectory, "lifecycle.dll")];

    public static string GitLfs => Required("TEST_GIT_LFS");

    public static string Sshd => Required("TEST_SSHD");

    public static string Lighttpd => Required("TEST_LIGHTTPD");

    public static string Registry => Required("TEST_REGISTRY_BIN");

    public static string Skopeo => Required("TEST_SKOPEO");

    public static string Crane => Required("TEST_CRANE");

    public static string Oras => Required("TEST_ORAS");

    public static string Promtool => Required("TEST_PROMTOOL");

    public static string Chromium => Required("TEST_CHROMIUM");

    public static string OddDisk => Required("TEST_ODD_DISK");

    public static string KillAt => Required("TEST_KILL_AT");

    public static string Buildah => Required("TEST_BUILDAH");

    public static string Busybox => Required("TEST_BUSYBOX");

    public static string BaseImage => Required("TEST_BASE_IMAGE");

    public static string KanikoImage => Required("TEST_KANIKO_IMAGE");

    public static string GitMirrorBase => Required("TEST_GIT_MIRROR_BASE");

    /// <summary>The project's root, where the Makefile is.</summary>
    public static string Project { get; } = FindProject(AppContext.BaseDirectory);

    /// <summary>The configuration that the image ships.</summary>
    public static string RegistryConfiguration => Path.Join(Project, "registry-image", "config.yml");

    public static bool IsRoot => string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    public static bool IsContinuousIntegration => string.Equals(Optional("CI"), "true", StringComparison.OrdinalIgnoreCase);

    public static bool HasDocker => string.Equals(Optional("TEST_DOCKER"), "1", StringComparison.Ordinal);

    public static string? Optional(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    public static string Required(string variable) => Optional(variable)
        ?? throw new InvalidOperationException($"{variable} is not set; `make test-integration` sets it, tests/README.md says what it means.");

    private static string FindProject(string below) =>
        File.Exists(Path.Join(below, "RegistryJanitor.slnx")) ? below : FindProject(Path.GetDirectoryName(below) ?? throw new InvalidOperationException("The tests run outside the project."));
}
