using ClusterGateway.NodeAgent.LocalState;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>Keeps the highest term on this node's disk: a store that was emptied or restored cannot bring an old term back.</summary>
internal sealed class TermMemory : ITermMemory
{
    private const string FileName = "term.json";

    private readonly LocalFiles _files;
    private readonly Lock _lock = new();
    private long _highest;

    public TermMemory(LocalFiles files)
    {
        _files = files;
        _highest = files.Read(FileName, LeadershipJson.Default.RememberedTerm)?.Highest ?? 0;
    }

    public long Highest => Interlocked.Read(ref _highest);

    public void Remember(long term)
    {
        if (term <= Highest)
        {
            return;
        }

        lock (_lock)
        {
            if (term > _highest)
            {
                _files.Write(FileName, new RememberedTerm(term), LeadershipJson.Default.RememberedTerm);
                Interlocked.Exchange(ref _highest, term);
            }
        }
    }
}
