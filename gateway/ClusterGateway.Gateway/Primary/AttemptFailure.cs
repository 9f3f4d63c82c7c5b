using ClusterGateway.Gateway.Retries;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway.Primary;

/// <summary>Reads what YARP says of a failed attempt. Pure.</summary>
internal static class AttemptFailure
{
    /// <param name="cut">The gateway itself ended the request, because its term was over.</param>
    public static AttemptFailureKind Of(IForwarderErrorFeature failure, bool cut) => failure.Error switch
    {
        _ when Resending.NeverConnected(failure.Exception) => AttemptFailureKind.NotSent,
        _ when cut => AttemptFailureKind.Lost,
        ForwarderError.Request or ForwarderError.RequestBodyDestination => AttemptFailureKind.Lost,
        _ => AttemptFailureKind.Other,
    };
}
