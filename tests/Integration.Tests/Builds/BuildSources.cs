using System.Globalization;
using System.Text;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>One commit of an upstream repository, with a directory for each image that is built of it. <c>base</c> is busybox, and what the others start from.</summary>
internal static class BuildSources
{
    private static readonly string[] s_commands = ["sh", "cat", "echo", "grep", "rm", "setsid", "sleep", "mkdir"];

    /// <summary>Puts it on <c>main</c>; gives its name.</summary>
    /// <param name="repository">The upstream.</param>
    /// <param name="registry">As builds reach it: what the base image is pushed to and taken from.</param>
    public static string Commit(UpstreamRepository repository, string registry)
    {
        var from = $"FROM {registry}/team/base:1";
        var stream = new StringBuilder("commit refs/heads/main\ncommitter A person <person@example.org> 1700000000 +0000\ndata 7\nfeat: x\n");
        stream.Append(CultureInfo.InvariantCulture, $"from {repository.Git("rev-parse", "main")}\n");
        stream.Append(CultureInfo.InvariantCulture, $"M 100755 {repository.Git("hash-object", "-w", Tools.Busybox)} base/bin/busybox\n");
        foreach (var command in s_commands)
            stream.Append(CultureInfo.InvariantCulture, $"M 120000 inline base/bin/{command}\ndata 7\nbusybox\n");
        Add("base/Dockerfile", "FROM scratch\nCOPY bin /bin\nENV PATH=/bin\n");
        Add("app/Dockerfile", $"{from}\nCOPY . /context\nRUN echo built > /built\n");
        Add("app/a", "text of a");

        // What a build may leave behind: files of a stage, an ignore file, a daemon, a name of a host.
        Add("one/Dockerfile", $"""
            {from} AS zero
            RUN mkdir /d && echo one > /d/from-one
            {from}
            COPY --from=zero /d /all
            COPY . /context
            RUN echo one > /only-in-one && rm /bin/sleep && echo '203.0.113.7 one.example.org' >> /etc/hosts
            RUN setsid /bin/busybox sleep 1000 > /dev/null 2>&1 &

            """);
        Add("one/Dockerfile.dockerignore", "b\n");
        Add("one/a", "a");
        Add("failing/Dockerfile", $"{from} AS zero\nRUN mkdir /d && echo x > /d/from-failing\n{from}\nCOPY --from=zero /d /all\nRUN exit 7\n");
        Add("two/Dockerfile", $"{from} AS zero\nRUN mkdir /d && echo two > /d/from-two\n{from}\nCOPY --from=zero /d /all\nCOPY . /context\nRUN ! grep one.example.org /etc/hosts\n");
        Add("two/b", "b");
        Add("nothing/Dockerfile", "FROM scratch\nCOPY a /a\n");
        Add("nothing/a", "a");
        Add("endless/Dockerfile", $"{from}\nRUN echo it-has-begun && sleep 1000\n");
        UpstreamRepository.With(repository.Path, $"{stream}", "fast-import", "--quiet");
        return repository.Git("rev-parse", "main");

        void Add(string path, string text) => stream.Append(CultureInfo.InvariantCulture, $"M 100644 inline {path}\ndata {Encoding.UTF8.GetByteCount(text)}\n{text}\n");
    }
}
