using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>The Dockerfile of a context that is ready, and what it must not do with it.</summary>
/// <param name="context">Absolute.</param>
/// <param name="limits">How large it may be.</param>
internal sealed class ContextDockerfile(string context, ContextLimits limits)
{
    /// <summary>Finds and judges it; gives where it really is, absolute, and what it asks of an engine.</summary>
    /// <exception cref="ContextRefusedException">It is not there, outside, too large, or nothing that can be built.</exception>
    internal async Task<(string Path, DockerfileFacts Facts)> FindAsync(BuildRequest request, CancellationToken cancel)
    {
        var (path, mistake) = ContextPath.Read(request.Dockerfile);
        if (path is null)
            throw new ContextRefusedException($"the Dockerfile {Printable.Line(request.Dockerfile, 200)} {mistake}");
        var file = Small(path, "Dockerfile") ?? throw new ContextRefusedException($"the context has no Dockerfile {path}");
        // An engine takes the ignore file beside the Dockerfile before that of the context, and follows either.
        foreach (var ignore in new[] { $"{path}.dockerignore", ".dockerignore" })
            _ = Small(new ContextPath(ignore), "ignore file");
        var beside = $"{file[(context.Length + 1)..]}.dockerignore";
        _ = Small(new ContextPath(beside), "ignore file");

        var facts = await DockerfileFactsReader.ReadFileAsync(file, request, cancel);
        OutwardLinks.Refuse(context, facts.ContextSources);
        return (file, facts);
    }

    /// <summary>Null: there is none.</summary>
    private string? Small(ContextPath path, string what)
    {
        var (real, mistake) = RootedPath.Follow(context, path);
        if (mistake is not null)
            throw new ContextRefusedException($"the {what} {path} {mistake.Replace("out of it", "out of the context", StringComparison.Ordinal)}");
        var file = new ContextPath(real!).Below(context);
        switch (FileKinds.Of(file))
        {
            case FileKind.Missing:
                return null;
            case not FileKind.Regular:
                throw new ContextRefusedException($"the {what} {path} is no file");
        }

        var size = new FileInfo(file).Length;
        return size <= limits.DockerfileBytes
            ? file
            : throw new ContextRefusedException($"the {what} {path} has {size} bytes; more than {limits.DockerfileBytes} are nothing that a person wrote");
    }
}
