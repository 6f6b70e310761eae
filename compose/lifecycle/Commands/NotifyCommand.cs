using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Notifying;
using RegistryJanitor.Lifecycle.Notifying.Conditions;
using RegistryJanitor.Lifecycle.Notifying.Delivery;
using RegistryJanitor.Lifecycle.Notifying.Messages;
using RegistryJanitor.Lifecycle.State;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>
/// <c>lifecycle notify</c>: <c>--test</c> sends one message to each of <c>notify.sinks</c> and says how each answered; <c>--dry-run</c> prints what each would be told now. Neither
/// changes what is remembered: telling is the daemon's.
/// </summary>
public static class NotifyCommand
{
    private const string Form = "write lifecycle notify --test, which sends a message to everybody, or lifecycle notify --dry-run, which prints what would be told now";

    private static readonly TextRule s_rule = new TextRule.Plain();

    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static async Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        if (words is not (["--test"] or ["--dry-run"]))
            return context.Refuse(words.Count is 0 ? $"notify does not say what; {Form}" : $"notify takes no '{Printable.Line(string.Join(' ', words), 60)}'; {Form}");
        if (context.File.Notify.Sinks.Count == 0)
            return context.Refuse($"{Path.GetFileName(context.File.Location)} names nobody who is told; write notify.sinks");
        using var session = new NotifyingSession(context);
        return words is ["--test"] ? await TestAsync(context, session.DeliverAsync) : await PreviewAsync(context, session.SeeAsync);
    }

    /// <summary>Sends the message of a test.</summary>
    internal static async Task<ExitCode> TestAsync(CommandContext context, Func<NotificationSink, Message, CancellationToken, Task<Delivered>> deliver)
    {
        var answers = await Task.WhenAll(context.File.Notify.Sinks.Select(async sink => (Sink: sink, Answer: await deliver(sink, Message.Trial, context.Stop))));
        foreach (var (sink, answer) in answers)
            await context.Output.WriteLineAsync(answer switch
            {
                Delivered.Refused refused => $"{sink} {refused.Why}",
                Delivered.Failed failed => $"{sink} {failed.Why}",
                _ => $"{sink} took the message",
            });
        return Array.TrueForAll(answers, one => one.Answer is Delivered.Told) ? ExitCode.Success : ExitCode.Failed;
    }

    /// <summary>Prints what would be told.</summary>
    internal static async Task<ExitCode> PreviewAsync(CommandContext context, Func<LifecycleFile, CancellationToken, Task<Sighting>> see)
    {
        try
        {
            var (known, now) = (NotifiedStateFile.Read(context.Settings.DataDirectory), context.Clock.GetUtcNow());
            var seen = SeenConditions.Of(await see(context.File, context.Stop));
            foreach (var sink in context.File.Notify.Sinks)
            {
                var key = ToldSink.KeyOf(sink);
                var events = Telling.Of(key, known.Of(key), seen, context.File.Notify.Topics, now).Events;
                await context.Output.WriteLineAsync(events.Count == 0 ? $"{sink}: nothing is new" : Preview(sink, new Message(events)));
            }

            return ExitCode.Success;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            await context.Error.WriteLineAsync($"lifecycle: {Printable.Line(refused.Message)}");
            return ExitCode.Failed;
        }
    }

    private static string Preview(NotificationSink sink, Message message) =>
        $"{sink}: {message.Title(s_rule)}\n  {message.Body(s_rule).Replace("\n", "\n  ", StringComparison.Ordinal)}";
}
