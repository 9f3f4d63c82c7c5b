using System.CommandLine;
using ClusterGateway.Benchmarks.Report;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary><c>bench.sh gateway</c>.</summary>
internal static class GatewayCommand
{
    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "how long each run takes; at a rate 8 at least", DefaultValueFactory = _ => 3 };
        var rounds = new Option<int>("--rounds") { Description = "how many runs of each; the median counts", DefaultValueFactory = _ => 3 };
        var rate = new Option<double?>("--rate") { Description = "requests a second of half-of-gateway, if not half of what the gateway reaches; no page is written" };
        var proxies = Choice(
            "--proxies",
            "which proxies; without all of them, or with raw (Kestrel and bare sockets, for small-* only) or clustergateway-otlp (metrics, traces and logs "
            + "sent to a collector, of all requests or of 1%), no page is written",
            GatewayScenario.Proxies.Keys, [.. GatewayScenario.OnDemand.Keys]);
        var workloads = Choice("--workloads", "which traffic; without all of it no page is written", Workload.All.Select(workload => workload.Name));
        var command = new Command("gateway", "the gateway beside plain YARP, nginx and HAProxy") { seconds, rounds, rate, proxies, workloads };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var names = arguments.GetValue(workloads)!;
            var scenario = new GatewayScenario(
                TimeSpan.FromSeconds(arguments.GetValue(seconds)), arguments.GetValue(rounds), arguments.GetValue(rate), arguments.GetValue(proxies)!,
                [.. Workload.All.Where(workload => names.Contains(workload.Name))]);
            var runs = new List<ProxyMeasurement>();
            await scenario.RunAsync(run =>
            {
                runs.Add(run);
                Console.Error.WriteLine(ProxyTable.Line(run));
            });
            var lines = ProxyTable.Of(runs);
            lines.ToList().ForEach(Console.WriteLine);
            var complete = arguments.GetValue(rate) is null
                && arguments.GetValue(proxies)!.ToHashSet(StringComparer.Ordinal).SetEquals(GatewayScenario.Proxies.Keys) && names.Distinct().Count() == Workload.All.Count;
            if (complete)
            {
                await BenchmarkPage.WriteAsync("gateway", "The gateway beside plain YARP, nginx and HAProxy",
                    $"{arguments.GetValue(rounds)} rounds of {arguments.GetValue(seconds)} s. {ProxyTable.Explanation}", lines, cancellationToken);
            }
        });
        return command;
    }

    /// <summary>What <see cref="YarpProxy"/> starts.</summary>
    public static Command CreatePlainYarp()
    {
        var port = new Argument<int>("port");
        var http2 = new Argument<int>("http2-port");
        var origins = new Argument<string[]>("origins");
        var asCreated = new Option<bool>("--as-created");
        var passHost = new Option<bool>("--pass-host");
        var untraced = new Option<bool>("--untraced");
        var raw = new Option<bool>("--raw");
        var command = new Command("plain-yarp", "the peer") { port, http2, origins, asCreated, passHost, untraced, raw };
        command.Hidden = true;
        command.SetAction((arguments, _) => arguments.GetValue(raw)
            ? RawForwarder.RunAsync(arguments.GetValue(port), arguments.GetValue(origins)!)
            : PlainYarp.RunAsync(
                arguments.GetValue(port), arguments.GetValue(http2), arguments.GetValue(origins)!, arguments.GetValue(asCreated),
                arguments.GetValue(passHost), arguments.GetValue(untraced)));
        return command;
    }

    private static Option<string[]> Choice(string name, string description, IEnumerable<string> all, params string[] others)
    {
        string[] known = [.. all];
        var option = new Option<string[]>(name) { Description = description, DefaultValueFactory = _ => known, AllowMultipleArgumentsPerToken = true };
        option.AcceptOnlyFromAmong([.. known, .. others]);
        return option;
    }
}
