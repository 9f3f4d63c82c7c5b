using System.Collections.Frozen;

namespace ClusterGateway.NodeAgent.Settings.NodeScoping;

/// <summary>Ready lists of node-scoped keys: what the vendors' guides say must not be copied from one node to another.</summary>
internal static class NodeScopeProfiles
{
    public const string Default = "default";

    private static readonly string[] Common =
    [
        "node.id", "node.name", "node.route", "nodeid", "nick", "hostname", "*.hostname", "host.name",
        "bindaddress", "*.bindaddress", "bind.*", "port", "*.port",
        "path.*", "*.path", "*.directory", "*.folder",
        "database.*", "*.connectionstring", "license.*", "*.license.key",
    ];

    /// <summary>Both lists of PowerFolder's cluster guide, key by key.</summary>
    private static readonly string[] PowerFolder =
    [
        "ajp.port", "config.url", "hostname", "net.bindaddress", "nick", "nodeid", "plugin.webinterface.port", "port", "ssl.port",
        "database.url", "database.username", "database.password", "downloadlimit", "foldersbase", "landownloadlimit", "lanuploadlimit",
        "license.email", "license.key", "provider.url.httptunnel", "uploadlimit",
    ];

    /// <summary>MDaemon: each node has its own license key, name and addresses; folders of mail, lock files, gateways, digests and archives are not copied.</summary>
    private static readonly string[] MDaemon =
    [
        "license.*", "node.*", "cluster.node.*", "bind.*", "*.bindaddress", "*.port", "path.*", "*.path", "*.folder",
        "lockfiles.*", "gateways.*", "digests.*", "archives.*",
    ];

    /// <summary>MyWorkDrive: device id, log level and log storage, Office 365, and the certificates and port bindings of IIS stay with each server.</summary>
    private static readonly string[] MyWorkDrive =
    [
        "device.id", "log.level", "log.storage", "log.path", "office365.*", "iis.*", "server.name", "license.*", "database.*", "cluster.path",
    ];

    private static readonly FrozenDictionary<string, string[]> All = new Dictionary<string, string[]>
    {
        [Default] = Common,
        ["powerfolder"] = PowerFolder,
        ["mdaemon"] = MDaemon,
        ["myworkdrive"] = MyWorkDrive,
        ["none"] = [],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => All.Keys.Order(StringComparer.Ordinal);

    /// <summary>The patterns of a profile; null when there is none of that name.</summary>
    public static IReadOnlyList<string>? Find(string name) => All.GetValueOrDefault(name);
}
