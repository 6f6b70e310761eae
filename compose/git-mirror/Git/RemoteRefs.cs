using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Git;

/// <summary>Asks a server for its refs: one request, no object.</summary>
/// <param name="git">Runs it.</param>
public sealed class RemoteRefs(GitExecutable git)
{
    /// <summary>What <c>git ls-remote --exit-code</c> returns when there was no ref.</summary>
    private const int NoRefs = 2;

    /// <summary>Branches and tags that a mirror includes, and HEAD.</summary>
    /// <param name="remote">Whom to ask.</param>
    /// <param name="pin">Its address.</param>
    /// <param name="mirror">What is of interest.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="MirrorException">It cannot be asked, or answers without a single ref (<see cref="MirrorFault.UpstreamEmpty"/>).</exception>
    public async Task<RefSet> OfAsync(GitUrl remote, string? pin, Mirror mirror, CancellationToken cancel)
    {
        var set = RefSet.Empty;
        string? head = null;
        var listing = new GitCommand("ls-remote", "--symref", "--exit-code")
        {
            Remote = remote,
            Positionals = ["HEAD", "refs/heads/*", "refs/tags/*"],
            Pin = pin,
            // Version 2 would ask twice, first for what the server can do.
            Protocol = 0,
        };
        var (code, words) = await git.TryAsync(listing, Take, cancel);
        return code switch
        {
            0 => set with { Head = head },
            NoRefs => throw new MirrorException(new MirrorFault.UpstreamEmpty()),
            _ => throw new MirrorException(GitWords.Fault(words)),
        };

        // `ref: refs/heads/main<TAB>HEAD`, `<object><TAB>HEAD`, `<object><TAB>refs/tags/v1`, `<object><TAB>refs/tags/v1^{}`
        void Take(string line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0)
                return;
            var name = line[(tab + 1)..];
            if (name is "HEAD" && line.StartsWith("ref: ", StringComparison.Ordinal))
                head = line["ref: ".Length..tab] is var named && named.StartsWith("refs/heads/", StringComparison.Ordinal) ? named : null;
            else if (mirror.Includes(name) && RefNames.IsText(name) && !name.EndsWith("^{}", StringComparison.Ordinal) && ObjectId.TryParse(line.AsSpan(0, tab), out var id))
                set.Refs[name] = id;
        }
    }
}
