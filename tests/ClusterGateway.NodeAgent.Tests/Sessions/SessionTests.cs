using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Sessions;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Stores;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Sessions;

public abstract class SessionTests
{
    private static readonly string[] Nodes = ["node1", "node2", "node3"];

    private readonly IAgents _agents;
    private readonly string _id = $"s-{Guid.NewGuid():N}";

    private protected SessionTests(IAgents agents) => _agents = agents;

    [Fact]
    public async Task Put_NewThenAgain_IsCreatedThenRefreshed_AndSeenOnEveryNode()
    {
        Assert.Equal(201, (await PutAsync("node1", _id)).Code);
        Assert.Equal(200, (await PutAsync("node1", _id)).Code);

        foreach (var node in Nodes)
        {
            var view = (await _agents.SendAsync(node, "GET", $"/v1/sessions/{_id}")).Read(ContractsJson.Default.SessionView);
            Assert.Equal((_id, "ann", "node1", "i1"), (view.Id, view.User, view.Node, view.Instance));
            Assert.InRange(view.ExpiresIn, 1000, 1200);
        }
    }

    [Fact]
    public async Task Put_AnotherNodeHoldsIt_IsTheConflictThatNamesTheHolder()
    {
        await PutAsync("node1", _id);

        var held = await PutAsync("node2", _id);
        var exists = await _agents.SendAsync("node2", "PUT", $"/v1/sessions/{_id}", Body(), headers: ("If-None-Match", "*"));

        Assert.Equal((409, "session-held"), (held.Code, held.Problem.Name));
        Assert.Equal((412, "precondition-failed"), (exists.Code, exists.Problem.Name));
        foreach (var problem in new[] { held.Problem, exists.Problem })
        {
            Assert.Equal("node1", problem.Extensions["node"].GetString());
            Assert.Equal("i1", problem.Extensions["instance"].GetString());
            Assert.InRange(problem.Extensions["expiresIn"].GetDouble(), 1000, 1200);
        }
    }

    [Fact]
    public async Task Put_OnlyWhenAbsent_SecondIsRefusedToTheHolderToo()
    {
        Assert.Equal(201, (await _agents.SendAsync("node1", "PUT", $"/v1/sessions/{_id}", Body(), headers: ("If-None-Match", "*"))).Code);
        Assert.Equal(412, (await _agents.SendAsync("node1", "PUT", $"/v1/sessions/{_id}", Body(), headers: ("If-None-Match", "*"))).Code);
    }

