using System.Collections.Concurrent;
using System.Diagnostics;
using LocalCluster.Planning;

namespace LocalCluster.Processes;

/// <summary>
/// Starts children so that none outlives us, not even when we are killed with SIGKILL: <c>setpriv --pdeathsig</c> makes the kernel end
/// them with us, and <c>setsid</c> keeps the terminal's Ctrl-C from them, so that they are stopped in order. Both replace themselves by
/// the program, so a child's pid is the program's own. Where they are missing, children are started plainly.
/// </summary>
/// <remarks>
/// The kernel sends that signal when the <em>thread</em> that started the child ends; so one thread starts them all, and stays. Nobody is
/// told of a death that came before <c>setpriv</c> asked (prctl(2), PR_SET_PDEATHSIG), so the child looks whether we are still its parent.
/// </remarks>
internal sealed class Spawner
{
    private const string OnlyBelowItsParent = "[ \"$PPID\" = \"$0\" ] && exec \"$@\"";

    private static readonly string? SetSid = Find("setsid");
    private static readonly string? SetPriv = Find("setpriv");
    private static readonly string[] Wrapper = WrapperFor(Environment.ProcessId);

    private readonly BlockingCollection<Action> _starts = [];

    public Spawner()
    {
        var thread = new Thread(Work) { IsBackground = true, Name = nameof(Spawner) };
        thread.Start();
    }

    /// <summary>Whether children end with us in every case.</summary>
    public static bool IsWatertight => Wrapper.Length > 0;

    /// <summary>What is put before a child's own arguments.</summary>
    /// <param name="parent">The process that the child ends with; the child does not begin without it.</param>
    internal static string[] WrapperFor(int parent) => OperatingSystem.IsLinux() && SetSid is not null && SetPriv is not null
        ? [SetSid, SetPriv, "--pdeathsig", "KILL", "/bin/sh", "-c", OnlyBelowItsParent, $"{parent}"]
        : [];

    public Task<Process> StartAsync(StartCommand command)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(Describe(command))!);
            }
            catch (Exception reason) when (reason is System.ComponentModel.Win32Exception or IOException)
            {
                started.SetException(new ClusterFailure($"{command.Argv[0]} cannot be started: {reason.Message}."));
            }
        });
        return started.Task;
    }

    private static ProcessStartInfo Describe(StartCommand command)
    {
        string[] argv = [.. Wrapper, .. command.Argv];
        var info = new ProcessStartInfo(argv[0], argv[1..])
        {
            WorkingDirectory = command.Cwd,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var (name, value) in command.Env)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);

    // Never ends before the process does: the collection is never completed.
    private void Work()
    {
        foreach (var start in _starts.GetConsumingEnumerable())
        {
            start();
        }
    }
}
