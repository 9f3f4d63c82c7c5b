namespace ClusterGateway.Storage.PostgreSql;

/// <summary>What is asked. $1 is always the cluster; a prefix is the range from $2 up to, not including, $3.</summary>
internal static class PostgreSqlQueries
{
    private const string Remaining = "(extract(epoch from e.expires_at - clock.at) * 1000000)::bigint";
    private const string Live = "(e.expires_at is null or e.expires_at > clock.at)";

    // One instant for all of a statement's rows.
    private const string Clock = "with clock as materialized (select clock_timestamp() as at)";

    public const string Get = $"""
        {Clock}
        select e.value, e.revision, {Remaining}
        from clock, clustergateway.entry e
        where e.cluster = $1 and e.key = $2 and {Live}
        """;

    /// <summary>
    /// $4 is the key to begin behind, $5 the number of rows, one more than wanted, to see whether more follow; $6 how many bytes of
    /// values a page holds (at least one row).
    /// </summary>
    public const string List = $"""
        {Clock}, page as (
          select e.key, e.value, e.revision, {Remaining} as remaining
          from clock, clustergateway.entry e
          where e.cluster = $1 and e.key >= $2 and e.key < $3 and e.key > $4 and {Live}
          order by e.key limit $5),
        sized as (select *, count(*) over () as found, sum(octet_length(value)) over (order by key) as bytes from page)
        select value, revision, remaining, key, found from sized where bytes <= $6 or bytes = octet_length(value) order by key
        """;

    public const string Count = $"""
        {Clock}
        select count(*) from clock, clustergateway.entry e where e.cluster = $1 and e.key >= $2 and e.key < $3 and {Live}
        """;

    /// <summary>
    /// $4 is how many. Rows that a commit holds are skipped, so housekeeping never waits while it holds others; a row that was
    /// refreshed meanwhile no longer matches when it is locked.
    /// </summary>
    public const string Purge = """
        with expired as materialized (
          select cluster, key from clustergateway.entry
          where cluster = $1 and expires_at <= clock_timestamp() and key >= $2 and key < $3
          limit $4 for update skip locked)
        delete from clustergateway.entry e using expired x
        where e.cluster = x.cluster and e.key = x.key and e.expires_at <= clock_timestamp()
        """;

    public const string Ping = "select clock_timestamp()";
}
