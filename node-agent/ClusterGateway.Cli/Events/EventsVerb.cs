using System.CommandLine;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using ClusterGateway.Cli.Agents;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;

namespace ClusterGateway.Cli.Events;

/// <summary><c>clusterctl events</c>.</summary>
internal static class EventsVerb
{
    public static Command Create(Verbs verbs)
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what happens, until it is interrupted" };
        var limit = new Option<int>("--limit", "-n") { Description = "The last so many; 0 is all that are kept", HelpName = "N", DefaultValueFactory = _ => 50 };
        return verbs.Create("events", "What happened in the cluster, oldest first", async (invocation, token) =>
        {
            var last = await RecentEvents.LastAsync(invocation.Agent, invocation.Parsed.GetValue(limit), token);
            foreach (var happened in last)
            {
                invocation.Printer.Next(happened, ContractsJson.Default.EventView, Line);
            }

            if (invocation.Parsed.GetValue(follow))
            {
                await FollowAsync(invocation, last is [.., var newest] ? newest.Id : null, token);
            }

            return ExitCodes.Done;
        }, follow, limit);
    }

    /// <summary>Until it is interrupted, which is how it ends well.</summary>
    private static async Task FollowAsync(Invocation invocation, string? after, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await invocation.Agent.StreamAsync($"/v1/events{(after is null ? "" : $"?after={after}")}", cancellationToken);
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var events = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize(data, ContractsJson.Default.EventView));
            await foreach (var item in events.EnumerateAsync(cancellationToken))
            {
                invocation.Printer.Next(item.Data!, ContractsJson.Default.EventView, Line);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or JsonException)
        {
            throw new AgentUnreachableException($"the agent went away: {exception.Message}", exception);
        }

        throw new AgentUnreachableException("the agent stopped");
    }

    private static string Line(EventView happened)
    {
        var time = happened.Time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var actor = happened.Actor is { } who && who != happened.Node ? $" (by {who})" : "";
        return $"{time}  {happened.Type,-24}  {happened.Node ?? "–",-12}  {happened.Reason}{(happened.Detail is null ? "" : $" {happened.Detail}")}{actor}";
    }
}
