using System.Collections.Immutable;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Gateway.Certificates;
using ClusterGateway.Testing.Certificates;

namespace ClusterGateway.Gateway.Tests.Certificates;

public sealed class CertificatePlanTests : IDisposable
{
    private static readonly ImmutableDictionary<string, HeldVersions> Nothing = ImmutableDictionary<string, HeldVersions>.Empty;

    private readonly TestAuthority _authority = new();

    [Fact]
    public void Rotation_GoesThroughStaged_AndFetchesEachVersionOnce()
    {
        var staged = Follow(Nothing, Told(active: null, staged: 5));
        Assert.Equal(["portal/5/staged"], CertificatePlan.Report(staged));
        Assert.Empty(CertificatePlan.ToFetch(Told(5, null), staged));

        var served = Follow(staged, Told(5, null));
        var next = Follow(served, Told(5, staged: 6));
        Assert.Equal(["portal/5/serving", "portal/6/staged"], CertificatePlan.Report(next));
        Assert.Equal(["portal/6/serving"], CertificatePlan.Report(Follow(next, Told(6, null))));
    }

    [Fact]
    public void OlderVersion_IsNeverServedAgain()
    {
        var served = Follow(Nothing, Told(6, null));

        Assert.Empty(CertificatePlan.ToFetch(Told(5, staged: 4), served));
        Assert.Equal(["portal/6/serving"], CertificatePlan.Report(Follow(served, Told(5, staged: 4))));
    }

    [Fact]
    public void WhatCannotBeFetched_LeavesTheOldOneServed()
    {
        var served = Follow(Nothing, Told(5, null));

        var after = CertificatePlan.Apply(Told(6, null), served, new Dictionary<(string, long), HeldVersion>());

        Assert.Equal(["portal/5/serving"], CertificatePlan.Report(after));
        Assert.Equal([("portal", 6L)], CertificatePlan.ToFetch(Told(6, null), after));
    }

    [Fact]
    public void EmptiedStore_TakesNothingAway_ButARemovalDoes()
    {
        var served = Follow(Nothing, Told(5, null));

        Assert.Equal(["portal/5/serving"], CertificatePlan.Report(Follow(served, new CertificateListView(0, [], []))));
        Assert.Equal(["portal/5/serving"], CertificatePlan.Report(Follow(served, new CertificateListView(9, [], [new RemovedCertificateView("portal", 4)]))));
        Assert.Empty(Follow(served, new CertificateListView(9, [], [new RemovedCertificateView("portal", 5)])));
    }

    public void Dispose() => _authority.Dispose();

    private ImmutableDictionary<string, HeldVersions> Follow(ImmutableDictionary<string, HeldVersions> held, CertificateListView told) =>
        CertificatePlan.Apply(told, held, CertificatePlan.ToFetch(told, held).ToDictionary(it => it, it => Held(it.Version)));

    private HeldVersion Held(long version)
    {
        var pair = _authority.Issue(["portal.example"]);
        return HeldVersion.Of(new CertificateBundleView("portal", version, pair.Certificate, pair.Key));
    }

    private static CertificateListView Told(long? active, long? staged) => new(1, [new CertificateView("portal", Of(active), Of(staged), [])], []);

    private static CertificateVersionView? Of(long? version) => version is null
        ? null
        : new(version.Value, "", "", "", [], default, default, "", 0, default, default);
}
