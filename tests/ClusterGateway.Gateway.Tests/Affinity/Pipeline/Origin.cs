using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Gateway.Tests.Affinity.Pipeline;

/// <summary>A real application that says who it is and what it got.</summary>
internal sealed class Origin : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Origin(string id, WebApplication app) => (Id, _app) = (id, app);

    public string Id { get; }

    public int Requests { get; private set; }

    public string? LastCookie { get; private set; }

    public string? LastBody { get; private set; }

    /// <summary>Runs before the answer.</summary>
    public Func<HttpContext, Task> OnRequest { get; set; } = _ => Task.CompletedTask;

    public string Url => _app.Urls.First();

    public static async Task<Origin> StartAsync(string id, string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        var origin = new Origin(id, app);
        app.Run(origin.AnswerAsync);
        await app.StartAsync();
        return origin;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests++;
        LastCookie = context.Request.Headers.Cookie;
        LastBody = await new StreamReader(context.Request.Body).ReadToEndAsync();
        await OnRequest(context);
        if (!context.Response.HasStarted)
        {
            context.Response.Headers["X-Node"] = Id;
            await context.Response.WriteAsync(Id);
        }
    }
}
