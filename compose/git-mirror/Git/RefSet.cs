using System.Security.Cryptography;
using System.Text;

namespace RegistryJanitor.GitMirror.Git;

/// <summary>Branches and tags by full name, and the branch that HEAD names, as they were at one moment.</summary>
/// <param name="Refs">In ordinal order of the names.</param>
/// <param name="Head">Such as <c>refs/heads/main</c>; null when HEAD names none.</param>
public sealed record RefSet(SortedDictionary<string, ObjectId> Refs, string? Head)
{
    /// <summary>Nothing at all.</summary>
    public static RefSet Empty => new(new SortedDictionary<string, ObjectId>(StringComparer.Ordinal), null);

    /// <summary>SHA-256, in hex, of the line <c>HEAD &lt;branch&gt;</c> and a line <c>&lt;object&gt; &lt;ref&gt;</c> for each ref, each with a line feed.</summary>
    public string Digest
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes($"HEAD {Head}\n"));
            foreach (var (name, id) in Refs)
                hash.AppendData(Encoding.UTF8.GetBytes($"{id} {name}\n"));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>What the default branch points at; null when there is none.</summary>
    public ObjectId? Tip => Head is not null && Refs.TryGetValue(Head, out var id) ? id : null;

    /// <summary>What a ref points at; null when there is none of that name.</summary>
    public ObjectId? Of(string name) => Refs.TryGetValue(name, out var id) ? id : null;
}
