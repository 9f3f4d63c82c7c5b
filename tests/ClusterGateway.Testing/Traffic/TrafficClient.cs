using System.Net;
using System.Net.Sockets;
using System.Text;
using ClusterGateway.Contracts;

namespace ClusterGateway.Testing.Traffic;

/// <summary>One program at one address of loopback, with or without a memory for cookies, that sends one request after the other.</summary>
public sealed class TrafficClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly IPAddress _address;

    /// <param name="url">Of the proxy.</param>
    /// <param name="number">From 0 to 65,535: gives the address 127.1.x.y, so that no two differ in the last byte alone (nginx's ip_hash ignores it).</param>
    /// <param name="cookies">Whether it returns cookies, as browsers do.</param>
    public TrafficClient(Uri url, int number, bool cookies)
    {
        _address = new IPAddress([127, (byte)(1 + (number / 256)), (byte)(number % 256), 1]);
        KeepsCookies = cookies;
        Number = number;
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = cookies,
            AllowAutoRedirect = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
        })
        { BaseAddress = url, Timeout = Patience };
    }

    public int Number { get; }

    public bool KeepsCookies { get; }

    /// <param name="request">What to send.</param>
    /// <param name="began">When the traffic began that this belongs to, as a timestamp of <see cref="TimeProvider.System"/>.</param>
    public async Task<Outcome> SendAsync(TrafficRequest request, long began, CancellationToken cancellationToken = default)
    {
        var time = TimeProvider.System;
        var sent = time.GetTimestamp();
        HttpResponseMessage? response = null;
        TimeSpan? answered = null;
        string? error = null;
        try
        {
            using var message = new HttpRequestMessage(request.Method, request.Path);
            message.Content = request.Body is { } body ? new StringContent(body, Encoding.UTF8, request.ContentType) : null;
            response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            answered = time.GetElapsedTime(sent);
            await response.Content.CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (Exception exception) when (IsFailure(exception) && !cancellationToken.IsCancellationRequested)
        {
            error = exception.GetBaseException().Message;
        }

        using (response)
        {
            var took = time.GetElapsedTime(sent);
            return new Outcome(
                this, request, time.GetElapsedTime(began, sent), took, (int)(response?.StatusCode ?? 0),
                response is not null && response.Headers.TryGetValues(ClusterHeaders.Node, out var node) ? node.First() : null,
                response is not null, error)
            {
                BeganAfter = answered ?? took,
            };
        }
    }

    public override string ToString() => $"client {_address} {(KeepsCookies ? "with" : "without")} cookies";

    public void Dispose() => _http.Dispose();

    private static bool IsFailure(Exception exception) => exception is HttpRequestException or IOException or OperationCanceledException;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(_address, 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
