using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.NodeHealth.Checks;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth.HungMounts;

/// <summary>
/// A file system that hangs takes its own checks with it and nothing else. The agents here have four threads in their pool and more checks
/// that hang than that.
/// </summary>
public sealed class HungMountTests : IDisposable
{
    private const string Hanging = "still hanging since";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("hung-pipes-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Agent_FilesHang_OtherChecksGoOnAndItStops()
    {
        // Opening a pipe blocks in the kernel until somebody opens its other end.
        var checks = OfFiles(_directory.FullName);
        foreach (var file in (string[])["portal.pem", "license.txt", PathCheck.ProbeName("node1", "share-1"), PathCheck.ProbeName("node1", "share-2")])
        {
            await RunAsync("mkfifo", Path.Combine(_directory.FullName, file));
        }

        await using var agent = await AgentProcess.StartAsync([.. checks.SelectMany(c => c), .. Portal]);

        await OthersGoOnAsync(agent, checks.Count, Hanging);
        await StopsAsync(agent);
    }

    [FuseFact]
    public async Task Agent_MountHangs_OtherChecksGoOnAndItStops()
    {
        await using var mount = await FuseMount.StartAsync();
        // Before the agent's first call: one that the stopped process has already taken cannot even be ended by SIGKILL.
        await mount.HangAsync();
        var checks = OfMount(mount.Mounted);
        await using var agent = await AgentProcess.StartAsync(
            [.. checks.SelectMany(c => c), .. Portal],
            ("Hooks:OnBecamePrimary:Command:0", $"{mount.Mounted}/hook"), ("Hooks:OnBecamePrimary:Timeout", "1s"));

        await OthersGoOnAsync(agent, checks.Count - 1, Hanging);
        await Eventually.TrueAsync(
            async () => (await agent.EventsAsync()).Any(e => e.Type == EventTypes.HookFailed && e.Reason!.Contains("within 1s", StringComparison.Ordinal)),
            "the hook's program on the mount was given up");
        await Eventually.TrueAsync(async () => (await agent.CheckAsync("stuck-program")).Passing == false, "the program on the mount failed");
        await StopsAsync(agent);
    }

    [FuseFact]
    public async Task Agent_MountComesBack_ItsChecksPass()
    {
        await using var mount = await FuseMount.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(mount.Source, "license.txt"), "9999-12-31");
        File.Copy("/bin/true", Path.Combine(mount.Source, "program"));
        await mount.HangAsync();
        var checks = OfMount(mount.Mounted).Where(c => !c[0].Key.StartsWith("certificate", StringComparison.Ordinal)).ToList();
        await using var agent = await AgentProcess.StartAsync([.. checks.SelectMany(c => c), .. Portal]);
        await OthersGoOnAsync(agent, checks.Count - 1, Hanging);

        mount.GoOn();

        await Eventually.TrueAsync(
            async () => (await agent.ChecksAsync()).All(c => c.Passing == true), "every check passed once the mount was back");
    }

    private static (string Key, string Value)[] Portal => [("portal:Type", "tcp"), ("portal:Interval", "100ms"), ("portal:Timeout", "5s")];

    private static List<(string Key, string Value)[]> OfFiles(string directory) =>
    [
        .. Two("certificate", "certificate", ("File", $"{directory}/portal.pem")),
        .. Two("license", "license", ("File", $"{directory}/license.txt")),
        .. Two("share", "path", ("Directory", directory), ("Writable", "true")),
    ];

    private static List<(string Key, string Value)[]> OfMount(string directory) =>
    [
        .. OfFiles(directory),
        .. Two("folder", "path", ("Directory", directory)),
        .. Two("disk", "disk", ("Directory", directory), ("MinFree", "1B")),
        Check("stuck-program", "command", ("Command:0", $"{directory}/program")),
    ];

    private static IEnumerable<(string Key, string Value)[]> Two(string name, string type, params (string Key, string Value)[] settings) =>
        [Check($"{name}-1", type, settings), Check($"{name}-2", type, settings)];

    /// <summary>No impact: whether the node serves is not the question here.</summary>
    private static (string Key, string Value)[] Check(string name, string type, params (string Key, string Value)[] settings) =>
    [
        .. new (string Key, string Value)[] { ("Type", type), ("Impact", "warning"), ("Interval", "200ms"), ("Timeout", "500ms") }.Concat(settings)
            .Select(s => ($"{name}:{s.Key}", s.Value)),
    ];

    private static async Task OthersGoOnAsync(AgentProcess agent, int hanging, string output)
    {
        // A program can be killed, so the runs of its check may end, each in its time.
        await Eventually.TrueAsync(
            async () => (await agent.ChecksAsync()).Where(c => c.Name != "stuck-program")
                .Count(c => c.Passing == false && c.Output!.StartsWith(output, StringComparison.Ordinal)) == hanging,
            $"{hanging} checks hung");
        for (var i = 0; i < 3; i++)
        {
            var ran = (await agent.CheckAsync("portal")).LastRun;
            await Eventually.TrueAsync(async () => (await agent.CheckAsync("portal")).LastRun > ran, "another check ran again");
        }

        Assert.True((await agent.CheckAsync("portal")).Passing);
        Assert.True((await agent.CheckAsync("store")).Passing);
    }

    /// <summary>The hand-over's limit is a minute, so one that waited for a check would take longer than this.</summary>
    private static async Task StopsAsync(AgentProcess agent)
    {
        agent.Process.Send(Signal.Terminate);
        await agent.Process.ExitedAsync();
        Assert.Equal(0, agent.Process.ExitCode);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        await using var process = ChildProcess.Start(program, arguments);
        await process.ExitedAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
