using Yarp.ReverseProxy.Transforms;

namespace ClusterGateway.Gateway.Retries;

/// <summary>
/// Keeps SocketsHttpHandler from sending a request without a body up to three times more, unasked, where its connection ends before the
/// answer: it does not for one with a body, be it empty (RFC 9110 §9.2.2: only what is idempotent may be sent again on its own).
/// </summary>
internal sealed class OnceTransform : RequestTransform
{
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (context.ProxyRequest.Content is null && !Resending.MayArriveTwice(context.HttpContext.Request.Method))
        {
            context.ProxyRequest.Content = new ByteArrayContent([]);

            // There is nothing to wait for, and while it waits the handler sends again.
            context.ProxyRequest.Headers.ExpectContinue = null;
        }

        return ValueTask.CompletedTask;
    }
}
