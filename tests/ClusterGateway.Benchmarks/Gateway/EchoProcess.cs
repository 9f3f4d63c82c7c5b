using System.Globalization;
using ClusterGateway.Testing.Net;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary><see cref="EchoServer"/> as a child.</summary>
internal sealed class EchoProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private EchoProcess(ChildProcess process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<EchoProcess> StartAsync()
    {
        var port = FreePort.Next();
        var assembly = Path.Combine(AppContext.BaseDirectory, "benchmarks.dll");
        var process = ChildProcess.Start("dotnet", ["exec", assembly, "echo", port.ToString(CultureInfo.InvariantCulture)]);
        await Origins.AnswersAsync(new Uri($"http://127.0.0.1:{port}"));
        return new EchoProcess(process, port);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
