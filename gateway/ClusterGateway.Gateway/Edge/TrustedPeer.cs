namespace ClusterGateway.Gateway.Edge;

/// <summary>Marks a request that came from a trusted proxy: later its address is the client's.</summary>
internal sealed class TrustedPeer
{
    private static readonly TrustedPeer Mark = new();

    private TrustedPeer()
    {
    }

    public static bool Sent(HttpContext context) => context.Features.Get<TrustedPeer>() is not null;

    public static void Note(HttpContext context, TrustedNetworks trusted)
    {
        if (trusted.Contains(context.Connection.RemoteIpAddress))
        {
            context.Features.Set(Mark);
        }
    }
}