    [Fact]
    public async Task Put_HundredAtOnceFromThreeAgents_HasOneWinnerWhomAllOthersName()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => PutAsync(Nodes[i % 3], _id, instance: $"i{i}", node: $"holder{i}")));

        var winner = Assert.Single(answers, a => a.Code == 201).Read(ContractsJson.Default.SessionView);
        Assert.All(answers.Where(a => a.Code != 201), a =>
        {
            Assert.Equal(409, a.Code);
            Assert.Equal((winner.Node, winner.Instance), (a.Problem.Extensions["node"].GetString(), a.Problem.Extensions["instance"].GetString()));
        });
        Assert.Equal([_id], await ListAsync($"node={winner.Node}"));
    }

    [Fact]
    public async Task Put_HundredAtOnceByTheSameProcess_AllSucceedAndOneIsNew()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => PutAsync(Nodes[i % 3], _id, node: "node2")));

        Assert.Single(answers, a => a.Code == 201);
        Assert.All(answers, a => Assert.InRange(a.Code, 200, 201));
    }

    [Fact]
    public async Task Put_NewProcessOfTheSameNode_TakesOver_OnlyOnce()
    {
        await PutAsync("node1", _id, instance: "i1");

        Assert.Equal(201, (await PutAsync("node1", _id, instance: "i2")).Code);
        Assert.Equal(200, (await PutAsync("node1", _id, instance: "i2")).Code);

        Assert.Equal("i2", (await FindAsync(_id)).Instance);
        Assert.Equal(409, (await PutAsync("node3", _id, instance: "i2")).Code);
    }

    [Fact]
    public async Task Put_AnotherUserByTheHolder_MovesItBetweenTheUsersLists()
    {
        await PutAsync("node1", _id, user: $"ann {_id}");

        Assert.Equal(200, (await PutAsync("node1", _id, user: $"bob {_id}")).Code);

        Assert.Empty(await ListAsync($"user=ann%20{_id}"));
        Assert.Equal([_id], await ListAsync($"user=bob%20{_id}"));
    }

    [Fact]
    public async Task Delete_EndsIt_AndIsFineAgain()
    {
        await PutAsync("node1", _id, user: _id);

        Assert.Equal(204, (await _agents.SendAsync("node2", "DELETE", $"/v1/sessions/{_id}")).Code);
        Assert.Equal(204, (await _agents.SendAsync("node3", "DELETE", $"/v1/sessions/{_id}")).Code);

        Assert.Equal(404, (await _agents.SendAsync("node1", "GET", $"/v1/sessions/{_id}")).Code);
        Assert.Equal(404, (await _agents.SendAsync("node1", "POST", $"/v1/sessions/{_id}/touch")).Code);
        Assert.Empty(await ListAsync($"user={_id}"));
        Assert.Equal(201, (await PutAsync("node3", _id)).Code);
    }

    [Fact]
    public async Task Tag_NamesTheHolder_ATouchKeepsIt()
    {
        var mine = (await PutAsync("node1", _id, instance: "i1")).Tag!;
        Assert.Equal(mine, (await _agents.SendAsync("node2", "POST", $"/v1/sessions/{_id}/touch")).Tag);
        Assert.Equal(304, (await _agents.SendAsync("node2", "GET", $"/v1/sessions/{_id}", headers: ("If-None-Match", mine))).Code);

        await PutAsync("node1", _id, instance: "i2");

        // The earlier process ends its session late: it must not end the one of its successor.
        Assert.Equal(412, (await _agents.SendAsync("node1", "DELETE", $"/v1/sessions/{_id}", headers: ("If-Match", mine))).Code);
        Assert.Equal(412, (await _agents.SendAsync("node1", "POST", $"/v1/sessions/{_id}/touch", headers: ("If-Match", mine))).Code);
        Assert.Equal(412, (await _agents.SendAsync("node1", "PUT", $"/v1/sessions/{_id}", Body("i2"), headers: ("If-Match", mine))).Code);
        var current = await _agents.SendAsync("node1", "GET", $"/v1/sessions/{_id}", headers: ("If-None-Match", mine));
        Assert.Equal((200, "i2"), (current.Code, current.Read(ContractsJson.Default.SessionView).Instance));
        Assert.Equal(204, (await _agents.SendAsync("node1", "DELETE", $"/v1/sessions/{_id}", headers: ("If-Match", current.Tag!))).Code);
    }

    [Fact]
    public async Task List_ByUserByNodeAndBoth_InPages_HoldsEachOnce()
    {
        var (user, node) = ($"user {_id}", $"n{_id[2..]}");
        foreach (var i in Enumerable.Range(0, 7))
        {
            await PutAsync("node1", $"{_id}/{i}", user, node: i < 4 ? node : "elsewhere");
        }

        await PutAsync("node2", $"{_id}/other", user: "another", node: node);

        Assert.Equal(7, (await ListAsync($"user={Uri.EscapeDataString(user)}&limit=2")).Count);
        Assert.Equal(5, (await ListAsync($"node={node}&limit=3")).Count);
        Assert.Equal(Enumerable.Range(0, 4).Select(i => $"{_id}/{i}"), await ListAsync($"node={node}&user={Uri.EscapeDataString(user)}&limit=3"));
        Assert.Superset(
            Enumerable.Range(0, 7).Select(i => $"{_id}/{i}").ToHashSet(), (await ListAsync("limit=1000", AgentHost.Admin)).ToHashSet());
    }

    [Fact]
    public async Task Clean_AtAStart_ForgetsWhatEarlierProcessesOfTheNodeHeld()
    {
        var node = $"n{_id[2..]}";
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => PutAsync(Nodes[i % 3], $"{_id}-{i}", instance: i % 10 == 0 ? "new" : $"old{i % 3}", node: node)));
        await PutAsync("node1", $"{_id}-elsewhere", instance: "old1", node: "elsewhere");

        Assert.Equal(204, (await _agents.SendAsync("node2", "DELETE", $"/v1/sessions?node={node}&instanceNot=new")).Code);

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{_id}-{i * 10}"), await ListAsync($"node={node}"));
        Assert.Equal(200, (await _agents.SendAsync("node3", "GET", $"/v1/sessions/{_id}-elsewhere")).Code);
        Assert.Equal(204, (await _agents.SendAsync("node2", "DELETE", $"/v1/sessions?node={node}", token: AgentHost.Admin)).Code);
        Assert.Empty(await ListAsync($"node={node}"));
    }

    [Fact]
    public async Task Changes_AnyAtOnceFromThreeAgents_LeaveNoStrayCopies()
    {
        var ids = Enumerable.Range(0, 4).Select(i => $"{_id}-{i}").ToList();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 15; i++)
            {
                var id = ids[(w + i) % ids.Count];
                var answer = (((w * 7) + i) % 5) switch
                {
                    0 => await _agents.SendAsync(Nodes[w % 3], "DELETE", $"/v1/sessions/{id}"),
                    1 => await _agents.SendAsync(Nodes[w % 3], "POST", $"/v1/sessions/{id}/touch"),
                    var kind => await PutAsync(Nodes[w % 3], id, user: $"{_id} {kind}", instance: $"i{i % 3}", node: $"{_id}.{w % 2}"),
                };
                Assert.Contains(answer.Code, new[] { 200, 201, 204, 404, 409 });
            }
        })));

        await using var store = _agents.Cluster.OpenStore();
        async Task<List<(string Id, long Revision)>> ReadAsync(string prefix) =>
            [.. (await store.ListAsync(prefix, null, 1000, CancellationToken.None)).Entries
                .Where(e => e.Key.Contains(_id, StringComparison.Ordinal))
                .Select(e => (e.Key[(e.Key.LastIndexOf('/') + 1)..], e.Revision))
                .Order()];
        var sessions = await ReadAsync("sessions/");
        Assert.Equal(sessions, await ReadAsync("sessions-by-user/"));
        Assert.Equal(sessions, await ReadAsync("sessions-by-node/"));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a%252Fb c?d#e;f=g+h&i")]
    [InlineData("€", 1000)]
    [InlineData("\ud83d\ude00", 2048)]
    public async Task Names_OfAnyKind_AreDecodedOnceAndKept(string text, int times = 1)
    {
        var name = string.Concat(Enumerable.Repeat(text, times)) + (times > 1 ? "" : _id);
        var path = $"/v1/sessions/{Uri.EscapeDataString(name)}";
        try
        {
            Assert.Equal(201, (await PutAsync("node1", name, user: name)).Code);

            var view = (await _agents.SendAsync("node2", "GET", path)).Read(ContractsJson.Default.SessionView);
            Assert.Equal((name, name), (view.Id, view.User));
            Assert.Equal([name], await ListAsync($"user={Uri.EscapeDataString(name)}"));
            Assert.Equal(200, (await _agents.SendAsync("node3", "POST", path + "/touch")).Code);
        }
        finally
        {
            Assert.Equal(204, (await _agents.SendAsync("node3", "DELETE", path)).Code);
        }
    }

    [Fact]
    public async Task Count_OfReferences_IsTheNodesSessionsOnEveryAgent()
    {
        var before = (await _agents.Cluster["node3"].SelfAsync()).Sessions;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => PutAsync("node3", $"{_id}-{i}")));

        await Eventually.TrueAsync(async () => (await _agents.Cluster["node3"].SelfAsync()).Sessions >= before + 5, "the agent counted them");
        await Eventually.TrueAsync(
            async () => (await _agents.Cluster["node1"].MembersAsync()).Items.Single(m => m.Id == "node3").Sessions >= before + 5, "the others know");
    }

    private Task<Answer> PutAsync(string agent, string id, string user = "ann", string instance = "i1", string? node = null) =>
        _agents.SendAsync(agent, "PUT", $"/v1/sessions/{Uri.EscapeDataString(id)}", Body(instance, user, node));

    private static string Body(string instance = "i1", string user = "ann", string? node = null) =>
        System.Text.Json.JsonSerializer.Serialize(new SessionRequest(user, instance, node), ContractsJson.Default.SessionRequest);

    private async Task<SessionView> FindAsync(string id) =>
        (await _agents.SendAsync("node1", "GET", $"/v1/sessions/{Uri.EscapeDataString(id)}")).Read(ContractsJson.Default.SessionView);

    /// <summary>The ids of all pages.</summary>
    private async Task<List<string>> ListAsync(string query, string token = AgentHost.App)
    {
        var ids = new List<string>();
        string? after = null;
        do
        {
            var answer = await _agents.SendAsync("node2", "GET", $"/v1/sessions?{query}{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}", token: token);
            Assert.Equal(200, answer.Code);
            var page = answer.Read(ContractsJson.Default.PageSessionView);
            ids.AddRange(page.Items.Select(s => s.Id));
            after = page.Next;
        }
        while (after is not null);

        return ids;
    }
}
