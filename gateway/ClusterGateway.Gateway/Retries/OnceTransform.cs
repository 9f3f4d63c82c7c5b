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
        var request = context.ProxyRequest;
        if (!Resending.HasBody(context.HttpContext) && !Resending.MayArriveTwice(context.HttpContext.Request.Method))
        {
            var content = new NoContent(context.HttpContext.Features.Get<RequestWatch>());
            foreach (var (name, values) in request.Content?.Headers.NonValidated ?? default)
            {
                content.Headers.TryAddWithoutValidation(name, values);
            }

            request.Content = content;

            // There is nothing to wait for, and while it waits the handler sends again.
            request.Headers.ExpectContinue = null;
        }

        return ValueTask.CompletedTask;
    }
}
