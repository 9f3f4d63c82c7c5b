using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using ClusterGateway.Cli.Agents;
using ClusterGateway.Cli.Output;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Cli.Screening;

/// <summary><c>clusterctl screening list</c>, <c>block</c> and <c>unblock</c>.</summary>
internal static class ScreeningVerb
{
    private const string Blocks = "/v1/screening/blocks";

    public static Command Create(Verbs verbs) => Verbs.Group("screening", "Addresses that no gateway lets in", List(verbs), Block(verbs), Unblock(verbs));

    private static Command List(Verbs verbs) => verbs.Create("list", "What is blocked, why, and until when", async (invocation, token) =>
    {
        var blocks = await invocation.Agent.GetAsync(Blocks, ContractsJson.Default.BlockListView, token);
        invocation.Printer.List(
            blocks.Items, ContractsJson.Default.BlockView,
            new("NETWORK", block => block.Cidr), new("SCOPE", block => block.Scope), new("BY", block => block.Actor),
            new("SINCE", block => block.BlockedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
            new("ENDS IN", block => block.ExpiresIn is { } left ? Span.Of(left.Value) : "never"),
            new("REASON", block => block.Reason));
        return ExitCodes.Done;
    });

    private static Command Block(Verbs verbs)
    {
        var network = new Argument<string>("NETWORK") { Description = "An address, or a network such as 192.0.2.0/24" };
        var reason = new Option<string>("--reason") { Description = "For the list and the event log", HelpName = "TEXT", Required = true };
        var length = new Option<string?>("--for") { Description = "How long, as in 2h or 7d; without it until it is taken away", HelpName = "TIME" };
        return verbs.Create("block", "Lets nobody in from there", async (invocation, token) =>
        {
            var name = invocation.Parsed.GetValue(network)!;
            var block = new BlockRequest { Reason = invocation.Parsed.GetValue(reason)!, Until = UntilOf(invocation.Parsed.GetValue(length)) };
            using var request = new HttpRequestMessage(HttpMethod.Put, $"{Blocks}/{AgentApi.Segment(name)}")
            {
                Content = JsonContent.Create(block, ContractsJson.Default.BlockRequest),
            };
            return await invocation.ChangeAsync(
                $"Block {name} at every gateway? Whoever is there is refused from now on.",
                () => invocation.Agent.SendAsync(request, ContractsJson.Default.BlockView, token),
                $"{name} is blocked", token);
        }, network, reason, length);
    }

    private static Command Unblock(Verbs verbs)
    {
        var network = new Argument<string>("NETWORK") { Description = "As 'clusterctl screening list' shows it" };
        return verbs.Create("unblock", "Lets them in again; what they did before is forgotten", async (invocation, token) =>
        {
            var name = invocation.Parsed.GetValue(network)!;
            return await invocation.ChangeAsync(
                $"Let {name} in again?", () => invocation.Agent.DeleteAsync($"{Blocks}/{AgentApi.Segment(name)}", tag: null, token), $"{name} is not blocked any more", token);
        }, network);
    }

    private static DateTimeOffset? UntilOf(string? text) => text is null ? null
        : Duration.TryParse(text, out var length) && length.Value > TimeSpan.Zero ? TimeProvider.System.GetUtcNow() + length.Value
        : throw new UsageException($"'{text}' is no length of time; write 30m, 2h or 7d");
}
