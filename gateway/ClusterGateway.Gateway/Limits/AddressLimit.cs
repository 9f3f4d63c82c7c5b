using System.Collections.Concurrent;
using System.Net;
using ClusterGateway.Gateway.Edge;
using ClusterGateway.Gateway.LoadBalancing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Limits;

/// <summary>
/// Closes the connections of an address that has too many, before TLS and before a byte is read. Remembers nothing but how many are open, so
/// that it needs no more memory than the connections themselves.
/// </summary>
internal sealed partial class AddressLimit(
    IOptions<LimitOptions> options, TrustedNetworks trusted, EdgeMetrics metrics, TimeProvider time, ILogger<AddressLimit> logger) : IEndpointLayer
{
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromSeconds(30);

    /// <summary>One machine has an IPv4 address or an IPv6 /64, whatever the placement counts as one client.</summary>
    private static readonly LoadBalancingOptions OneMachine = new();

    private readonly int _most = options.Value.ConnectionsPerAddress;
    private readonly ConcurrentDictionary<ClientPrefix, int> _open = new();
    private long _warned;

    public bool IsOn => _most > 0;

    /// <summary>Addresses that have connections open.</summary>
    public int Addresses => _open.Count;

    public void Apply(ListenOptions endpoint)
    {
        if (IsOn)
        {
            endpoint.Use(Wrap);
        }
    }

    private ConnectionDelegate Wrap(ConnectionDelegate next) => connection => RunAsync(connection, next);

    private async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (ClientPrefix.Of(address, OneMachine) is not { } client || trusted.Contains(address))
        {
            await next(connection);
            return;
        }

        if (_open.AddOrUpdate(client, 1, static (_, open) => open + 1) > _most)
        {
            Leave(client);
            Reject(connection, address!);
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(client);
        }
    }

    private void Leave(ClientPrefix client)
    {
        if (_open.AddOrUpdate(client, 0, static (_, open) => open - 1) == 0)
        {
            // Only if nobody came meanwhile.
            _open.TryRemove(KeyValuePair.Create(client, 0));
        }
    }

    private void Reject(ConnectionContext connection, IPAddress address)
    {
        metrics.Rejected(Rejection.Connections);
        var now = time.GetTimestamp();
        var last = Interlocked.Read(ref _warned);
        if ((last == 0 || time.GetElapsedTime(last, now) > BetweenWarnings) && Interlocked.CompareExchange(ref _warned, now, last) == last)
        {
            Log.TooMany(logger, address, _most);
        }

        connection.Abort();
    }

    private static partial class Log
    {
        [LoggerMessage(1800, LogLevel.Warning, "{Address} has {Most} connections open and gets no more (ClusterGateway:Limits:ConnectionsPerAddress); "
            + "the next such line in 30 s at the earliest")]
        public static partial void TooMany(ILogger logger, IPAddress address, int most);
    }
}
