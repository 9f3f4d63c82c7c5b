using System.Globalization;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Screening.Blocks;
using ClusterGateway.NodeAgent.Screening.Configuration;
using Microsoft.Net.Http.Headers;

namespace ClusterGateway.NodeAgent.Screening;

/// <summary>The list of blocks as it is answered: with what a gateway needs to count by itself.</summary>
internal sealed class BlockListing
{
    private readonly IReadOnlyList<string> _allowed;
    private readonly CountingRules _rules;
    private readonly TimeProvider _time;
    private readonly string _settings;

    public BlockListing(AllowedNetworks allowed, ScreeningOptions options, TimeProvider time)
    {
        _allowed = [.. allowed.All.Select(range => range.ToString())];
        _rules = new CountingRules(
            options.Ipv4Prefix, options.Ipv6Prefix, RuleOf(options.Default),
            new SortedDictionary<string, CountingRule>(options.Policies.ToDictionary(p => p.Key, p => RuleOf(p.Value)), StringComparer.Ordinal));
        _time = time;
        _settings = EntityTags.Of(new BlockListView(0, [], _allowed, _rules), ContractsJson.Default.BlockListView).Tag.ToString().Trim('"');
    }

    /// <summary>Another one when a block was changed, or the settings were.</summary>
    public EntityTagHeaderValue TagOf(BlockSnapshot blocks) =>
        new(string.Create(CultureInfo.InvariantCulture, $"\"{blocks.Revision}-{_settings}\""));

    public BlockListView ViewOf(BlockSnapshot blocks)
    {
        var (now, age) = (_time.GetUtcNow(), _time.GetElapsedTime(blocks.ReadAt));
        return new BlockListView(blocks.Revision, [.. blocks.Blocks.Select(block => block.View(now, age)).OfType<BlockView>()], _allowed, _rules);
    }

    private static CountingRule RuleOf(ScreeningPolicy policy) => new(policy.AddressFailures, policy.Window, policy.Block);
}
