using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Fetching;

/// <summary>Asks an upstream for its refs: one request, no object.</summary>
/// <param name="git">Runs it.</param>
public sealed class Upstream(GitExecutable git)
{
    /// <summary>What <c>git ls-remote --exit-code</c> returns when there was no ref.</summary>
    private const int NoRefs = 2;

    /// <summary>Branches and tags that the mirror includes, and HEAD.</summary>
    /// <exception cref="MirrorException">It cannot be asked, or answers without a single ref.</exception>
    public async Task<RefSet> RefsAsync(Mirror mirror, string? pin, CancellationToken cancel)
    {
        var set = RefSet.Empty;
        string? head = null;
        var listing = new GitCommand("ls-remote", "--symref", "--exit-code")
        {
            Remote = mirror.Upstream,
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
                head = line["ref: ".Length..tab];
            else if (mirror.Includes(name) && !name.EndsWith("^{}", StringComparison.Ordinal) && ObjectId.TryParse(line.AsSpan(0, tab), out var id))
                set.Refs[name] = id;
        }
    }
}
