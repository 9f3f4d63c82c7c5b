using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Testing.Stores;

/// <summary>PostgreSQL behind pgbouncer in transaction mode, where no session lasts longer than a transaction.</summary>
public sealed class PgBouncerFixture : PostgreSqlFixture
{
    private PgBouncer _bouncer = null!;

    protected override string Connection => _bouncer.ConnectionString;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _bouncer = await PgBouncer.InFrontOfAsync(Server);
    }

    public override async Task DisposeAsync()
    {
        await _bouncer.DisposeAsync();
        await base.DisposeAsync();
    }
}
