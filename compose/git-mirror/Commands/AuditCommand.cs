using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Auditing;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror.Commands;

/// <summary><c>git-mirror audit [--repair KIND,KIND] [--json]</c>.</summary>
public static class AuditCommand
{
    /// <summary>Runs it: 0 nothing is left to do, 1 something is or the forge cannot be asked, 2 a word is wrong.</summary>
    public static async Task<ExitCode> RunAsync(MirrorSettings settings, IReadOnlyList<string> words, TimeProvider clock, TextWriter output, TextWriter errors)
    {
        var (repair, json, mistake) = Read(words);
        if (mistake is not null || settings.Forge is not { } named)
        {
            await errors.WriteLineAsync($"git-mirror: {mistake ?? "audit looks at the projects of a forge, and MIRROR_PROVIDER is list"}");
            return ExitCode.Usage;
        }

        try
        {
            var forge = Forge.Open(named, clock);
            var (projects, findings) = await new Audit(forge, ForgeAudit.Of(forge, named, clock), named, settings.Rules, new MirrorLayout(settings.DataDirectory), repair).RunAsync(CancellationToken.None);
            return json ? AuditReport.WriteJson(projects, findings, output) : AuditReport.Write(projects, findings, output);
        }
        catch (MirrorException failed)
        {
            await errors.WriteLineAsync($"git-mirror: {failed.Fault.Cause}; {failed.Fault.Cure}");
            return ExitCode.Failed;
        }
    }

    private static (IReadOnlySet<string> Repair, bool Json, string? Mistake) Read(IReadOnlyList<string> words)
    {
        var (repair, json) = (new HashSet<string>(StringComparer.Ordinal), false);
        for (var index = 0; index < words.Count; index++)
        {
            if (words[index] is "--json")
                json = true;
            else if (words[index] is "--repair" && index + 1 < words.Count)
                repair.UnionWith(words[++index].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            else
                return (repair, json, $"audit does not know '{words[index]}'; it takes --repair {string.Join(',', Audit.Repairable)} and --json");
        }

        return (repair, json, repair.FirstOrDefault(kind => !Audit.Repairable.Contains(kind)) is { } unknown ? $"'{unknown}' cannot be repaired; what can is {string.Join(", ", Audit.Repairable)}" : null);
    }
}
