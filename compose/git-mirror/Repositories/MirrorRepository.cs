using System.Text;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Repositories;

/// <summary>The bare repository of one mirror. Its config is never written: everything is said on each command.</summary>
/// <param name="path">Its directory.</param>
/// <param name="git">Runs every command.</param>
public sealed class MirrorRepository(string path, GitExecutable git)
{
    private const string Incoming = "refs/incoming/";

    /// <summary>Its directory.</summary>
    public string Path => path;

    /// <summary>Whether it was ever made.</summary>
    public bool Exists => File.Exists(System.IO.Path.Join(path, "HEAD"));

    /// <summary>Makes it, without templates and hooks. Repeated, it changes nothing.</summary>
    /// <param name="hexDigits">Of the upstream's objects: 40 is SHA-1, 64 is SHA-256.</param>
    /// <param name="cancel">Stops it.</param>
    public Task InitAsync(int hexDigits, CancellationToken cancel) => git.RunAsync(
        new GitCommand("init", "--quiet", "--bare", "--template=", $"--object-format={(hexDigits == 40 ? "sha1" : "sha256")}") { Repository = path }, cancel);

    /// <summary>Brings the upstream's refs and objects to a place apart, where nothing is lost if they are not what they should be.</summary>
    /// <param name="mirror">What to fetch.</param>
    /// <param name="pin">The address.</param>
    /// <param name="limit">Its time; null is the usual one.</param>
    /// <param name="cancel">Stops it.</param>
    public Task FetchAsync(Mirror mirror, string? pin, TimeSpan? limit, CancellationToken cancel) => git.RunAsync(
        new GitCommand("fetch", "--quiet", "--prune", "--no-tags", "--no-auto-gc", "--no-write-fetch-head")
        {
            Repository = path,
            Remote = mirror.Upstream,
            Positionals = [.. mirror.Refs.Select(pattern => $"+{pattern.Value}:{Incoming}{pattern.Value["refs/".Length..]}")],
            Pin = pin,
            TimeLimit = limit,
        },
        cancel);

    /// <summary>What the last fetch brought and the mirror includes; HEAD is not part of it.</summary>
    public async Task<RefSet> IncomingAsync(Mirror mirror, CancellationToken cancel)
    {
        var arrived = await UnderAsync(Incoming, cancel);
        foreach (var name in arrived.Refs.Keys.Where(name => !mirror.Includes(name) || !RefNames.IsText(name)).ToList())
            arrived.Refs.Remove(name);
        return arrived;
    }

    /// <summary>Drops what arrived when the mirror included more: it would stand in the way, and make lost what is not.</summary>
    public async Task ForgetIncomingAsync(Mirror mirror, CancellationToken cancel) => await ChangeAsync(
        [.. (await ListAsync(Incoming, cancel)).Where(one => RefNames.IsText(one.Key) && !mirror.Includes($"refs/{one.Key[Incoming.Length..]}")).Select(one => $"delete {one.Key} {one.Value}")], cancel);

    /// <summary>Writes all refs into one file.</summary>
    public Task PackRefsAsync(CancellationToken cancel) => git.RunAsync(new GitCommand("pack-refs", "--all") { Repository = path }, cancel);

    /// <summary>Whether two commits have one in common.</summary>
    public async Task<bool> AreRelatedAsync(ObjectId one, ObjectId other, CancellationToken cancel)
    {
        var (code, _) = await git.TryAsync(new GitCommand("merge-base", one.Hex, other.Hex) { Repository = path }, _ => { }, cancel);
        return code == 0;
    }

    /// <summary>What we last left at the destination.</summary>
    public Task<RefSet> PushedAsync(CancellationToken cancel) => UnderAsync(PushedRefs.Prefix, cancel);

    /// <summary>Whether what is recorded as pushed is of this destination. The address stands beside the record, for it outlives a state file.</summary>
    public bool WasPushedTo(GitUrl destination) => File.Exists(PushedTo) && File.ReadAllText(PushedTo).Equals($"{destination}", StringComparison.Ordinal);

    /// <summary>Begins the record of a destination; that of another one is dropped.</summary>
    public async Task BeginPushesAsync(GitUrl destination, CancellationToken cancel)
    {
        if (WasPushedTo(destination))
            return;
        await ChangeAsync([.. (await ListAsync(PushedRefs.Prefix, cancel)).Select(one => $"delete {one.Key} {one.Value}")], cancel);
        WholeFile.Write(PushedTo, Encoding.UTF8.GetBytes($"{destination}"));
    }

