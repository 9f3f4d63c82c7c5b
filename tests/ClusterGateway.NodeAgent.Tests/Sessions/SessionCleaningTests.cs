using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Sessions;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Storage;
using ClusterGateway.Storage.InMemory;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

public sealed class SessionCleaningTests
{
    [Fact]
    public async Task Clean_SessionsChangeBetweenLookAndCommit_OnlyTheLostOnesGo()
    {
        var store = new RecordingStore(new InMemoryStore(new StoreOptions("test", ""), TimeProvider.System));
        await using var agent = await AgentHost.StartAsync("node1", store);
        using var http = agent.Client(AgentHost.App);
        foreach (var id in new[] { "lost", "taken over", "touched", "ended" })
        {
            Assert.Equal(201, await PutAsync(http, id, "old"));
        }

        var between = 0;
        store.BeforeCommit = async commit =>
        {
            if (commit.Operations[0] is StoreDelete { Key: "sessions/ended" } && Interlocked.Increment(ref between) == 1)
            {
                Assert.Equal(201, await PutAsync(http, "taken over", "new"));
                using var touched = await http.PostAsync(new Uri("/v1/sessions/touched/touch", UriKind.Relative), content: null);
                using var ended = await http.DeleteAsync(new Uri("/v1/sessions/ended", UriKind.Relative));
            }
        };
        using var cleaned = await http.DeleteAsync(new Uri("/v1/sessions?instanceNot=new", UriKind.Relative));

        Assert.Equal(204, (int)cleaned.StatusCode);
        Assert.True(between >= 1, "nothing came between");
        var left = await http.GetFromJsonAsync("/v1/sessions", ContractsJson.Default.PageSessionView);
        Assert.Equal(["taken over"], left!.Items.Select(s => s.Id));
        Assert.Equal(1, await store.CountAsync("sessions-by-node/", CancellationToken.None));
        Assert.Equal(1, await store.CountAsync("sessions-by-user/", CancellationToken.None));
    }

    private static async Task<int> PutAsync(HttpClient http, string id, string instance)
    {
        using var body = JsonContent.Create(new SessionRequest("ann", instance), ContractsJson.Default.SessionRequest);
        using var answer = await http.PutAsync(new Uri($"/v1/sessions/{Uri.EscapeDataString(id)}", UriKind.Relative), body);
        return (int)answer.StatusCode;
    }
}
