namespace ClusterGateway.Storage.PostgreSql;

/// <summary>
/// What is asked. $1 is always the cluster; a prefix is the range from $2 up to, not including, $3. The clock stands to the left of an
/// outer join: it is asked even when nothing matches, once for all of a statement's rows.
/// </summary>
internal static class PostgreSqlQueries
{
    private const string Clock = "clustergateway.clock() as clock(at)";
    private const string Live = "(e.expires_at is null or e.expires_at > clock.at)";
    private const string Remaining = "(extract(epoch from e.expires_at - clock.at) * 1000000)::bigint";

    /// <summary>One row, of nulls when the entry is absent.</summary>
    public const string Get = $"""
        select e.value, e.revision, {Remaining}
        from {Clock} left join clustergateway.entry e on e.cluster = $1 and e.key = $2 and {Live}
        """;

    /// <summary>
    /// $4 is the key to begin behind, $5 the number of rows, one more than wanted, to see whether more follow; $6 how many bytes of
    /// values a page holds (at least one row).
    /// </summary>
    public const string List = $"""
        select value, revision, remaining, key, found
        from (
          select page.*, count(*) over () as found, sum(octet_length(value)) over (order by key) as bytes
          from {Clock} left join lateral (
            select e.value, e.revision, {Remaining} as remaining, e.key
            from clustergateway.entry e
            where e.cluster = $1 and e.key >= $2 and e.key < $3 and e.key > $4 and {Live}
            order by e.key limit $5) page on true) sized
        where key is not null and (bytes <= $6 or bytes = octet_length(value))
        order by key
        """;

    public const string Count = $"""
        select count(e.key)
        from {Clock} left join clustergateway.entry e on e.cluster = $1 and e.key >= $2 and e.key < $3 and {Live}
        """;

    /// <summary>
    /// $4 is how many; what expired first goes first. Rows that a commit holds are skipped, so housekeeping never waits while it holds
    /// others; a row that was refreshed meanwhile no longer matches when it is locked. The clock as a subquery can bound a scan of the
    /// index of expiries, as a volatile function it cannot, and no index of keys can serve a case: what has not expired is never read,
    /// however much it is.
    /// </summary>
    public const string Purge = """
        with expired as materialized (
          select cluster, key from clustergateway.entry
          where cluster = $1 and expires_at <= (select clock_timestamp()) and case when key >= $2 then key < $3 end
          order by expires_at limit $4 for update skip locked)
        delete from clustergateway.entry e using expired x
        where e.cluster = x.cluster and e.key = x.key and e.expires_at <= clock_timestamp()
        """;

    public const string Ping = "select clustergateway.clock()";
}
