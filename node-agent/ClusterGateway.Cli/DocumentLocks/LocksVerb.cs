using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using ClusterGateway.Cli.Agents;
using ClusterGateway.Cli.Output;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.DocumentLocks;

namespace ClusterGateway.Cli.DocumentLocks;

/// <summary><c>clusterctl locks list</c> and <c>break</c>.</summary>
internal static class LocksVerb
{
    public static Command Create(Verbs verbs) => Verbs.Group("locks", "Locks on documents", List(verbs), Break(verbs));

    private static Command List(Verbs verbs)
    {
        var prefix = new Option<string?>("--prefix") { Description = "Only files whose name begins so", HelpName = "TEXT" };
        return verbs.Create("list", "Which files are locked, and by whom", async (invocation, token) =>
        {
            var query = invocation.Parsed.GetValue(prefix) is { } text ? $"?prefix={Uri.EscapeDataString(text)}" : "";
            var locks = await invocation.Agent.ListAsync($"/v1/locks{query}", ContractsJson.Default.PageLockView, token).ToListAsync(token);
            invocation.Printer.List(
                locks, ContractsJson.Default.LockView,
                new("FILE", held => held.Resource), new("OWNER", held => held.Owner), new("LOCK", held => held.LockId),
                new("SINCE", held => held.AcquiredAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                new("ENDS IN", held => Span.Of(held.ExpiresIn.Value)));
            return ExitCodes.Done;
        }, prefix);
    }

    private static Command Break(Verbs verbs)
    {
        var file = new Argument<string>("FILE") { Description = "As 'clusterctl locks list' shows it" };
        var reason = new Option<string?>("--reason") { Description = "For the event log", HelpName = "TEXT" };
        return verbs.Create("break", "Ends a lock that its owner left behind", async (invocation, token) =>
        {
            var name = invocation.Parsed.GetValue(file)!;
            var held = await invocation.Agent.GetAsync($"/v1/locks/{AgentApi.Segment(name)}", ContractsJson.Default.LockView, token);
            return await invocation.ChangeAsync(
                $"Break the lock of {held.Owner ?? "somebody"} on {name}? What is not saved there is lost.",
                () => invocation.Agent.PostAsync(
                    $"/v1/locks/{AgentApi.Segment(name)}/break", JsonContent.Create(new LockBreakRequest(invocation.Parsed.GetValue(reason)), ContractsJson.Default.LockBreakRequest), token),
                $"{name} is not locked any more", token);
        }, file, reason);
    }
}
