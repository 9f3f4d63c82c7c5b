using System.Net;
using System.Net.Http.Headers;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.Cluster.Tests.Primary;

public sealed class HandOverTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Switchover_WhileAnAdminRequestTakesThreeSeconds_ItIsAnsweredAndTheNextGoesToTheNewPrimary()
    {
        using var admin = fixture.NewUser();
        var before = await admin.AdminWhoAmIAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = fixture.Cluster.Url };
        using var form = new SlowForm($"user={fixture.Cluster.File.Demo.Admin.Name}", $"&password={fixture.Cluster.File.Demo.Admin.Password}");
        var slow = http.PostAsync(new Uri("/admin/login", UriKind.Relative), form);
        await form.Begun;

        await fixture.Cluster.CommandAsync("switchover");
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(3))
        {
            var self = await fixture.Cluster.SelfAsync(before.Node);
            Assert.Equal((NodeRole.Primary, before.Term), (self.Role, self.Term));
        }

        var next = admin.AdminWhoAmIAsync();
        form.Finish();

        // Signed in: on to the page.
        using var answer = await slow;
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(before.Node, answer.Headers.GetValues(ClusterHeaders.Node).Single());
        var after = await next;
        Assert.NotEqual(before.Node, after.Node);
        Assert.True(after.Term > before.Term, $"term {after.Term} follows {before.Term}");
    }

    /// <summary>A form whose end is sent when the test says so.</summary>
    private sealed class SlowForm : HttpContent
    {
        private readonly string _start;
        private readonly string _end;
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowForm(string start, string end)
        {
            (_start, _end) = (start, end);
            Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        }

        public Task Begun => _begun.Task;

        public void Finish() => _finish.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(_start));
            await stream.FlushAsync();
            _begun.SetResult();
            await _finish.Task;
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(_end));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
