using ClusterGateway.Cli;
using ClusterGateway.Contracts;
using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.NodeAgent.Tests.Cli;
using ClusterGateway.Testing.Certificates;
using ClusterGateway.Testing.Stores;

namespace ClusterGateway.NodeAgent.Tests.Certificates;

/// <summary><c>clusterctl certs</c>, asked through a secondary: it finds the primary by itself.</summary>
public sealed class CertsVerbTests(CertificateAgentsOn<InMemoryFixture> agents) : IClassFixture<CertificateAgentsOn<InMemoryFixture>>, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cg-certs-");

    [Fact]
    public async Task Certs_AreAddedReplacedListedAndRemoved()
    {
        var (first, second) = (agents.Authority.Issue(["ctl.example"]), agents.Authority.Issue(["ctl.example"]));
        Assert.Equal(ExitCodes.Done, (await RunAsync("add", "ctl", "--cert", Chain(first), "--key", Write("key.pem", first.Key), "--activate")).ExitCode);
        var mismatched = await RunAsync("add", "ctl", "--cert", Chain(first), "--key", Write("key.pem", second.Key));
        Assert.Equal(ExitCodes.Refused, mismatched.ExitCode);
        Assert.Contains("belongs to none", mismatched.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, (await RunAsync("add", "ctl", "--pfx", Write("pair.pfx", second.Pfx("secret")), "--password-file", Write("password", "secret\n"), "--force")).ExitCode);

        Assert.Contains("ctl.example", (await RunAsync("list")).Output, StringComparison.Ordinal);
        var found = (await agents.SendAsync("GET", "/ctl")).Read(ContractsJson.Default.CertificateView);
        Assert.Equal((first.Fingerprint, second.Fingerprint), (found.Active!.Fingerprint, found.Staged!.Fingerprint));
        Assert.Equal(ExitCodes.Done, (await RunAsync("activate", "ctl")).ExitCode);
        Assert.Equal(ExitCodes.Refused, (await RunAsync("activate", "ctl")).ExitCode);
        Assert.Equal(ExitCodes.Done, (await RunAsync("remove", "ctl")).ExitCode);
        Assert.Equal(404, (await agents.SendAsync("GET", "/ctl")).Code);
        Assert.Equal(ExitCodes.WrongUsage, (await RunAsync("add", "ctl", "--key", Write("key.pem", first.Key))).ExitCode);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private Task<CtlRun> RunAsync(params string[] arguments) => CtlRun.OfAsync(agents.Secondary.Url, typed: null, ["certs", .. arguments]);

    private string Chain(TestPair pair) => Write("chain.pem", pair.Certificate + agents.Authority.IssuerPem + agents.Authority.RootPem);

    private string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
