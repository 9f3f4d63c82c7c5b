using System.CommandLine;
using ClusterGateway.Cli.Output;
using ClusterGateway.Contracts;

namespace ClusterGateway.Cli.Sessions;

/// <summary><c>clusterctl sessions list</c>.</summary>
internal static class SessionsVerb
{
    public static Command Create(Verbs verbs) => Verbs.Group("sessions", "Sessions that applications registered", List(verbs));

    private static Command List(Verbs verbs)
    {
        var user = new Option<string?>("--user") { Description = "Only sessions of this user", HelpName = "USER" };
        var node = new Option<string?>("--node") { Description = "Only sessions on this node", HelpName = "NODE" };
        return verbs.Create("list", "Who is signed in where", async (invocation, token) =>
        {
            IEnumerable<(string Name, string? Value)> filters = [("user", invocation.Parsed.GetValue(user)), ("node", invocation.Parsed.GetValue(node))];
            var query = string.Join('&', filters.Where(f => f.Value is not null).Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value!)}"));
            var sessions = await invocation.Agent.ListAsync($"/v1/sessions?{query}", ContractsJson.Default.PageSessionView, token).ToListAsync(token);
            invocation.Printer.List(
                sessions, ContractsJson.Default.SessionView,
                new("SESSION", session => session.Id), new("USER", session => session.User), new("NODE", session => session.Node),
                new("FORGOTTEN IN", session => Span.OfSeconds(session.ExpiresIn)));
            return ExitCodes.Done;
        }, user, node);
    }
}
