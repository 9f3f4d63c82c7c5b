using System.Security.Cryptography;

namespace ClusterGateway.Testing.Net;

/// <summary>A block of 200 neighboring free ports, for a whole cluster: gateways at its start, agents and applications behind.</summary>
public static class PortBlock
{
    /// <summary>What to pass as <c>--port-base</c>, counted from the block's first port.</summary>
    public const int AgentOffset = 40;

    private const int Size = 200;

    public static int Next()
    {
        while (true)
        {
            var first = 32_000 - (Size * RandomNumberGenerator.GetInt32(1, 80));
            if (Enumerable.Range(first, Size).All(FreePort.CanBind))
            {
                return first;
            }
        }
    }
}
