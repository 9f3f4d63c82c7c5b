using System.Net;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;

namespace ClusterGateway.Gateway.Edge;

/// <summary>Takes out of an answer what is wrong for the client: above all what the node's <c>Connection</c> names; YARP knows only the standard hop-by-hop headers.</summary>
internal sealed class HopByHopTransform : ResponseTransform
{
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is not { } response)
        {
            return ValueTask.CompletedTask;
        }

        if (response.StatusCode == HttpStatusCode.NoContent)
        {
            // Not allowed there (RFC 9110, 8.6); Kestrel would answer 500.
            context.HttpContext.Response.ContentLength = null;
        }

        if (response.Headers.NonValidated.TryGetValues(HeaderNames.Connection, out var connection))
        {
            foreach (var value in connection)
            {
                if (ConnectionOptions.NamesHeaders(value))
                {
                    ConnectionOptions.RemoveNamed(value, context.HttpContext.Response.Headers);
                }
            }
        }

        return ValueTask.CompletedTask;
    }
}
