using System.Text;
using Microsoft.Extensions.Configuration;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Credentials;

namespace RegistryJanitor.Lifecycle.Tests.Credentials;

public sealed class CredentialBookTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DOCKER_IO", "docker.io")]
    [InlineData("INDEX_DOCKER_IO", "docker.io")]
    [InlineData("REGISTRY_5000", "registry:5000")]
    [InlineData("MY_REGISTRY_EXAMPLE_COM_5050", "my-registry.example.com:5050")]
    [InlineData("MY__REG_IO", "my--reg.io")]
    [InlineData("___1__5000", "[::1]:5000")]
    public void A_login_is_found_by_the_name_of_its_host(string variable, string registry)
    {
        foreach (var prefix in (string[])["IMGLIFE_", "LIFECYCLE_"])
        {
            var (book, errors) = Read(($"{prefix}{variable}_USERNAME", "me"), ($"{prefix}{variable}_PASSWORD", "secret word"));

            Assert.Empty(errors);
            var found = book.For(registry)!;
            Assert.Equal(("me", "secret word", CredentialKind.Password), (found.User, found.Secret, found.Kind));
            Assert.Null(book.For("other.example.com"));
        }
    }

    [Fact]
    public void A_secret_may_be_in_a_file()
    {
        var (book, errors) = Read(
            ("LIFECYCLE_GHCR_IO_USERNAME_FILE", _folder.File("user", "me\n")),
            ("LIFECYCLE_GHCR_IO_PASSWORD_FILE", _folder.File("password", "secret word\n")));

        Assert.Empty(errors);
        Assert.Equal(("me", "secret word"), (book.For("ghcr.io")!.User, book.For("ghcr.io")!.Secret));
    }

    [Fact]
    public void A_token_alone_is_a_password_of_the_user_that_its_registry_wants()
    {
        var (book, errors) = Read(("IMGLIFE_QUAY_IO_TOKEN", "one"), ("IMGLIFE_GHCR_IO_TOKEN", "two"), ("IMGLIFE_DOCKER_IO_TOKEN", "three"), ("IMGLIFE_DOCKER_IO_USERNAME", "me"));

        Assert.Empty(errors);
        Assert.Equal(("$oauthtoken", "one"), (book.For("quay.io")!.User, book.For("quay.io")!.Secret));
        Assert.Equal(("oauth2", "two"), (book.For("ghcr.io")!.User, book.For("ghcr.io")!.Secret));
        Assert.Equal(("me", "three"), (book.For("docker.io")!.User, book.For("docker.io")!.Secret));
    }

    [Fact]
    public void Our_own_prefix_goes_before_imglifes_and_both_before_docker_and_the_job()
    {
        var docker = Docker("""{"auths":{"r.io":{"username":"docker","password":"1234"},"ci.io":{"username":"docker","password":"1234"}}}""");
        (string, string)[] job = [docker, ("CI_REGISTRY", "CI.io"), ("CI_JOB_TOKEN", "job token")];
        (string, string)[] imglife = [("IMGLIFE_R_IO_USERNAME", "imglife"), ("IMGLIFE_R_IO_PASSWORD", "5678")];
        (string, string)[] ours = [("LIFECYCLE_R_IO_USERNAME", "ours"), ("LIFECYCLE_R_IO_PASSWORD", "9012")];

        Assert.Equal("docker", Read(job).Book.For("r.io")!.User);
        Assert.Equal("imglife", Read([.. job, .. imglife]).Book.For("r.io")!.User);
        Assert.Equal("ours", Read([.. job, .. imglife, .. ours]).Book.For("r.io")!.User);
        Assert.Equal("docker", Read(job).Book.For("ci.io")!.User);
        Assert.Equal(("gitlab-ci-token", "job token"), (Read(job[1..]).Book.For("ci.io")!.User, Read(job[1..]).Book.For("ci.io")!.Secret));
        Assert.Null(Read(job[1..]).Book.For("r.io"));
    }

    [Theory]
    [InlineData("r.io:5000", "r.io:5000")]
    [InlineData("http://r.io:5000", "r.io:5000")]
    [InlineData("https://R.io:5000/v1/", "r.io:5000")]
    [InlineData("https://r.io/v2/", "r.io")]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    [InlineData("docker.io", "docker.io")]
    public void Dockers_configuration_names_registries_in_several_ways(string key, string registry)
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes("me:pass:word"));
        var (book, errors) = Read(Docker($$$"""{"auths":{"{{{key}}}":{"auth":"{{{auth}}}"}},"HttpHeaders":{}}"""));

        Assert.Empty(errors);
        Assert.Equal(("me", "pass:word"), (book.For(registry)!.User, book.For(registry)!.Secret));
    }

    [Fact]
    public void Dockers_configuration_is_read_at_home_and_has_tokens_too()
    {
        Directory.CreateDirectory(_folder[".docker"]);
        File.WriteAllText(_folder[".docker/config.json"], """{"auths":{"a.io":{"identitytoken":"refresh"},"b.io":{"registrytoken":"bearer"},"c.io":{},"d.io/team":{"username":"x","password":"yyyy"}}}""");
        var (book, errors) = Read(("HOME", _folder.Path));

        Assert.Empty(errors);
        Assert.Equal((CredentialKind.Identity, "refresh"), (book.For("a.io")!.Kind, book.For("a.io")!.Secret));
        Assert.Equal((CredentialKind.Bearer, "bearer"), (book.For("b.io")!.Kind, book.For("b.io")!.Secret));
        Assert.Null(book.For("c.io"));
        Assert.Null(book.For("d.io"));
    }

    [Theory]
    [InlineData("no json", "is no JSON; correct it, or name another folder in DOCKER_CONFIG")]
    [InlineData("[]", "is no JSON; correct it, or name another folder in DOCKER_CONFIG")]
    [InlineData("""{"auths":{"a.io":{"auth":"SECRET!!"}}}""", "has an auth for a.io that is not user:password in base64; log in again")]
    [InlineData("""{"auths":{"a.io":{"auth":"U0VDUkVU"}}}""", "has an auth for a.io that is not user:password in base64; log in again")]
    public void A_broken_configuration_of_dockers_is_told_without_what_is_in_it(string content, string sentence) =>
        Assert.Equal([$"{_folder["config.json"]} {sentence}"], Read(Docker(content)).Errors);

    [Fact]
    public void What_is_there_and_of_no_use_is_told()
    {
        var (book, errors) = Read(Docker("""{"credsStore":"desktop"}"""), ("IMGLIFE_A_IO_USERNAME", "me"), ("LIFECYCLE_B_IO_PASSWORD", "secret"));

        Assert.Empty(errors);
        Assert.Equal(
            [
                "LIFECYCLE_B_IO_PASSWORD is set and LIFECYCLE_B_IO_USERNAME is not, so that the registry is asked without a login; set both",
                "IMGLIFE_A_IO_USERNAME is set and neither IMGLIFE_A_IO_PASSWORD nor IMGLIFE_A_IO_TOKEN is, so that the registry is asked without a login; set one of them",
                $"{_folder["config.json"]} names a credential helper, which lifecycle does not start; set LIFECYCLE_<HOST>_USERNAME and LIFECYCLE_<HOST>_PASSWORD for what it keeps",
            ],
            book.Notices);
        Assert.Null(book.For("a.io"));
        Assert.Null(book.For("b.io"));
    }

    [Fact]
    public void What_contradicts_itself_is_refused()
    {
        var (_, errors) = Read(
            ("LIFECYCLE_A_IO_USERNAME", "me:you"), ("LIFECYCLE_A_IO_PASSWORD", "secret"), ("LIFECYCLE_A_IO_TOKEN", "secret"),
            ("LIFECYCLE_B_IO_USERNAME", "me"), ("LIFECYCLE_B_IO_PASSWORD_FILE", _folder["gone"]));

        Assert.Equal(
            [
                "LIFECYCLE_A_IO_PASSWORD and LIFECYCLE_A_IO_TOKEN are both set, and either opens the registry; keep one of them",
                "LIFECYCLE_A_IO_USERNAME has a colon, which no registry can tell from the password; use another user",
                "LIFECYCLE_B_IO_PASSWORD_FILE names a file that does not exist; give the path of a file that this process may read",
            ],
            errors);
    }

    [Fact]
    public void Names_of_credentials_are_no_unknown_settings_and_others_still_are()
    {
        var (_, errors) = Read(("LIFECYCLE_R_5000_USERNAME", "me"), ("LIFECYCLE_R_5000_PASSWORD", "secret"), ("LIFECYCLE_DATA_DRI", "/x"), ("LIFECYCLE_SOMETHING_WHOLLY_ELSE", "x"), ("IMGLIFE_IMAGE", "x"));

        Assert.Equal(["LIFECYCLE_DATA_DRI is not a setting; did you mean LIFECYCLE_DATA_DIR?", "LIFECYCLE_SOMETHING_WHOLLY_ELSE is not a setting; remove it"], errors);
    }

    [Fact]
    public void No_secret_is_printed_in_any_shape()
    {
        var (book, _) = Read(("IMGLIFE_A_IO_USERNAME", "me"), ("IMGLIFE_A_IO_PASSWORD", "pass word/1"));
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("me:pass word/1"));

        Assert.Equal("me of IMGLIFE_A_IO_PASSWORD", $"{book.For("a.io")}");
        Assert.Equal("a *** b *** c *** d", book.Clean($"a pass word/1 b pass%20word%2F1 c {basic} d"));
    }

    private (string Name, string Value) Docker(string content)
    {
        _folder.File("config.json", content);
        return ("DOCKER_CONFIG", _folder.Path);
    }

    private static (CredentialBook Book, IReadOnlyList<string> Errors) Read(params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal);
        // As the environment's provider names them.
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(variables.Select(one => new KeyValuePair<string, string?>(one.Name.Replace("__", ":", StringComparison.Ordinal), one.Value))).Build();
        var reader = new SettingsReader(configuration, LifecycleSettings.Prefixes);
        LifecycleSettings.Read(reader, CommandLine.Read([]).Line, "/");
        var book = CredentialBook.Read(reader, environment);
        return (book, reader.Errors());
    }
}
