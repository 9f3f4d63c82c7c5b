using System.Collections.Immutable;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>
/// The names of all affinity cookies of ours, because a browser sends them to every path: to <c>/admin</c>, too, whose route knows nothing
/// of them. Names are only added; one that the configuration dropped is still ours while browsers keep it.
/// </summary>
internal sealed class AffinityCookieNames
{
    private ImmutableArray<string> _names = [];

    public ImmutableArray<string> All => _names;

    public void Add(string name) =>
        ImmutableInterlocked.Update(ref _names, static (names, added) => names.Contains(added, StringComparer.Ordinal) ? names : names.Add(added), name);
}
