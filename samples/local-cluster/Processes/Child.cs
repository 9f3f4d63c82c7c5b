using System.Diagnostics;
using LocalCluster.Planning;

namespace LocalCluster.Processes;

/// <summary>A running child: its lines go to its log file and, labeled, to ours.</summary>
internal sealed class Child
{
    private readonly Process _process;

    private Child(ChildPlan plan, Process process, Task<int> exited) => (Plan, _process, Exited) = (plan, process, exited);

    public ChildPlan Plan { get; }

    public int Pid => _process.Id;

    /// <summary>Completes with its exit code, 128 + n when signal n ended it.</summary>
    public Task<int> Exited { get; }

    public bool IsRunning => !Exited.IsCompleted;

    public static async Task<Child> StartAsync(ChildPlan plan, string logDirectory, Spawner spawner, LineOutput output)
    {
        var process = await spawner.StartAsync(plan.Start);
        process.StandardInput.Close();
        var log = new LogFile(Path.Combine(logDirectory, plan.Name + ".log"));
        var lines = Task.WhenAll(PumpAsync(process.StandardOutput), PumpAsync(process.StandardError));
        return new Child(plan, process, EndAsync());

        async Task PumpAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            {
                log.Write(line);
                output.Write(plan.Label, line);
            }
        }

        async Task<int> EndAsync()
        {
            await process.WaitForExitAsync(CancellationToken.None);
            // Whatever the child started may hold its output open; the last lines of the child itself are here by now.
            await Task.WhenAny(lines, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System));
            log.Dispose();
            return process.ExitCode;
        }
    }

    public void AskToStop() => Posix.Signal(Pid, Posix.SigTerm);

    public void Kill() => _ = Posix.SignalGroup(Pid, Posix.SigKill) || Posix.Signal(Pid, Posix.SigKill);
}
