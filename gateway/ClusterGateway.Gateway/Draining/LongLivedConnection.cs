using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Draining;

/// <summary>An upgraded connection or event stream that runs. What serves a request serves another one after it: nothing is cut once it is over.</summary>
internal sealed class LongLivedConnection(IReverseProxyFeature proxy, IHttpRequestLifetimeFeature lifetime)
{
    private readonly Lock _lock = new();
    private bool _over;
    private ulong _clientId;

    /// <summary>The node that it goes to now; null while none is chosen.</summary>
    public string? NodeId => proxy.ProxiedDestination?.DestinationId;

    /// <summary>Whose it is, by the affinity cookie; 0 where nobody asks for that: only clients of backup nodes are told apart.</summary>
    public ulong ClientId
    {
        get => Volatile.Read(ref _clientId);
        set => Volatile.Write(ref _clientId, value);
    }

    public bool Cut()
    {
        lock (_lock)
        {
            if (_over)
            {
                return false;
            }

            _over = true;
            lifetime.Abort();
            return true;
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _over = true;
        }
    }
}
