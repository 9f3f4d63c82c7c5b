using System.CommandLine;
using System.Globalization;
using ClusterGateway.Cli.Agents;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Certificates;

namespace ClusterGateway.Cli.Certificates;

/// <summary><c>clusterctl certs list</c>, <c>add</c>, <c>activate</c> and <c>remove</c>.</summary>
internal static class CertificatesVerb
{
    public static Command Create(Verbs verbs) =>
        Verbs.Group("certs", "Certificates that the gateways serve", List(verbs), AddVerb.Create(verbs), Activate(verbs), Remove(verbs));

    public static Argument<string> NameArgument() => new("NAME") { Description = "As 'clusterctl certs list' shows it; a name of your choice for a new one" };

    public static Option<bool> ForceOption(string description) => new("--force") { Description = description };

    public static string PathOf(Invocation invocation, Argument<string> name) => $"/v1/certificates/{AgentApi.Segment(invocation.Parsed.GetValue(name)!)}";

    private static Command List(Verbs verbs) => verbs.Create("list", "Which certificates there are, and which gateway serves what", async (invocation, token) =>
    {
        var list = await invocation.Agent.GetAsync("/v1/certificates", ContractsJson.Default.CertificateListView, token);
        invocation.Printer.List(
            list.Items, ContractsJson.Default.CertificateView,
            new("NAME", it => it.Name),
            new("FOR", it => string.Join(", ", (it.Active ?? it.Staged)?.Names ?? [])),
            new("ACTIVE", it => VersionOf(it.Active)), new("ENDS", it => EndOf(it.Active)),
            new("STAGED", it => VersionOf(it.Staged)), new("ENDS", it => EndOf(it.Staged)),
            new("SERVED BY", it => string.Join(", ", it.ServedBy())),
            new("MISSING AT", it => string.Join(", ", it.MissingAt())));
        return ExitCodes.Done;
    });

    private static Command Activate(Verbs verbs)
    {
        var name = NameArgument();
        var force = ForceOption("Also when a gateway does not hold it yet");
        return verbs.Create("activate", "Serves the staged version from now on, on all gateways", async (invocation, token) =>
        {
            var path = PathOf(invocation, name);
            var found = await invocation.Agent.GetAsync(path, ContractsJson.Default.CertificateView, token);
            return await invocation.ChangeAsync(
                $"Activate version {VersionOf(found.Staged)} of '{found.Name}'?",
                () => AddVerb.ActivateAsync(invocation, path, invocation.Parsed.GetValue(force), token),
                $"'{found.Name}' is active", token);
        }, name, force);
    }

    private static Command Remove(Verbs verbs)
    {
        var name = NameArgument();
        var force = ForceOption("Also when gateways serve it");
        return verbs.Create("remove", "Removes a certificate", async (invocation, token) =>
        {
            var path = PathOf(invocation, name);
            var found = await invocation.Agent.GetAsync(path, ContractsJson.Default.CertificateView, token);
            var query = invocation.Parsed.GetValue(force) ? "?force=true" : "";
            return await invocation.ChangeAsync(
                $"Remove '{found.Name}'?",
                async () => await invocation.Agent.DeleteAsync(path + query, await invocation.Agent.FindTagAsync(path, token) ?? "*", token),
                $"'{found.Name}' is removed", token);
        }, name, force);
    }

    private static string? VersionOf(CertificateVersionView? version) => version?.Version.ToString(CultureInfo.InvariantCulture);

    private static string? EndOf(CertificateVersionView? version) => version?.NotAfter.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
