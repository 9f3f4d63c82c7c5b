using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Testing.Processes;

/// <summary>
/// A real process that dies with the test process, however that one ends. Its id is that of the program itself (what starts it only
/// execs), so that signals reach it.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 200;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ChildProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
    }

    public int Id { get; private set; }

    /// <summary>The process and everything it started, parents first, as they are now.</summary>
    public IReadOnlyList<int> Tree => TreeOf(Id);

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>The last lines of what it wrote to standard output and standard error: for the message of a failure.</summary>
    public string Output => string.Join('\n', _lines);

    /// <param name="user">As whom to run it; only root may say so.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, string? user = null, string? directory = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var info = new ProcessStartInfo("setpriv")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "/",
        };
        string[] identity = user is null ? [] : [$"--reuid={user}", $"--regid={user}", "--init-groups"];
        foreach (var argument in (IEnumerable<string>)["--pdeathsig=KILL", .. identity, "--", program, .. arguments])
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[name] = value;
        }

        var child = new ChildProcess(new Process { StartInfo = info });
        try
        {
            Launcher.Start(child._process);
        }
        catch (Win32Exception e)
        {
            throw new FileNotFoundException("the tests need setpriv: apt-get install util-linux", e);
        }

        child.Id = child._process.Id;
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    public void Send(Signal signal)
    {
        if (!HasExited)
        {
            _ = Kill(Id, (int)signal);
        }
    }

    /// <summary>To the process and everything it started, parents first.</summary>
    public void SendToTree(Signal signal)
    {
        foreach (var id in Tree)
        {
            _ = Kill(id, (int)signal);
        }
    }

    public Task ExitedAsync(TimeSpan? bound = null) =>
        Eventually.CompletesAsync(_process.WaitForExitAsync(), $"the process {Id} ended", bound);

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            SendToTree(Signal.Kill);
            await ExitedAsync();
        }

        _process.Dispose();
    }

    private static List<int> TreeOf(int root)
    {
        var children = new DirectoryInfo("/proc").EnumerateDirectories()
            .Select(d => int.TryParse(d.Name, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .ToLookup(ParentOf);
        List<int> tree = [root];
        for (var i = 0; i < tree.Count; i++)
        {
            tree.AddRange(children[tree[i]]);
        }

        return tree;
    }

    private static int ParentOf(int id)
    {
        try
        {
            // "pid (name, which may hold anything) state ppid …"
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', 3, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int id, int signal);

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            return;
        }

        _lines.Enqueue(line.Data);
        if (_lines.Count > KeptLines)
        {
            _lines.TryDequeue(out _);
        }
    }
}
