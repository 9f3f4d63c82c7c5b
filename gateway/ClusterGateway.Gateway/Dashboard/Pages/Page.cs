using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ClusterGateway.Gateway.Dashboard.Pages;

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

    public static Page Message(string title, string text, int status) =>
        Of<MessagePage>(new() { [nameof(MessagePage.Title)] = title, [nameof(MessagePage.Text)] = text }, status);

    /// <summary>A component as HTML, complete or a part of a page.</summary>
    public static async Task<string> RenderAsync(Type component, Dictionary<string, object?> parameters, IServiceProvider services)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync(component, ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var html = await RenderAsync(_component, _parameters, httpContext.RequestServices);
        httpContext.Response.StatusCode = _status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        await httpContext.Response.WriteAsync(html, httpContext.RequestAborted);
    }
}
