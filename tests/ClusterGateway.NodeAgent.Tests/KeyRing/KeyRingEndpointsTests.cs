using System.Net;
using System.Net.Http.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.KeyRing;
using ClusterGateway.NodeAgent.KeyRing;
using ClusterGateway.NodeAgent.Tests.Serving;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Tests.KeyRing;

public sealed class KeyRingEndpointsTests : IAsyncLifetime
{
    private FeatureServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await FeatureServer.StartAsync(TimeProvider.System, s => s.AddKeyRing(), e => e.MapKeyRing());

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Get_EmptyRing_AnswersNoElements() => Assert.Empty(await ReadAsync());

    [Fact]
    public async Task Post_NewElements_AreReadInTheOrderOfTheirIds()
    {
        foreach (var id in (string[])["key-b", "key~", "key:", "key-a"])
        {
            using var answer = await PostAsync(new KeyRingRequest(id, "value of " + id));
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            Assert.Null(answer.Headers.Location);
        }

        Assert.Equal(
            [.. ((string[])["key-a", "key-b", "key:", "key~"]).Select(id => new KeyRingElement(id, "value of " + id))], await ReadAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_SameIdAgain_KeepsTheFirst(bool first)
    {
        using var added = await PostAsync(new KeyRingRequest("key", "one", First: first));
        using var again = await PostAsync(new KeyRingRequest("key", "two", First: first));

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(new KeyRingElement("key", "one"), await again.Content.ReadFromJsonAsync<KeyRingElement>());
        Assert.Equal("one", Assert.Single(await ReadAsync()).Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_FirstIntoARingThatIsNotEmpty_IsPreconditionFailed(bool earlierWasFirst)
    {
        using var earlier = await PostAsync(new KeyRingRequest("key1", "one", First: earlierWasFirst));
        using var answer = await PostAsync(new KeyRingRequest("key2", "two", First: true));

        await AssertProblemAsync(answer, HttpStatusCode.PreconditionFailed, "precondition-failed");
        Assert.Equal("key1", Assert.Single(await ReadAsync()).Id);
    }

    [Fact]
    public async Task Post_TwentyFirstAtOnce_OneWins()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => PostAsync(new KeyRingRequest($"key{i}", "value", First: true))));

        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        Assert.Equal(19, answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed));
        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task Post_IdOfFullLength_IsStored()
    {
        var id = new string('%', 200);
        using var answer = await PostAsync(new KeyRingRequest(id, "value"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(id, Assert.Single(await ReadAsync()).Id);
    }

    [Theory]
    [InlineData("""{"value":"v"}""")]
    [InlineData("""{"id":"","value":"v"}""")]
    [InlineData("""{"id":"a b","value":"v"}""")]
    [InlineData("""{"id":"ä","value":"v"}""")]
    [InlineData("""{"id":"key"}""")]
    [InlineData("""{"id":"key","value":""}""")]
    [InlineData("""{"id":"key","value":1}""")]
    [InlineData("""{"id":"key",""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Post_BadBody_IsInvalidRequest(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _server.Client.PostAsync("/v1/keyring", content);

        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Post_IdTooLong_IsInvalidRequest()
    {
        using var answer = await PostAsync(new KeyRingRequest(new string('a', 201), "value"));

        await AssertProblemAsync(answer, HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData((64 * 1024) + 1)]
    [InlineData(1024 * 1024)]
    public async Task Post_ValueTooLarge_IsTooLarge(int length)
    {
        using var answer = await PostAsync(new KeyRingRequest("key", new string('v', length)));

        await AssertProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Get_StoredElementIsCorrupt_IsAnErrorInsteadOfAnEmptyRing()
    {
        await _server.Store.CommitAsync(
            new StoreCommit(new StorePut("keyring/elements/key", "{"u8.ToArray(), StoreCondition.Any)), CancellationToken.None);

        using var answer = await _server.Client.GetAsync("/v1/keyring");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    private Task<HttpResponseMessage> PostAsync(KeyRingRequest request) => _server.Client.PostAsJsonAsync("/v1/keyring", request);

    private async Task<IReadOnlyList<KeyRingElement>> ReadAsync() =>
        (await _server.Client.GetFromJsonAsync("/v1/keyring", ContractsJson.Default.KeyRingView))!.Elements;

    private static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string name)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(name, (await answer.Content.ReadFromJsonAsync(ContractsJson.Default.ProblemView))!.Name);
    }
}
