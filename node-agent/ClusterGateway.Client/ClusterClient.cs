using ClusterGateway.Client.DocumentLocks;
using ClusterGateway.Client.Favorites;
using ClusterGateway.Client.Nodes;
using ClusterGateway.Client.Screening;
using ClusterGateway.Client.Sessions;
using ClusterGateway.Client.Settings;
using ClusterGateway.Client.ShareLinks;

namespace ClusterGateway.Client;

/// <summary>
/// What the agent of this node offers an application. What an application must expect (a lock that somebody holds, a link that is over) is
/// a value; the rest is an exception: <see cref="AgentProblemException"/> when the agent refused, <see cref="AgentUnavailableException"/>
/// when nobody knows. Safe for concurrent use; nothing is retried.
/// </summary>
/// <param name="http">Kept by the caller, and shared: connections to the agent are reused.</param>
public sealed class ClusterClient(HttpClient http, ClusterClientOptions options)
{
    private readonly AgentConnection _agent = new(http, options);

    public DocumentLocksClient DocumentLocks => new(_agent);

    public WopiLocksClient WopiLocks => new(_agent);

    public ShareLinksClient ShareLinks => new(_agent);

    public SessionsClient Sessions => new(_agent);

    public FavoritesClient Favorites => new(_agent);

    public SettingsClient Settings => new(_agent);

    public ScreeningClient Screening => new(_agent);

    public NodesClient Nodes => new(_agent);
}
