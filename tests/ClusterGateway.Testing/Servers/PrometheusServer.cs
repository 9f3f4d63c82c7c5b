using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Testing.Servers;

/// <summary>A Prometheus that runs with a configuration of the test.</summary>
public sealed class PrometheusServer : ServerProcess
{
    private readonly HttpClient _http = new();
    private readonly string _configuration;

    private PrometheusServer(string configuration)
        : base("prometheus") => _configuration = configuration;

    /// <summary>Of its HTTP API.</summary>
    public override string ConnectionString => $"http://127.0.0.1:{Port}";

    /// <param name="configuration">The path of prometheus.yml; files that it names lie beside it.</param>
    public static async Task<PrometheusServer> CreateAsync(string configuration)
    {
        var server = new PrometheusServer(configuration);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The labels of every sample that an expression has now, with its value as the label <c>""</c>.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> QueryAsync(string expression)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>(new Uri($"{ConnectionString}/api/v1/query?query={Uri.EscapeDataString(expression)}"));
        return
        [
            .. answer.GetProperty("data").GetProperty("result").EnumerateArray().Select(sample => sample.GetProperty("metric").EnumerateObject()
                .Select(label => KeyValuePair.Create(label.Name, label.Value.GetString()!))
                .Append(KeyValuePair.Create("", sample.GetProperty("value")[1].GetString()!))
                .ToDictionary(StringComparer.Ordinal)),
        ];
    }

    private protected override Signal StopSignal(StopMode mode) => Signal.Terminate;

    private protected override ChildProcess Launch() => ChildProcess.Start(
        Programs.OnPath("prometheus"),
        [
            $"--config.file={_configuration}", $"--storage.tsdb.path={Path.Combine(Home, "data")}",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{Port}"),
        ],
        directory: Home);

    private protected override async Task<bool> AnswersAsync()
    {
        try
        {
            using var response = await _http.GetAsync(new Uri($"{ConnectionString}/-/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
