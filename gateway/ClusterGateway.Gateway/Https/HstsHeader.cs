using System.Globalization;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Https;

/// <summary>Tells browsers that came by HTTPS to stay with it; what an application says itself stays as it is.</summary>
internal sealed class HstsHeader
{
    private readonly RequestDelegate _next;
    private readonly Func<object, Task> _set;
    private readonly string _value;

    public HstsHeader(RequestDelegate next, IOptions<HttpsOptions> options)
    {
        (_next, _set, _value) = (next, Set, ValueOf(options.Value.Hsts));
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsHttps)
        {
            context.Response.OnStarting(_set, context.Response);
        }

        return _next(context);
    }

    public static string ValueOf(HstsOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"max-age={(long)options.MaxAge.Value.TotalSeconds}")
        + (options.IncludeSubDomains ? "; includeSubDomains" : "")
        + (options.Preload ? "; preload" : "");

    private Task Set(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        if (headers.StrictTransportSecurity.Count == 0)
        {
            headers.StrictTransportSecurity = _value;
        }

        return Task.CompletedTask;
    }
}
