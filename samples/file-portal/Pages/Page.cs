using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace FilePortal.Pages;

/// <summary>A page as a result: a Razor component, rendered on the server into plain, encoded HTML.</summary>
internal sealed class Page : IResult
{
    private readonly Type _component;
    private readonly Dictionary<string, object?> _parameters;
    private readonly int _status;

    private Page(Type component, Dictionary<string, object?> parameters, int status) =>
        (_component, _parameters, _status) = (component, parameters, status);

    public static Page Of<T>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where T : IComponent => new(typeof(T), parameters, status);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync(_component, ParameterView.FromDictionary(_parameters))).ToHtmlString());
        httpContext.Response.StatusCode = _status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        await httpContext.Response.WriteAsync(html, httpContext.RequestAborted);
    }
}
