using System.Net;
using ClusterGateway.Gateway.Edge;
using ClusterGateway.Hosting.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.Edge;

public sealed class ErrorMiddlewareTests
{
    [Fact]
    public async Task InvokeAsync_Exception_IsAProblemThatTellsNothing()
    {
        var (status, type, body) = await AnswerAsync(_ => throw new InvalidOperationException("secret"));

        Assert.Equal((HttpStatusCode.InternalServerError, "application/problem+json"), (status, type));
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvokeAsync_BadRequest_IsTheClientsProblem()
    {
        var (status, type, body) = await AnswerAsync(_ => throw new BadHttpRequestException("no such thing"));

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (status, type));
        Assert.Contains("no such thing", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvokeAsync_ExceptionInTheMiddleOfAnAnswer_EndsTheConnection() =>
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AnswerAsync(async context =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException();
        }));

    private static async Task<(HttpStatusCode Status, string? Type, string Body)> AnswerAsync(RequestDelegate application)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddProblems();
        await using var app = builder.Build();
        app.UseErrors();
        app.Run(application);
        await app.StartAsync();
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(app.Urls.Single()));
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }
}
