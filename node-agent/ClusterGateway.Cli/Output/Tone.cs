namespace ClusterGateway.Cli.Output;

internal enum Tone
{
    Plain,
    Good,
    Warning,
    Bad,
}
