namespace LocalCluster;

/// <summary>The cluster cannot run; the message is a sentence for whoever started it.</summary>
internal sealed class ClusterFailure(string message) : Exception(message);
