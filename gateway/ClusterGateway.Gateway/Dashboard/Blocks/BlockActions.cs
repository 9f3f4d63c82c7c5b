using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Gateway.Dashboard.Actions;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Blocks;

/// <summary>What can be done to blocks. Pure.</summary>
internal static class BlockActions
{
    private const string Page = "/blocks";

    public static AdminAction Block(DateTimeOffset now) => new()
    {
        Title = "Block a network?",
        Effects = ["No gateway lets it in any more, within a second, whatever it asks for. What is on the allow-list stays let in."],
        Button = "Block it",
        Done = "The network is blocked.",
        Ask = said => Request(said, now),
        Fields =
        [
            new("network", "Network") { Hint = "192.0.2.7, 192.0.2.0/24, 2001:db8::/48; an IPv6 address stands for its /64", IsRequired = true, MostCharacters = 64 },
            new("reason", "Reason") { Hint = "stands in the list and the event log", IsRequired = true, MostCharacters = 1024 },
            new("for", "For") { Hint = "30m, 2h, 7d; empty until it is taken away", Default = "1d", MostCharacters = 16 },
        ],
        IsRisky = true,
        Back = Page,
    };

    public static AdminAction Unblock(BlockView block) => new()
    {
        Title = $"Let {block.Cidr} in again?",
        Effects =
        [
            $"Blocked by {block.Actor}: {block.Reason}.",
            block.ExpiresIn is { } left ? $"It would end by itself in {Moment.Length(left)}." : "It has no end of its own.",
            "Every gateway lets it in within a second; the failed log-ins that led to it are forgotten.",
        ],
        Button = "Let it in",
        Done = $"{block.Cidr} is let in again.",
        Ask = AdminAction.Always(HttpMethod.Delete, PathOf(block.Cidr)),
        Back = Page,
    };

    private static (AgentRequest? Request, string? Mistake) Request(IReadOnlyDictionary<string, string> said, DateTimeOffset now)
    {
        var (network, reason, length) = (Trimmed("network"), Trimmed("reason"), Trimmed("for"));
        if (network.Length == 0 || reason.Length == 0)
        {
            return (null, "Say which network, and why.");
        }

        Duration left = default;
        if (length.Length > 0 && !Duration.TryParse(length, out left))
        {
            return (null, $"'{length}' is not a duration: write it as 30m, 2h or 7d.");
        }

        var request = new BlockRequest { Reason = reason, Until = length.Length > 0 ? now + left : null };
        return (new AgentRequest(HttpMethod.Put, PathOf(network)) { Body = JsonSerializer.SerializeToUtf8Bytes(request, ContractsJson.Default.BlockRequest) }, null);

        string Trimmed(string name) => said.GetValueOrDefault(name, "").Trim();
    }

    private static string PathOf(string network) => $"/v1/screening/blocks/{Uri.EscapeDataString(network)}";
}
