namespace LocalCluster.Records;

internal sealed record TokensRecord(string Admin, string Gateway, string Agent, string App);
