using System.Globalization;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary><see cref="PlainYarp"/> as a child: as the web template creates it, quiet, or quiet under the settings of the gateway.</summary>
internal sealed class YarpProxy : IProxy
{
    private readonly ChildProcess _process;

    private YarpProxy(string name, ChildProcess process, int port, int http2Port)
    {
        (Name, _process) = (name, process);
        Url = new Uri($"http://127.0.0.1:{port}");
        Http2 = new Uri($"http://127.0.0.1:{http2Port}");
    }

    public string Name { get; }

    public Uri Url { get; }

    public Uri? Http2 { get; }

    public int ProcessId => _process.Id;

    public static Task<IProxy> AsTheTemplateShipsAsync(IReadOnlyList<Uri> origins) =>
        StartAsync("yarp-template", origins, RuntimeConfigOf("benchmarks"), new() { ["DOTNET_gcServer"] = "1" });

    /// <summary>With the template's log levels too; what it logs goes to <c>/dev/null</c>, so that no reader takes part of the processor.</summary>
    public static Task<IProxy> AsCreatedAsync(IReadOnlyList<Uri> origins) =>
        StartAsync("yarp-as-created", origins, RuntimeConfigOf("benchmarks"), new() { ["DOTNET_gcServer"] = "1" }, "--as-created");

    /// <summary>With the gateway's own <c>runtimeconfig.json</c>, and the client's <c>Host</c> passed on as the gateway does.</summary>
    public static Task<IProxy> AsTheGatewayShipsAsync(IReadOnlyList<Uri> origins) =>
        StartAsync("yarp-same", origins, OfTheGateway, [], "--pass-host");

    /// <summary>The same, and no activities either, as the gateway without an exporter.</summary>
    public static Task<IProxy> UntracedAsync(IReadOnlyList<Uri> origins) =>
        StartAsync("yarp-untraced", origins, OfTheGateway, [], "--pass-host", "--untraced");

    /// <summary>No YARP at all: <see cref="RawForwarder"/>.</summary>
    public static Task<IProxy> RawAsync(IReadOnlyList<Uri> origins) =>
        StartAsync("raw", origins, OfTheGateway, [], "--raw");

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<IProxy> StartAsync(
        string name, IReadOnlyList<Uri> origins, string runtimeConfig, Dictionary<string, string> environment, params string[] options)
    {
        var (port, http2) = (FreePort.Next(), FreePort.Next());
        var assembly = Path.Combine(AppContext.BaseDirectory, "benchmarks.dll");
        string[] arguments =
        [
            "exec", "--runtimeconfig", runtimeConfig, "--depsfile", Path.ChangeExtension(assembly, ".deps.json"), assembly, "plain-yarp",
            Text(port), Text(http2), .. origins.Select(origin => origin.ToString()), .. options,
        ];
        string[] program = options.Contains("--as-created") ? ["sh", "-c", "exec dotnet \"$@\" >/dev/null", "sh"] : ["dotnet"];
        var proxy = new YarpProxy(name, ChildProcess.Start("setsid", [.. program, .. arguments], environment: environment), port, http2);
        await Origins.AnswersAsync(proxy.Url);
        return proxy;
    }

    private static string OfTheGateway =>
        Path.ChangeExtension(RepositoryRoot.Assembly("gateway/ClusterGateway.Gateway", "gateway"), ".runtimeconfig.json");

    private static string RuntimeConfigOf(string program) => Path.Combine(AppContext.BaseDirectory, program + ".runtimeconfig.json");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
