using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace ClusterGateway.Gateway.Edge;

/// <summary>What Kestrel lets through and no node should get.</summary>
internal static class RequestInspection
{
    private const string Chunked = "chunked";

    /// <summary>Kestrel's new name for a <c>Content-Length</c> beside a <c>Transfer-Encoding</c>.</summary>
    private const string OverriddenLength = "X-Content-Length";

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Except(['\t']).Append(0x7F).Select(code => (char)code)]);

    private static readonly SearchValues<char> TargetControls = SearchValues.Create([.. Enumerable.Range(0, ' ').Append(0x7F).Select(code => (char)code)]);

    public static Rejection Of(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsConnect(request.Method) && context.Features.Get<IHttpExtendedConnectFeature>()?.Protocol is not "websocket")
        {
            return Rejection.Connect;
        }

        // In a target even the tab: a node that splits the request line at white space would see another target.
        if (context.Features.Get<IHttpRequestFeature>() is { } raw && raw.RawTarget.AsSpan().ContainsAny(TargetControls))
        {
            return Rejection.ControlCharacter;
        }

        var coding = request.Headers.TransferEncoding;
        return coding.Count == 0 || IsOneCoding(coding, request) ? Rejection.None : Rejection.Framing;
    }

    public static bool HasControls(StringValues values)
    {
        if (values.Count == 1)
        {
            return values[0].AsSpan().ContainsAny(Controls);
        }

        foreach (var value in values)
        {
            if (value.AsSpan().ContainsAny(Controls))
            {
                return true;
            }
        }

        return false;
    }

    public static string Sentence(Rejection rejection) => rejection switch
    {
        Rejection.ControlCharacter => "the target or a header holds a control character",
        Rejection.Connect => "this is no forward proxy: CONNECT is not for it",
        _ => "where the body ends is said twice, or in a coding other than chunked",
    };

    /// <summary>
    /// Kestrel decodes <c>chunked</c> and lets other codings before it stand, but <c>Transfer-Encoding</c> is not passed on: the node would
    /// take the coded body for the body.
    /// </summary>
    private static bool IsOneCoding(StringValues coding, HttpRequest request) =>
        coding.Count == 1
        && string.Equals(coding[0], Chunked, StringComparison.OrdinalIgnoreCase)
        && !HttpProtocol.IsHttp10(request.Protocol)
        && !request.Headers.ContainsKey(OverriddenLength);
}
