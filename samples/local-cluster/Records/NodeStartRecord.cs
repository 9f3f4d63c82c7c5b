using LocalCluster.Planning;

namespace LocalCluster.Records;

internal sealed record NodeStartRecord(StartCommand Agent, StartCommand? App);
