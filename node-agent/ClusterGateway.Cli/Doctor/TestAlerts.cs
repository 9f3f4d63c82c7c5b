using ClusterGateway.Cli.Agents;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Alerts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Contracts.Problems;

namespace ClusterGateway.Cli.Doctor;

/// <summary>Has every agent that answers send a test alert through every channel: any of them may be the one that has to.</summary>
internal sealed class TestAlerts(AgentAccess access)
{
    public async Task<IReadOnlyList<TestAlert>> SendAsync(ClusterEvidence evidence, CancellationToken cancellationToken)
    {
        var sent = await Task.WhenAll(evidence.Answering.Select(node => SendAsync(node.Member, cancellationToken)));
        return [.. sent.SelectMany(alerts => alerts)];
    }

    /// <summary>What is wrong, from what became of them. Pure.</summary>
    public static IEnumerable<Finding> Findings(IReadOnlyList<TestAlert> alerts)
    {
        foreach (var alert in alerts)
        {
            if (alert.HasNoChannel)
            {
                yield return new Finding(
                    "no-alert-channel", alert.Node, "its agent has no channel to send alerts by",
                    "add ClusterGateway:Alerts:Webhooks or ClusterGateway:Alerts:Smtp, the same on every node, and restart the agent");
            }
            else if (alert.Refused is { } refused)
            {
                yield return new Finding("test-alert-refused", alert.Node, refused, "look at the log of its agent");
            }
            else if (alert.Result is { Outcome: AlertOutcome.Failed } failed)
            {
                yield return new Finding(
                    "alert-not-sent", alert.Node, $"the channel {failed.Channel} {failed.Detail}",
                    $"see that {alert.Node} reaches the receiver, and ClusterGateway:Alerts there: address, headers, template, sign-in");
            }
        }
    }

    private async Task<IReadOnlyList<TestAlert>> SendAsync(NodeView member, CancellationToken cancellationToken)
    {
        try
        {
            using var agent = new AgentApi([new Uri(member.Agent!)], access);
            var page = await agent.PostAsync("/v1/alerts/test", ContractsJson.Default.PageAlertTestView, cancellationToken);
            return [.. page.Items.Select(result => new TestAlert(member.Id, result))];
        }
        catch (AgentRefusedException exception)
        {
            return [new TestAlert(member.Id, Result: null, exception.Message, HasNoChannel: exception.Problem.Name == ProblemTypes.Refused)];
        }
        catch (AgentUnreachableException exception)
        {
            return [new TestAlert(member.Id, Result: null, exception.Message)];
        }
    }
}
