using ClusterGateway.Testing.Disks;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.Storage.Tests.Disks;

/// <summary>Its tables cannot grow; they are in a tablespace, because a server whose log cannot grow is down, which other tests show.</summary>
public sealed class PostgreSqlFullDiskTests(PostgreSqlFixture fixture) : FullDiskTests(fixture), IClassFixture<PostgreSqlFixture>
{
    protected override string? Owner => PostgresServer.User;

    protected override async Task<IClusterStore> OpenOnAsync(SmallDisk disk)
    {
        var server = Use(await PostgresServer.CreateAsync());
        await server.ExecuteAsync($"create tablespace small location '{disk.Path}'");
        await server.ExecuteAsync("create database small tablespace small");
        return OpenAt($"{server.ConnectionString};Database=small");
    }
}
