using System.Globalization;
using ClusterGateway.Gateway.Edge;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Https;

/// <summary>
/// Sends what came by HTTP to the same address by HTTPS, with 308, so that methods and bodies stay. By which of both a client came, a trusted
/// proxy may say (<c>X-Forwarded-Proto</c>).
/// </summary>
internal sealed class HttpsRedirect(RequestDelegate next, IOptions<HttpsOptions> options)
{
    private const int StandardPort = 443;

    private readonly PathString[] _except = [.. options.Value.RedirectExcept.Select(path => new PathString(path.TrimEnd('/')))];
    private readonly string _port = (options.Value.RedirectPort ?? HttpsEndpoint.PortOf(options.Value)) is not StandardPort and var port
        ? string.Create(CultureInfo.InvariantCulture, $":{port}")
        : "";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.IsHttps || !request.Host.HasValue || IsExcepted(request.Path) || RawTargetTransform.PathAndQuery(RawTargetOf(context)) is not { } target)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;

        // Byte for byte, as nodes get it.
        context.Response.Headers.Location = $"https://{request.Host.Host}{_port}{target}";
        return Task.CompletedTask;
    }

    private static string? RawTargetOf(HttpContext context) => context.Features.Get<IHttpRequestFeature>()?.RawTarget;

    private bool IsExcepted(PathString path)
    {
        foreach (var except in _except)
        {
            if (path.StartsWithSegments(except))
            {
                return true;
            }
        }

        return false;
    }
}
