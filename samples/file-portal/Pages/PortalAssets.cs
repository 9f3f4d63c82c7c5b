using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace FilePortal.Pages;

/// <summary>The style sheet and the icon: inside the assembly, named by their content so that browsers may keep them.</summary>
internal static class PortalAssets
{
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly byte[] Style = Load("portal.css");
    private static readonly byte[] Icon = Load("icon.svg");

    public static string StyleUrl { get; } = $"/assets/portal.css?v={VersionOf(Style)}";

    public static string IconUrl { get; } = $"/assets/icon.svg?v={VersionOf(Icon)}";

    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/portal.css", (HttpResponse response) => Send(response, Style, "text/css; charset=utf-8"));
        routes.MapGet("/assets/icon.svg", (HttpResponse response) => Send(response, Icon, "image/svg+xml"));
    }

    private static IResult Send(HttpResponse response, byte[] content, string type)
    {
        response.Headers.CacheControl = Forever;
        return Results.Bytes(content, type, entityTag: new EntityTagHeaderValue($"\"{VersionOf(content)}\""));
    }

    private static string VersionOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..12];

    private static byte[] Load(string name)
    {
        using var stream = typeof(PortalAssets).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
