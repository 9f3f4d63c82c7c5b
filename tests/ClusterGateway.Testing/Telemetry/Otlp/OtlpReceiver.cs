using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Testing.Telemetry.Otlp;

/// <summary>A collector: takes OTLP over HTTP and over gRPC (unary calls over cleartext HTTP/2, each message behind five bytes), and keeps what comes.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReadOnlyMemory<byte>> _requests = new();
    private readonly ConcurrentQueue<string> _headers = new();
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly ConcurrentQueue<ReceivedMetric> _metrics = new();
    private readonly ConcurrentQueue<ReceivedLog> _logs = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>For <c>http/protobuf</c>; the signals have paths below it.</summary>
    public Uri Http => new(Addresses[0]);

    /// <summary>For <c>grpc</c>.</summary>
    public Uri Grpc => new(Addresses[1]);

    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    public IReadOnlyCollection<ReceivedMetric> Metrics => _metrics;

    public IReadOnlyCollection<ReceivedLog> Logs => _logs;

    /// <summary>Path and headers of every request, one line each.</summary>
    public IReadOnlyCollection<string> Headers => _headers;

    private string[] Addresses => [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.MapPost("/{**path}", (HttpContext context) => receiver.ReceiveAsync(context));
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Whether anything that was ever received has this text in it, wherever.</summary>
    public bool Contains(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return _requests.Any(request => request.Span.IndexOf(bytes) >= 0);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        // In the process of whoever sends, it would be traced itself.
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } activity)
        {
            (activity.ActivityTraceFlags, activity.IsAllDataRequested) = (ActivityTraceFlags.None, false);
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        ReadOnlyMemory<byte> bytes = body.ToArray();
        _headers.Enqueue($"{context.Request.Path} {string.Join(' ', context.Request.Headers.Select(header => $"{header.Key}={header.Value}"))}");
        if (context.Request.ContentType != "application/grpc")
        {
            context.Response.ContentType = "application/x-protobuf";
            Keep(context.Request.Path, bytes);
            return;
        }

        context.Response.ContentType = "application/grpc";
        Keep(context.Request.Path, bytes.Slice(5, (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[1..5])));
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private void Keep(string path, ReadOnlyMemory<byte> request)
    {
        _requests.Enqueue(request);
        switch (path)
        {
            case "/v1/traces" or "/opentelemetry.proto.collector.trace.v1.TraceService/Export":
                All(OtlpReader.Spans(request), _spans);
                break;
            case "/v1/metrics" or "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export":
                All(OtlpReader.Metrics(request), _metrics);
                break;
            case "/v1/logs" or "/opentelemetry.proto.collector.logs.v1.LogsService/Export":
                All(OtlpReader.Logs(request), _logs);
                break;
        }
    }

    private static void All<T>(IEnumerable<T> received, ConcurrentQueue<T> kept)
    {
        foreach (var one in received)
        {
            kept.Enqueue(one);
        }
    }
}
