using System.Collections.Immutable;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>
/// The names of all cookies in which gateways write, because a browser sends them to every path: to <c>/admin</c>, too, whose route knows
/// nothing of them. Names are only added; one that the configuration dropped is still ours while browsers keep it.
/// </summary>
internal sealed class OwnCookieNames
{
    private ImmutableArray<string> _affinity = [];
    private ImmutableArray<string> _suffixed = [];

    /// <summary>Cookies that are ours altogether.</summary>
    public ImmutableArray<string> Affinity => _affinity;

    /// <summary>Cookies of applications that carry a suffix of ours.</summary>
    public ImmutableArray<string> Suffixed => _suffixed;

    public void AddAffinity(string name) => Add(ref _affinity, name);

    public void AddSuffixed(string name) => Add(ref _suffixed, name);

    private static void Add(ref ImmutableArray<string> names, string name) =>
        ImmutableInterlocked.Update(ref names, static (all, added) => all.Contains(added, StringComparer.Ordinal) ? all : all.Add(added), name);
}
