using System.Data.Common;
using LocalCluster.Options;
using LocalCluster.Secrets;

namespace LocalCluster.Planning;

/// <summary>
/// How each program is started: its configuration is its environment, and secrets are files, so that a list of processes shows none.
/// </summary>
internal sealed class StartCommands(
    ClusterOptions options, DataLayout layout, Programs programs, ClusterSecrets secrets, IReadOnlyDictionary<string, string> inherited)
{
    private const string ClusterName = "local";

    public StartCommand Agent(string id, string url, string application) => Command(programs.Agent, options.AgentConfig is { } more ? ["--config", more] : [], id, new()
    {
        ["Urls"] = url,
        ["ClusterGateway__Name"] = ClusterName,
        ["ClusterGateway__Node__Id"] = id,
        ["ClusterGateway__Node__Advertise"] = url,
        ["ClusterGateway__Node__Application"] = application,
        ["ClusterGateway__Node__Checks__application__Type"] = "http",
        ["ClusterGateway__Node__Checks__application__Path"] = options.Applications.Count == 0 ? "/healthz" : options.ApplicationHealth,
        ["ClusterGateway__Store__Provider"] = options.Store,
        ["ClusterGateway__Store__Connection"] = options.StoreConnection ?? SqliteConnection(),
        ["ClusterGateway__Tokens__AdminFile"] = secrets.AdminFile,
        ["ClusterGateway__Tokens__GatewayFile"] = secrets.GatewayFile,
        ["ClusterGateway__Tokens__AgentFile"] = secrets.AgentFile,
        ["ClusterGateway__Tokens__AppFile"] = secrets.AppFile,
        ["ClusterGateway__Settings__AppWrites"] = "true",
        ["ClusterGateway__Encryption__SecretsFile"] = secrets.EncryptionFile,
        ["ClusterGateway__DataDirectory"] = layout.Of(id),
    });

    public StartCommand Portal(string id, string agent, string url)
    {
        var settings = new Dictionary<string, string>
        {
            ["Urls"] = url,
            ["Portal__Node"] = id,
            ["Portal__Agent"] = agent,
            ["Portal__AgentTokenFile"] = secrets.AppFile,
            ["Portal__Documents"] = layout.Documents,
            ["Portal__WopiKeyFile"] = secrets.PortalKeyFile,
            ["Portal__Admin__Name"] = secrets.Demo.Admin.Name,
            ["Portal__Admin__Password"] = secrets.Demo.Admin.Password,
        };
        foreach (var (user, index) in secrets.Demo.Users.Select((user, index) => (user, index)))
        {
            settings[$"Portal__Users__{index}__Name"] = user.Name;
            settings[$"Portal__Users__{index}__Password"] = user.Password;
        }

        return Command(programs.Portal, [], id, settings);
    }

    public StartCommand Gateway(string id, string url, string https, string management, IEnumerable<string> agents)
    {
        var settings = new Dictionary<string, string>
        {
            ["Urls"] = url,
            ["ClusterGateway__Name"] = ClusterName,
            ["ClusterGateway__Id"] = id,
            ["ClusterGateway__PublicUrl"] = url,
            ["ClusterGateway__Management__Url"] = management,
            ["ClusterGateway__Https__Url"] = https,
            ["ClusterGateway__Tokens__GatewayFile"] = secrets.GatewayFile,
            ["ClusterGateway__Tokens__AdminHashFile"] = secrets.AdminHashFile,
            ["ClusterGateway__KeyRing__SecretsFile"] = secrets.KeyRingFile,
            ["ClusterGateway__DataDirectory"] = layout.Of(id),
            ["ClusterGateway__ExposeNode"] = "true",
            ["ClusterGateway__AccessLog__Path"] = layout.AccessLogOf(id),
            ["ClusterGateway__TrustedProxies__0"] = "127.0.0.0/8",
            ["ClusterGateway__TrustedProxies__1"] = "::1",
        };
        foreach (var (agent, index) in agents.Select((agent, index) => (agent, index)))
        {
            settings[$"ClusterGateway__Nodes__{index}__Agent"] = agent;
        }

        string[] own = ["--config", layout.GatewayConfiguration];
        return Command(programs.Gateway, options.Config is null ? own : [.. own, "--config", options.Config], id, settings);
    }

    private StartCommand Command(string program, string[] arguments, string child, Dictionary<string, string> settings)
    {
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in inherited.Concat(settings))
        {
            environment[name] = value;
        }

        return new StartCommand([programs.Dotnet, "exec", program, .. arguments], environment, layout.Of(child));
    }

    private string SqliteConnection() =>
        new DbConnectionStringBuilder { ["Data Source"] = Path.Combine(layout.Store, "cluster.db") }.ConnectionString;
}
