using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Xunit.Sdk;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A process of one test. Its environment is what the test says and PATH, nothing that this machine happens to have.</summary>
internal sealed partial class StartedProgram : IAsyncDisposable
{
    public const int SigTerm = 15;
    public const int SigKill = 9;

    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly string _command;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _standardOutput = new();
    private readonly Lock _lock = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private bool _isDisposed;

    private StartedProgram(ProcessStartInfo start)
    {
        _command = string.Join(' ', start.ArgumentList.Prepend(start.FileName));
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data, forCaller: true);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data, forCaller: false);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Both streams so far.</summary>
    public string Output
    {
        get
        {
            lock (_lock)
                return _output.ToString();
        }
    }

    public static StartedProgram Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null, string? directory = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? Path.GetTempPath(),
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        foreach (var (name, value) in environment ?? ImmutableDictionary<string, string>.Empty)
            start.Environment[name] = value;
        return new StartedProgram(start);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProgramExit> RunAsync(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null, string? directory = null)
    {
        await using var program = Start(command, environment, directory);
        return await program.ExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<ProgramExit> ExitAsync(TimeSpan? within = null)
    {
        using var limit = new CancellationTokenSource(within ?? s_longest);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new XunitException($"{_command} did not end within {within ?? s_longest}; its output:\n{Output}", late);
        }

        lock (_lock)
            return new ProgramExit(_command, _process.ExitCode, _output.ToString(), _standardOutput.ToString(), _watch.Elapsed);
    }

    /// <summary>Waits until it has said something.</summary>
    public async Task SaysAsync(string words, TimeSpan? within = null)
    {
        var limit = within ?? TimeSpan.FromSeconds(30);
        var began = Stopwatch.GetTimestamp();
        while (!Output.Contains(words, StringComparison.Ordinal))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > limit)
                throw new XunitException($"{_command} did not say '{words}' within {limit}{(_process.HasExited ? " and has ended" : "")}; its output:\n{Output}");
            await Task.Delay(s_glance);
        }
    }

    /// <summary>Sends a signal to it; to all of its process group if it leads one.</summary>
    public void Signal(int signal, bool toItsGroup = false) => _ = Kill(toItsGroup ? -Id : Id, signal);

    /// <summary>Sends a signal to a process that a program under test has started.</summary>
    public static void Send(int process, int signal) => _ = Kill(process, signal);

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);

    private void Keep(string? line, bool forCaller)
    {
        if (line is null)
            return;
        lock (_lock)
        {
            _output.Append(line).Append('\n');
            if (forCaller)
                _standardOutput.Append(line).Append('\n');
        }
    }
}
