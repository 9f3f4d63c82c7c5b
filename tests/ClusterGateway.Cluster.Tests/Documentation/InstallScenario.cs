using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>
/// Does what an installation page says, block by block, on two machines that are two addresses of this one: writes its files, runs its
/// commands, starts what its units start, and takes the power from the primary where it says so.
/// </summary>
internal sealed class InstallScenario : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("install-").FullName;
    private readonly string _programs;
    private readonly string _network;
    private readonly IReadOnlyList<(string Written, string Here)> _words;
    private readonly InstallMachine[] _machines;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(1) };
    private bool _started;

    private string Output => string.Join('\n', _machines.Select(machine => machine.Output));

    /// <param name="programs">Where the page's first step puts the programs; not again when they are there.</param>
    /// <param name="words">What the page calls its store's address and tools, and what they are here.</param>
    public InstallScenario(string programs, IReadOnlyList<(string Written, string Here)> words)
    {
        _programs = programs;
        _words = words;
        _network = string.Create(CultureInfo.InvariantCulture, $"127.{Random.Shared.Next(16, 250)}.{Random.Shared.Next(1, 250)}.");
        _machines = [.. new[] { 1, 2 }.Select(i => new InstallMachine($"node{i}", Path.Combine(_root, $"node{i}"), $"{_network}{i}"))];
    }

    public async Task FollowAsync(IEnumerable<ShellBlock> blocks)
    {
        foreach (var block in blocks)
        {
            await DoAsync(block);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines)
        {
            await machine.DisposeAsync();
        }

        _http.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private Task DoAsync(ShellBlock block) => (block.Does, block.What) switch
    {
        ("file", var path) => WriteAsync(path, block.Text),
        ("run", "build") => Directory.EnumerateFileSystemEntries(_programs).Any() ? Task.CompletedTask : RunAsync(block.Text, _machines[0]),
        ("run", "install") => RunOnFirstAsync(block.Text),
        ("run", "install on node2") => RunAsync(block.Text, _machines[1]),
        ("run", "install on both") => RunOnBothAsync(block.Text),
        ("run", "install with the cluster") => RunWithClusterAsync(block.Text),
        ("run", "install after the drill") => RunAfterDrillAsync(block.Text),
        ("run", var what) => throw new InvalidOperationException($"nobody knows how to run '{what}'"),
        _ => Task.CompletedTask,
    };

    private async Task WriteAsync(string path, string text)
    {
        foreach (var machine in _machines)
        {
            await File.WriteAllTextAsync(Localize(path, machine), Localize(text, machine));
        }
    }

    /// <summary>What it left in the first machine's /etc is copied to the second.</summary>
    private async Task RunOnFirstAsync(string script)
    {
        await RunAsync(script, _machines[0]);
        foreach (var file in Directory.EnumerateFiles(_machines[0].Etc))
        {
            File.Copy(file, Path.Combine(_machines[1].Etc, Path.GetFileName(file)), overwrite: true);
        }
    }

    private async Task RunOnBothAsync(string script)
    {
        foreach (var machine in _machines)
        {
            await RunAsync(script, machine);
        }
    }

    private async Task RunWithClusterAsync(string script)
    {
        if (!_started)
        {
            _started = true;
            await Task.WhenAll(_machines.Select(machine => machine.StartAsync(Localize)));
            await UntilDoctorFindsNothingAsync();
        }

        await RunAsync(script, _machines[0]);
    }

    private async Task RunAfterDrillAsync(string script)
    {
        // A cluster with one gateway is healthy too, and the other may just be starting.
        await Eventually.TrueAsync(BothGatewaysKnowAllAsync, "both gateways know the primary, and each other");
        string? primary = null;
        await Eventually.TrueAsync(async () => (primary = (await StatusAsync(_machines[0])).Primary) is not null, "there still is a primary");
        var lost = _machines.Single(machine => machine.Name == primary);
        var left = _machines.Single(machine => machine.Name != primary);
        await lost.PowerOffAsync();

        Assert.Equal(left.Name, await _http.GetStringAsync(new Uri($"{UrlOf(left, 8080)}/admin/")));
        await RunAsync(script, left);
    }

    private async Task UntilDoctorFindsNothingAsync()
    {
        var said = "";
        async Task<bool> HasNothingToSayAsync()
        {
            await using var doctor = Shell("clusterctl doctor", _machines[0]);
            await doctor.ExitedAsync();
            said = doctor.Output;
            return doctor.ExitCode == 0;
        }

        try
        {
            await Eventually.TrueAsync(HasNothingToSayAsync, "doctor found nothing", TimeSpan.FromMinutes(5));
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}:\n{said}\n{Output}", exception);
        }
    }

    private async Task<bool> BothGatewaysKnowAllAsync()
    {
        try
        {
            var told = await Task.WhenAll(_machines.Select(StatusAsync));
            return told.All(status => status.Primary is not null && status.Gateways.Count == _machines.Length);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<ClusterStatusView> StatusAsync(InstallMachine machine)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{UrlOf(machine, 8090)}/api/v1/cluster");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(machine.Etc, "admin.token"))).Trim());
        using var response = await _http.SendAsync(request);
        return (await response.Content.ReadFromJsonAsync(ContractsJson.Default.ClusterStatusView))!;
    }

    private string UrlOf(InstallMachine machine, int port) => $"http://{_network}{machine.Name[^1]}:{port}";

    private async Task RunAsync(string script, InstallMachine machine)
    {
        await using var shell = Shell(script, machine);
        await shell.ExitedAsync(TimeSpan.FromMinutes(2));
        Assert.True(shell.ExitCode == 0, $"on {machine.Name} ended with code {shell.ExitCode}:\n{script}\n{shell.Output}\n{Output}");
    }

    private ChildProcess Shell(string script, InstallMachine machine) => ChildProcess.Start(
        "bash", ["-euo", "pipefail", "-c", Localize(script, machine)], directory: RepositoryRoot.Path, environment: new Dictionary<string, string>
        {
            ["PATH"] = $"{_programs}/clusterctl:{Environment.GetEnvironmentVariable("PATH")}",
            ["CLUSTERGATEWAY_AGENT"] = string.Join(',', _machines.Select(it => UrlOf(it, 7400))),
            ["CLUSTERGATEWAY_TOKEN_FILE"] = Path.Combine(machine.Etc, "admin.token"),
        });

    /// <summary>A page's words for places, replaced by where they are here.</summary>
    private string Localize(string text, InstallMachine machine)
    {
        var here = _words.Aggregate(text, (it, word) => it.Replace(word.Written, word.Here, StringComparison.Ordinal));
        return here
            .Replace("-c Release -o artifacts/", $"-c {RepositoryRoot.Configuration} --no-build -v q -o {_programs}/", StringComparison.Ordinal)
            .Replace("/opt/clustergateway/", $"{_programs}/", StringComparison.Ordinal)
            .Replace("/etc/clustergateway", machine.Etc, StringComparison.Ordinal)
            .Replace("/var/lib/clustergateway", machine.Var, StringComparison.Ordinal)
            .Replace(@"10\.0\.0\.", _network.Replace(".", @"\.", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("10.0.0.", _network, StringComparison.Ordinal);
    }
}
