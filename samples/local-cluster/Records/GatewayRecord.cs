using LocalCluster.Planning;

namespace LocalCluster.Records;

/// <param name="Pid">The real process.</param>
internal sealed record GatewayRecord(string Url, string Management, int? Pid, StartCommand Start);
