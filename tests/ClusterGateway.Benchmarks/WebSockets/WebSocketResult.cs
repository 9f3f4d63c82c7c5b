namespace ClusterGateway.Benchmarks.WebSockets;

/// <summary>What idle WebSockets cost a proxy: MB of resident memory of all its processes.</summary>
/// <param name="Without">Before they were opened, after a few had been and were closed again.</param>
/// <param name="With">While they were idle.</param>
/// <param name="Spoken">After each had said something once.</param>
/// <param name="Dead">How many did not answer then.</param>
internal sealed record WebSocketResult(string Front, int Connections, double Without, double With, double Spoken, int Dead)
{
    public double More => With - Without;

    public double KilobytesEach => More * 1000 / Connections;
}
