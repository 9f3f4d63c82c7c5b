using System.Collections.Concurrent;
using System.Diagnostics;

namespace ClusterGateway.Testing.Processes;

/// <summary>
/// Starts processes from one thread that never ends: PR_SET_PDEATHSIG fires when the <em>thread</em> that forked dies, and a thread of
/// the pool may die at any time.
/// </summary>
internal static class Launcher
{
    private static readonly BlockingCollection<Action> Work = [];

    static Launcher() => new Thread(Run) { IsBackground = true, Name = "launcher" }.Start();

    public static void Start(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                started.SetException(e);
            }
        });
        started.Task.GetAwaiter().GetResult();
    }

    private static void Run()
    {
        foreach (var action in Work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
