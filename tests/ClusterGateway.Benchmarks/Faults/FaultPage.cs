using ClusterGateway.Benchmarks.Application;
using ClusterGateway.Benchmarks.Report;

namespace ClusterGateway.Benchmarks.Faults;

/// <summary>The page of the figures: how they came about, so that anybody can judge them.</summary>
internal static class FaultPage
{
    public static async Task<IEnumerable<string>> LinesAsync(FaultOptions options, IReadOnlyList<string> table, string load)
    {
        ApplicationNode[] nodes = [new("node1", null), new("node2", null), new("node3", null)];
        return
        [
            "# What is lost when a node dies or hangs",
            "",
            $"`./bench.sh faults`, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, everything on one machine: {Machine.Describe()}; "
            + $"{await Machine.VersionOfAsync("nginx")}; {await Machine.VersionOfAsync("haproxy")}. "
            + $"The machine's load average when it began: {load}.",
            "",
            $"Three nodes; {options.Clients} clients, each at an address of its own, two thirds of them with cookies; {options.Rate} requests per second in all, "
            + "of twenty 16 small GETs, one that takes 0.2 s, one whose answer takes 0.3 s, and two POSTs. "
            + $"*killed*: one node after another by SIGKILL, back after {options.Down.TotalSeconds} s, every {options.Period.TotalSeconds} s. "
            + $"*hung*: one node by SIGSTOP for {options.Hang.TotalSeconds} s: it accepts connections and does not answer. The same schedule for each proxy, in turn.",
            "",
            .. table,
            "",
            "*own*: clients of the node that was away; *others*: of nodes that served. *begun*: the response had begun, nobody can repeat it. "
            + "POSTs are not safe to repeat once they were sent. *moved once*: to another node, because theirs was away. *moved back*: a second time, "
            + "when it returned, which costs the new session; *moved needlessly*: though their node served. *cookie / none*: clients with and without cookies. "
            + "*longest wait*: until an answer began, or failed. *waited again*: clients that had to wait noticeably more than once in the same outage.",
            "",
            "With `balance source`, HAProxy hashes a redispatched request to the same node again until its checks have found it down (three of them, 1 s apart).",
            "",
            "## The configurations",
            "",
            "ClusterGateway as `run.sh` sets it up. The others in full (of the two HAProxy ones the tuned):",
            "",
            "```nginx",
            Fronts.NginxHttp(8080, nodes),
            "```",
            "",
            "```haproxy",
            Fronts.HaProxyFile(8080, nodes, consistent: true),
            "```",
            "",
            "`haproxy`: `hash-type map-based`, `retry-on conn-failure` (both the defaults), `timeout server 60s`, no `disable-l7-retry`. "
            + "nginx's `ip_hash` reads no cookies and ignores the last byte of an address; the clients differ in another.",
        ];
    }
}
