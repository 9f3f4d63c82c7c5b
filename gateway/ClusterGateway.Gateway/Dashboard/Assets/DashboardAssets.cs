using System.Security.Cryptography;

namespace ClusterGateway.Gateway.Dashboard.Assets;

/// <summary>Style sheet, script and icon: inside the assembly, named by their content so that browsers may keep them.</summary>
internal static class DashboardAssets
{
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly byte[] Style = Load("dashboard.css");
    private static readonly byte[] Script = Load("dashboard.js");
    private static readonly byte[] Icon = Load("icon.svg");

    public static string StyleUrl { get; } = $"/assets/dashboard.css?v={VersionOf(Style)}";

    public static string ScriptUrl { get; } = $"/assets/dashboard.js?v={VersionOf(Script)}";

    public static string IconUrl { get; } = $"/assets/icon.svg?v={VersionOf(Icon)}";

    public static void MapAssets(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/assets/dashboard.css", (HttpResponse response) => Send(response, Style, "text/css; charset=utf-8"));
        endpoints.MapGet("/assets/dashboard.js", (HttpResponse response) => Send(response, Script, "text/javascript; charset=utf-8"));
        endpoints.MapGet("/assets/icon.svg", (HttpResponse response) => Send(response, Icon, "image/svg+xml"));
    }

    private static IResult Send(HttpResponse response, byte[] content, string type)
    {
        response.Headers.CacheControl = Forever;
        return Results.Bytes(content, type);
    }

    private static string VersionOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content))[..12];

    private static byte[] Load(string name)
    {
        using var stream = typeof(DashboardAssets).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
