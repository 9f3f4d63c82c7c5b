using System.Globalization;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Text;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.NodeHealth.Checks;

/// <summary>Compares this node's clock with the store's. While the store is away the last result stands.</summary>
internal sealed class ClockCheck(string name, Duration maxSkew, IClusterStore store, ClockSkewGauge gauge, TimeProvider time) : INodeCheck
{
    private CheckResult _last = CheckResult.Pass("not measured yet: the store has not answered");

    public string Type => CheckTypes.Clock;

    public string Name => name;

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var ping = await store.PingAsync(cancellationToken);
            // The store looked at its clock in the middle of the round trip, as well as one can know.
            var skew = ping.ServerTime - (time.GetUtcNow() - (ping.RoundTrip / 2));
            gauge.Record(skew);
            _last = Judge(skew);
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            // That is the store check's to report.
        }

        return _last;
    }

    private CheckResult Judge(TimeSpan skew)
    {
        var side = skew < TimeSpan.Zero ? "ahead of" : "behind";
        var sentence = string.Create(
            CultureInfo.InvariantCulture, $"this node's clock is {Math.Abs(skew.TotalSeconds):0.00} s {side} the store's");
        return skew.Duration() <= maxSkew.Value
            ? CheckResult.Pass(sentence)
            : CheckResult.Fail(sentence, new WarningView(WarningCodes.ClockSkew, $"{sentence}: synchronize both with a time server (NTP)"));
    }
}
