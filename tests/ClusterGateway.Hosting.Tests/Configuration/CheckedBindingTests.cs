using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace ClusterGateway.Hosting.Tests.Configuration;

public sealed class CheckedBindingTests
{
    [Fact]
    public void Bind_OneValueThatCannotBeConverted_KeepsItsDefaultAndBindsTheRest()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Root:Weight"] = "heavy",
            ["Root:Interval"] = "5s",
            ["Root:Names:0"] = "a",
            ["Root:Other"] = "x",
        }).Build();
        var errors = new List<ConfigurationError>();

        var options = CheckedBinding.Bind<Sample>(configuration, "Root", errors, alsoKnown: "Other");

        Assert.Equal("Root:Weight", Assert.Single(errors).Path);
        Assert.Equal((100, 5), (options.Weight, options.Interval.TotalSeconds));
        Assert.Equal(["a"], options.Names);
    }

    private sealed class Sample
    {
        public int Weight { get; init; } = 100;

        public Duration Interval { get; init; }

        public IReadOnlyList<string> Names { get; init; } = [];
    }
}
