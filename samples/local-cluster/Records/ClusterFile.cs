using System.Text.Encodings.Web;
using System.Text.Json;
using LocalCluster.Planning;
using LocalCluster.Secrets;

namespace LocalCluster.Records;

/// <summary>Writes cluster.json: whole or not at all, and readable by its owner only.</summary>
internal sealed class ClusterFile(DataLayout layout, ClusterPlan plan, ClusterSecrets secrets, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="pidOf">The process of a child, by its name.</param>
    public void Write(Func<string, int?> pidOf)
    {
        var gateways = plan.Gateways.Select(gateway =>
            new GatewayRecord(gateway.Url, gateway.Management, pidOf(gateway.Child.Name), gateway.Child.Start));
        var nodes = plan.Nodes.Select(node => new NodeRecord(
            node.Id,
            node.AgentUrl,
            node.ApplicationUrl,
            pidOf(node.Agent.Name),
            node.Application is { } application ? pidOf(application.Name) : null,
            new NodeStartRecord(node.Agent.Start, node.Application?.Start)));
        var demo = plan.Nodes.Any(node => node.Application is not null)
            ? new DemoRecord(
                secrets.Demo.Users,
                secrets.Demo.Admin,
                DemoWopi.SourceAt(plan.Gateways[0].Url),
                DemoWopi.Token(secrets.PortalKey, secrets.Demo.Users[0].Name, time.GetUtcNow()))
            : null;
        var tokens = new TokensRecord(secrets.Admin, secrets.Gateway, secrets.Agent, secrets.App);
        PrivateFile.Write(layout.ClusterFile, JsonSerializer.Serialize(new ClusterRecord([.. gateways], [.. nodes], tokens, layout.Logs, demo), Json));
    }

    /// <summary>Removes it: the pids of a cluster that is gone may belong to others.</summary>
    public void Delete() => File.Delete(layout.ClusterFile);
}
