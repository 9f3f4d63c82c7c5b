namespace ClusterGateway.Contracts.Screening;

/// <summary>All blocks, and what a gateway needs to count by itself.</summary>
/// <param name="Revision">Another one whenever a block was added, changed or taken away; blocks that merely ended do not change it.</param>
/// <param name="Items">In the order of their networks' text.</param>
/// <param name="Allowed">Networks that are never blocked, also inside of one that is.</param>
/// <param name="Rules">How failed log-ins are counted where the store is away.</param>
public sealed record BlockListView(long Revision, IReadOnlyList<BlockView> Items, IReadOnlyList<string> Allowed, CountingRules Rules);
