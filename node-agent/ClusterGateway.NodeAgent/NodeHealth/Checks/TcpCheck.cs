using System.Net;
using System.Net.Sockets;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>Opens a connection and closes it.</summary>
internal sealed class TcpCheck(string name, DnsEndPoint target) : INodeCheck
{
    public string Type => CheckTypes.Tcp;

    public string Name => name;

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(target.Host, target.Port, cancellationToken);
            return CheckResult.Pass($"{target.Host}:{target.Port} accepts connections");
        }
        catch (SocketException e)
        {
            return CheckResult.Fail($"{target.Host}:{target.Port}: {e.Message}");
        }
    }

    /// <summary>The configured <c>host:port</c>, or the application's; null when it is neither.</summary>
    public static DnsEndPoint? TargetOf(CheckOptions options, Uri? application)
    {
        if (options.Address is null)
        {
            return application is null ? null : new DnsEndPoint(application.DnsSafeHost, application.Port);
        }

        return Uri.TryCreate("tcp://" + options.Address, UriKind.Absolute, out var uri) && uri.Port > 0
            && uri.Authority.Equals(options.Address, StringComparison.OrdinalIgnoreCase)
                ? new DnsEndPoint(uri.DnsSafeHost, uri.Port)
                : null;
    }
}
