using ClusterGateway.Storage.PostgreSql;
using ClusterGateway.Testing.Stores;
using Npgsql;

namespace ClusterGateway.Storage.Tests.PostgreSql;

/// <summary>That the questions stay cheap in a large cluster: what PostgreSQL says of how it answers them.</summary>
public sealed class PostgreSqlPlanTests(PostgreSqlFixture fixture) : ServerTests(fixture), IClassFixture<PostgreSqlFixture>
{
    /// <summary>5,000 below <c>few/</c>, 60,000 that will expire, 20,000 that never do.</summary>
    private const string Fill = """
        insert into clustergateway.entry
        select 'large', convert_to(case when i <= 5000 then 'few/' when i <= 65000 then 'sessions/' else 'links/' end || lpad(i::text, 30, '0'), 'UTF8'),
          'value', i, case when i <= 65000 then now() + interval '20 min' end
        from generate_series(1, 85000) i
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Purge_NothingExpired_ReadsNothing(bool analyzed)
    {
        var database = await FilledAsync(analyzed);

        var plan = await ExplainAsync(database, PostgreSqlQueries.Purge, Array.Empty<byte>(), new byte[] { 0xFF }, 200);

        Assert.Contains("entry_expiry", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Rows Removed by Filter", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Purge_EverythingExpired_ReadsWhatItRemoves(bool belowAPrefix)
    {
        var database = await FilledAsync(analyzed: true);
        await fixture.Server.ExecuteAsync("update clustergateway.entry set expires_at = now() - interval '1 s' where expires_at is not null", database);
        var from = StoreKey.Encode(belowAPrefix ? "s" : "");

        var plan = await ExplainAsync(database, PostgreSqlQueries.Purge, from, new byte[] { 0xFF }, 200);

        Assert.Contains("Index Scan using entry_expiry", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_PageInTheMiddle_BeginsThere()
    {
        var database = await FilledAsync(analyzed: true);

        var plan = await ExplainAsync(
            database, PostgreSqlQueries.List, StoreKey.Encode("sessions/"), StoreKey.EndOfPrefix("sessions/"u8)!,
            StoreKey.Encode($"sessions/{40000:D30}"), 101, StorePage.EnoughBytes);

        Assert.Contains("Index Scan using entry_pkey", plan, StringComparison.Ordinal);
        Assert.Contains("AND (key > ", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Rows Removed by Filter", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Count_BelowAPrefix_ReadsNoOther()
    {
        var database = await FilledAsync(analyzed: true);

        var plan = await ExplainAsync(database, PostgreSqlQueries.Count, StoreKey.Encode("few/"), StoreKey.EndOfPrefix("few/"u8)!);

        Assert.Contains("entry_pkey", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Rows Removed by Filter", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    private async Task<string> FilledAsync(bool analyzed)
    {
        var database = await fixture.Server.CreateDatabaseAsync();
        await OpenAt(database).PingAsync(Token);
        await fixture.Server.ExecuteAsync("alter table clustergateway.entry set (autovacuum_enabled = false)", database);
        await fixture.Server.ExecuteAsync(Fill, database);
        if (analyzed)
        {
            await fixture.Server.ExecuteAsync("vacuum analyze clustergateway.entry", database);
        }

        return database;
    }

    /// <summary>Carried out once, so that the plan tells what was read; the parameters behind the cluster.</summary>
    private static async Task<string> ExplainAsync(string database, string sql, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"explain (analyze, costs off, timing off) {sql}", connection);
        foreach (var parameter in (object[])["large", .. parameters])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
