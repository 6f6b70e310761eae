using System.Globalization;

namespace RegistryJanitor.Integration.Tests.Mirrors;

/// <summary>A real lighttpd on 127.0.0.1 with <c>git http-backend</c> as CGI over the repositories of a directory, for who knows a name and a password.</summary>
internal sealed class Lighttpd : IAsyncDisposable
{
    public const string User = "mirror";
    public const string Password = "lighttpd-p4ssword";

    private readonly StartedProgram _program;

    private Lighttpd(StartedProgram program, int port)
    {
        _program = program;
        Port = port;
    }

    public int Port { get; }

    public static async Task<Lighttpd> StartAsync(Folder folder, string repositories)
    {
        Directory.CreateDirectory(folder["lighttpd"]);
        await File.WriteAllTextAsync(folder["lighttpd/users"], $"{User}:{Password}\n");
        var backend = (await StartedProgram.RunAsync(["git", "--exec-path"])).Expect(0).Output.Trim();
        var port = RegistryProcess.FreePort();
        await File.WriteAllTextAsync(folder["lighttpd/config"], string.Create(CultureInfo.InvariantCulture, $$"""
            server.bind = "127.0.0.1"
            server.port = {{port}}
            server.document-root = "{{folder["lighttpd"]}}"
            server.upload-dirs = ("{{folder["lighttpd"]}}")
            server.modules = ("mod_alias", "mod_setenv", "mod_auth", "mod_authn_file", "mod_cgi")
            auth.backend = "plain"
            auth.backend.plain.userfile = "{{folder["lighttpd/users"]}}"
            auth.require = ("/git/" => ("method" => "basic", "realm" => "git", "require" => "valid-user"))
            alias.url = ("/git" => "{{backend}}/git-http-backend")
            $HTTP["url"] =~ "^/git" {
              cgi.assign = ("" => "")
              setenv.add-environment = ("GIT_PROJECT_ROOT" => "{{repositories}}", "GIT_HTTP_EXPORT_ALL" => "1")
            }

            """));
        var modules = Path.GetFullPath(Path.Join(Path.GetDirectoryName(Tools.Lighttpd), "..", "lib", "lighttpd"));
        var program = StartedProgram.Start([Tools.Lighttpd, "-D", "-m", modules, "-f", folder["lighttpd/config"]]);
        await program.SaysAsync("server started");
        return new Lighttpd(program, port);
    }

    public string Url(string repository) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/git/{repository}");

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
