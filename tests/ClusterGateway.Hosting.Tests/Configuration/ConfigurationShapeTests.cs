using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace ClusterGateway.Hosting.Tests.Configuration;

public sealed class ConfigurationShapeTests
{
    [Fact]
    public void Check_SeveralMistakes_NamesThemAll()
    {
        var errors = Check(
            ("Wieght", "3"), ("Interval", "soon"), ("Nodes:0:Agent", "not a url\0"), ("Nodes:1:Agnet", "x"), ("Mode", "fast"), ("Checks:web:Retries", "many"));

        Assert.Equal(
            [
                "Root:Checks:web:Retries: 'many' is not a whole number in range",
                "Root:Interval: 'soon' is not a duration; write 30m, 10s, 250ms or hh:mm:ss",
                "Root:Mode: 'fast' is not one of on, off",
                "Root:Nodes:1:Agnet: unknown key; did you mean 'Agent'?",
                "Root:Wieght: unknown key; did you mean 'Weight'?",
            ],
            errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Check_KeysThatSomethingElseReads_AreKnown() =>
        Assert.Empty(ConfigurationShape.Check(Section(("Tokens", "x")), typeof(Sample), "Tokens"));

    [Fact]
    public void Check_AValueWhereASectionBelongs_IsAnError() =>
        Assert.Equal(["Root:Nodes: 'one' is one value, but a list or a section belongs here"], Check(("Nodes", "one")));

    [Fact]
    public void Check_ASectionWhereAValueBelongs_IsAnError() =>
        Assert.Equal(["Root:Weight: is a section, but one value belongs here"], Check(("Weight:x", "1")));

    [Fact]
    public void Unknown_WithNothingNear_ListsWhatIsKnown() =>
        Assert.Equal("unknown key; known here are Agent, Weight", ConfigurationShape.Unknown("Colour", ["Weight", "Agent"]));

    private static List<string> Check(params (string Key, string Value)[] values) =>
        [.. ConfigurationShape.Check(Section(values), typeof(Sample)).Select(error => error.ToString())];

    private static IConfigurationSection Section(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(v => KeyValuePair.Create("Root:" + v.Key, (string?)v.Value)))
        .Build()
        .GetSection("Root");

    private enum Mode
    {
        On,
        Off,
    }

    private sealed class Sample
    {
        public int Weight { get; init; }

        public Duration Interval { get; init; }

        public Mode Mode { get; init; }

        public IReadOnlyList<Seed> Nodes { get; init; } = [];

        public Dictionary<string, CheckSample> Checks { get; init; } = [];
    }

    private sealed class Seed
    {
        public string? Agent { get; init; }
    }

    private sealed class CheckSample
    {
        public int Retries { get; init; }
    }
}
