using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ClusterGateway.Hosting.Telemetry;

/// <summary>The current value of every metric as Prometheus text, collected when it is asked for.</summary>
internal sealed class MetricsSnapshot : IDisposable
{
    private readonly TextExporter _exporter = new();

    public MetricsSnapshot() => Reader = new BaseExportingMetricReader(_exporter);

    public MetricReader Reader { get; }

    /// <summary>Two scrapes at once share the lock of the reader; each gets a whole snapshot.</summary>
    public string Take()
    {
        lock (_exporter)
        {
            _exporter.Collect!(Timeout.Infinite);
            return _exporter.Text;
        }
    }

    public void Dispose() => Reader.Dispose();

    [ExportModes(ExportModes.Pull)]
    private sealed class TextExporter : BaseExporter<Metric>, IPullMetricExporter
    {
        public string Text { get; private set; } = "";

        /// <summary>Set by the reader; a pull through it is the only one that it allows.</summary>
        public Func<int, bool>? Collect { get; set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var text = new PrometheusText();
            foreach (var metric in batch)
            {
                text.Add(metric);
            }

            Text = text.ToString();
            return ExportResult.Success;
        }
    }
}
