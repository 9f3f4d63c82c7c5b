using System.Text.RegularExpressions;
using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Cluster.Tests.Documentation;

/// <summary>Who follows the installation pages has a cluster in which the first drill succeeds.</summary>
public sealed class InstallTests(PublishedPrograms programs) : IClassFixture<PublishedPrograms>
{
    private static readonly string PostgreSqlPage = TextOf("docs/how-to/install-on-postgresql.md");

    [Fact]
    public async Task PostgreSql_FollowedToTheDrill_Works()
    {
        await using var server = await PostgresServer.CreateAsync();
        await using var scenario = new InstallScenario(programs.Directory, [
            ("sudo -u postgres psql", $"psql -q -h 127.0.0.1 -p {server.Port} -U postgres -d postgres"),
            ("Host=10.0.0.5;", $"Host=127.0.0.1;Port={server.Port};"),
        ]);

        await scenario.FollowAsync(ShellBlock.Of(PostgreSqlPage));
    }

    /// <summary>Its page has one step, in place of the other's.</summary>
    [Fact]
    public async Task Redis_FollowedToTheDrill_Works()
    {
        var page = TextOf("docs/how-to/install-on-redis.md");
        await using var server = await RedisServer.CreateAsync();
        foreach (var line in ShellBlock.Of(page).Single(block => block.What == "redis.conf").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal("+OK", await server.ExecuteAsync($"CONFIG SET {line}"));
        }

        await using var scenario = new InstallScenario(programs.Directory, [("10.0.0.5:6379", $"127.0.0.1:{server.Port}"), ("\"postgresql\"", "\"redis\"")]);

        await scenario.FollowAsync(ShellBlock.Of(Regex.Replace(
            PostgreSqlPage, "^## 4.*?(?=^## 5)", page.Replace("<!-- file: redis.conf -->", "<!-- not run: done -->", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal),
            RegexOptions.Multiline | RegexOptions.Singleline)));
    }

    private static string TextOf(string page) => MarkdownPage.All.Single(it => it.Path == page).Text;
}
