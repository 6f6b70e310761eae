using System.Security.Cryptography;
using System.Text;
using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.State;

/// <summary>What one sink knows.</summary>
/// <param name="Sink">As <see cref="KeyOf"/> has it.</param>
/// <param name="Conditions">By subject.</param>
public sealed record ToldSink(string Sink, IReadOnlyList<ToldCondition> Conditions)
{
    private const int Digits = 8;

    /// <summary>What it knows of a subject; null: nothing.</summary>
    public ToldCondition? Of(string subject) => Conditions.FirstOrDefault(known => known.Subject.Equals(subject, StringComparison.Ordinal));

    /// <summary>Whether it knows the same.</summary>
    public bool Knows(ToldSink other) => Sink.Equals(other.Sink, StringComparison.Ordinal) && Conditions.SequenceEqual(other.Conditions);

    /// <summary>
    /// What tells a sink from others: kind, host, and the first 32 bits of the SHA-256 of its address, which are too few to prove a guess of the address by. It does not
    /// change with a login.
    /// </summary>
    public static string KeyOf(NotificationSink sink) =>
        $"{sink.Kind} {sink.Host} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sink.Address)))[..Digits]}";
}