    /// <summary>Whether a commit is part of another's history; false also where it is not known here.</summary>
    public async Task<bool> IsAncestorAsync(ObjectId older, ObjectId newer, CancellationToken cancel)
    {
        var (code, _) = await git.TryAsync(new GitCommand("merge-base", "--is-ancestor", older.Hex, newer.Hex) { Repository = path }, _ => { }, cancel);
        return code == 0;
    }

    /// <summary>Fetches what is about to be overwritten at a destination; gives the names that it has here now.</summary>
    public async Task<IReadOnlyList<string>> KeepAsideAsync(GitUrl destination, IReadOnlyList<string> overwritten, DateTimeOffset now, CancellationToken cancel)
    {
        if (overwritten.Count == 0)
            return [];
        now = KeptTips.Unused(now, await KeptAsync(cancel));
        var names = overwritten.Select(name => (Ref: name, Kept: KeptTips.NameOf($"refs/destination/{name["refs/".Length..]}", now))).ToList();
        await git.RunAsync(
            new GitCommand("fetch", "--quiet", "--no-tags", "--no-auto-gc", "--no-write-fetch-head")
            {
                Repository = path,
                Remote = destination,
                Positionals = [.. names.Select(name => $"{name.Ref}:{name.Kept}")],
            },
            cancel);
        return names.ConvertAll(name => name.Kept);
    }

    /// <summary>What readers see.</summary>
    public async Task<RefSet> RefsAsync(CancellationToken cancel)
    {
        var set = RefSet.Empty;
        foreach (var (name, id) in (await ListAsync("refs/heads/", cancel)).Concat(await ListAsync("refs/tags/", cancel)))
            set.Refs[name] = id;
        string? head = null;
        await git.RunAsync(new GitCommand("symbolic-ref", "HEAD") { Repository = path }, line => head = line, cancel);
        return set with { Head = head };
    }

    /// <summary>Tips kept aside, all of them.</summary>
    public Task<List<KeyValuePair<string, ObjectId>>> KeptAsync(CancellationToken cancel) => ListAsync(KeptTips.Prefix, cancel);

    /// <summary>Which of some commits nothing leads to that has arrived.</summary>
    public async Task<HashSet<ObjectId>> LostAsync(IReadOnlyCollection<ObjectId> tips, IReadOnlyCollection<ObjectId> arrived, CancellationToken cancel)
    {
        var lost = new HashSet<ObjectId>();
        if (tips.Count == 0)
            return lost;
        var asked = tips.ToHashSet();
        var walk = new GitCommand("rev-list", "--stdin") { Repository = path, Input = Lines(tips, tip => $"{tip}") + Lines(arrived, tip => $"^{tip}") };
        await git.RunAsync(
            walk,
            line =>
            {
                if (ObjectId.TryParse(line, out var id) && asked.Contains(id))
                    lost.Add(id);
            },
            cancel);
        return lost;
    }

    /// <summary>Changes refs, all or none. A line is one of <c>update</c>, <c>create</c>, <c>delete</c> as in git-update-ref(1).</summary>
    public Task ChangeAsync(IReadOnlyCollection<string> lines, CancellationToken cancel) => lines.Count == 0
        ? Task.CompletedTask
        : git.RunAsync(new GitCommand("update-ref", "--stdin") { Repository = path, Input = Lines(lines, line => line) }, cancel);

    /// <summary>Makes HEAD name a branch.</summary>
    public Task PointHeadAsync(string branch, CancellationToken cancel) =>
        git.RunAsync(new GitCommand("symbolic-ref") { Repository = path, Positionals = ["HEAD", branch] }, cancel);

    private string PushedTo => System.IO.Path.Join(path, "pushed-to");

    private static string Lines<T>(IEnumerable<T> items, Func<T, string> line) =>
        items.Aggregate(new StringBuilder(), (text, item) => text.Append(line(item)).Append('\n')).ToString();

    /// <summary>Refs of a namespace of ours, by the names that they have outside of it.</summary>
    private async Task<RefSet> UnderAsync(string prefix, CancellationToken cancel)
    {
        var set = RefSet.Empty;
        foreach (var (name, id) in await ListAsync(prefix, cancel))
            set.Refs[$"refs/{name[prefix.Length..]}"] = id;
        return set;
    }

    private async Task<List<KeyValuePair<string, ObjectId>>> ListAsync(string prefix, CancellationToken cancel)
    {
        var found = new List<KeyValuePair<string, ObjectId>>();
        await git.RunAsync(
            new GitCommand("for-each-ref", "--format=%(objectname) %(refname)") { Repository = path, Positionals = [prefix] },
            line =>
            {
                var blank = line.IndexOf(' ', StringComparison.Ordinal);
                if (blank > 0 && ObjectId.TryParse(line.AsSpan(0, blank), out var id))
                    found.Add(new(line[(blank + 1)..], id));
            },
            cancel);
        return found;
    }
}
