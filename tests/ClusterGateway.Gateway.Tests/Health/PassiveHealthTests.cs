using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Tests.Health;

public sealed class PassiveHealthTests
{
    [Fact]
    public async Task RequestsFailInARow_NodeTakesNoNewClientsUntilAProbeSucceeds()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        n1.Application.Respond = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        for (var i = 0; i < 10; i++)
        {
            using var response = await gateway.Client.PostAsync("/", new StringContent("body"));
        }

        await gateway.UntilAsync("n1", n => n.Admission == new Admission(KeepsBound: true, PlacementTier.Never), "ejected, and keeps its clients");
        Assert.Equal("n2", await gateway.NodeThatAnswersAsync());
        n1.Application.Respond = context => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "n1");
        await gateway.UntilAsync("n1", n => n.Admission.Tier == PlacementTier.Healthy, "takes new clients again");
    }

    [Fact]
    public async Task LastNode_IsNeverEjected()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var gateway = await RunningGateway.StartAsync(n1);
        n1.Application.Respond = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        for (var i = 0; i < 10; i++)
        {
            using var response = await gateway.Client.PostAsync("/", new StringContent("body"));
        }

        Assert.Equal(PlacementTier.Healthy, gateway.View.Current.Nodes["n1"].Admission.Tier);
        Assert.Equal(EjectionOutcome.LastOne, gateway.View.Eject("n1", TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(ForwarderError.RequestBodyDestination, false)]
    [InlineData(ForwarderError.Request, true)]
    public async Task Note_UploadThatTheNodeRefuses_IsNoFailureOfTheNode(ForwarderError error, bool isEjected)
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        n1.Application.Respond = context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        var context = new DefaultHttpContext();
        context.Features.Set<IReverseProxyFeature>(new ReverseProxyFeature { ProxiedDestination = new DestinationState("n1") });
        context.Features.Set<IForwarderErrorFeature>(new Failed(error));

        for (var i = 0; i < 5; i++)
        {
            gateway.Service<PassiveHealth>().Note(context, AttemptFailure.ConnectionLost);
        }

        Assert.Equal(isEjected, gateway.View.Current.Nodes["n1"].Admission.Tier == PlacementTier.Never);
    }

    [Fact]
    public async Task AnyFailing_NodeEjectedOrGone_IsOver()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        var health = gateway.Service<PassiveHealth>();

        health.Note(To("elsewhere", failed: true), AttemptFailure.Connect);
        Assert.False(health.AnyFailing);

        for (var i = 0; i < 5; i++)
        {
            health.Note(To("n2", failed: true), AttemptFailure.Connect);
            Assert.Equal(i < 4, health.AnyFailing);
        }

        health.Note(To("n2", failed: true), AttemptFailure.Connect);
        n1.Members = () => [n1.View];
        await n2.DisposeAsync();
        await Eventually.TrueAsync(() => !gateway.View.Current.Nodes.ContainsKey("n2"), "n2 has left");
        Assert.True(health.AnyFailing);

        health.Note(To("n1", failed: false), AttemptFailure.None);
        Assert.False(health.AnyFailing);
    }

    private static DefaultHttpContext To(string node, bool failed)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IReverseProxyFeature>(new ReverseProxyFeature { ProxiedDestination = new DestinationState(node) });
        context.Features.Set<IForwarderErrorFeature>(failed ? new Failed(ForwarderError.Request) : null);
        return context;
    }

    private sealed class Failed(ForwarderError error) : IForwarderErrorFeature
    {
        public ForwarderError Error => error;

        public Exception? Exception => null;
    }

    [Theory]
    [InlineData(0.5, (int)ApplicationAnswer.Good, false)]
    [InlineData(1, (int)ApplicationAnswer.Good, true)]
    [InlineData(1, (int)ApplicationAnswer.Bad, false)]
    [InlineData(1, null, false)]
    [InlineData(30, (int)ApplicationAnswer.None, true)]
    public void IsOver_Probe_EndsItWhenItCameLater(double age, int? answer, bool expected)
    {
        var ejection = new Ejection(0, TimeSpan.FromSeconds(30));

        Assert.Equal(expected, ejection.IsOver(TimeSpan.FromSeconds(age), (ApplicationAnswer?)answer, TimeSpan.FromSeconds(1)));
    }
}
