using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Tests.ShareLinks;

public abstract partial class LinkTests
{
    [Fact]
    public async Task Consume_TwoHundredAtOnce_ReachTheLimitAndNeverExceedIt()
    {
        const int Limit = 70;
        var made = await Node1.CreateAsync(Link with { MaxDownloads = Limit, ExpiresIn = Duration.FromSeconds(3600) });
        var grants = await OnAllNodesAsync(200, (node, _) => node.GrantAsync(made.Token));

        var outcomes = await OnAllNodesAsync(200, (node, i) => node.ConsumeAsync(grants[i].Grant));

        Assert.Equal(Limit, outcomes.Count(status => status == 204));
        Assert.Equal(200 - Limit, outcomes.Count(status => status == 410));
        Assert.Equal(Limit, (await Node3.FindAsync(made.Id)).Link.Downloads);
        Assert.Equal(Limit, (await Node3.ListAsync("?owner=" + _owner)).Items.Single().Downloads);
        Assert.Equal(NotFound, await Node2.TryResolveAsync(made.Token));
    }

    [Fact]
    public async Task Consume_WhileTheLinkIsChanged_LosesNeither()
    {
        var made = await Node1.CreateAsync(Link with { MaxDownloads = 1000 });
        var grants = await OnAllNodesAsync(40, (node, _) => node.GrantAsync(made.Token));

        var changing = OnAllNodesAsync(10, (node, i) => node.PatchAsync(made.Id, $$"""{"note":"{{i}}"}"""));
        var consumed = await OnAllNodesAsync(40, (node, i) => node.ConsumeAsync(grants[i].Grant));

        Assert.All(await changing, o => Assert.Equal(Done, o));
        Assert.All(consumed, status => Assert.Equal(204, status));
        var (link, _) = await Node2.FindAsync(made.Id);
        Assert.Equal(40, link.Downloads);
        Assert.Equivalent(link, (await Node1.ListAsync("?owner=" + _owner)).Items.Single());
    }

    [Fact]
    public async Task Revoke_WhileVisitorsCome_HoldsFromItsAnswerOn()
    {
        var made = await Node1.CreateAsync(Link);
        using var stop = new CancellationTokenSource();
        var revokedAt = long.MaxValue;
        var visitors = OnAllNodesAsync(6, async (node, _) =>
        {
            var late = 0;
            while (!stop.IsCancellationRequested)
            {
                var after = TimeProvider.System.GetTimestamp() > Volatile.Read(ref revokedAt);
                using var answer = await node.ResolveAsync(made.Token);
                late += after && answer.IsSuccessStatusCode ? 1 : 0;
                if (after)
                {
                    return late;
                }
            }

            return late;
        });

        Assert.Equal((204, null), await Node1.RevokeAsync(made.Id));
        Volatile.Write(ref revokedAt, TimeProvider.System.GetTimestamp());

        Assert.All(await Testing.Waiting.Eventually.CompletesAsync(visitors, "every visitor came after the revocation"), late => Assert.Equal(0, late));
        await stop.CancelAsync();
    }

    [Fact]
    public async Task Resolve_AHundredGuessesAtOnce_TenAreLookedAt()
    {
        var made = await Node1.CreateAsync(Link with { Password = LinkCalls.Password });

        var outcomes = await OnAllNodesAsync(100, async (node, i) =>
        {
            // The same /64, and the same as IPv4, in many spellings.
            using var answer = await node.ResolveAsync(made.Token, $"guess {i}", $"2001:db8::{i:x}");
            var (status, problem) = await LinkCalls.OutcomeAsync(answer);
            return (status, problem, Wait: answer.Headers.RetryAfter?.Delta);
        });

        Assert.Equal(10, outcomes.Count(o => o is (403, "password-wrong", null)));
        Assert.Equal(90, outcomes.Count(o => o is (429, "rate-limited", not null)));
        var limited = await Node2.ResolveAsync(made.Token, LinkCalls.Password, "2001:db8::ffff:1:2:3");
        Assert.Equal(429, (int)limited.StatusCode);
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 500, 600);
        Assert.Equal(Done, await Node3.TryResolveAsync(made.Token, LinkCalls.Password, "2001:db8:0:1::1"));
    }
}
