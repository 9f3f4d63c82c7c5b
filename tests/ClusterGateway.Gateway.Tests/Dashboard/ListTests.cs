using System.Text.Json;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Gateway.Dashboard.Blocks;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Settings;

namespace ClusterGateway.Gateway.Tests.Dashboard;

public sealed class ListTests
{
    [Theory]
    [InlineData("250", false, "250")]
    [InlineData("250", true, "\"250\"")]
    [InlineData("true", false, "true")]
    [InlineData("[1, {\"a\": null}]", false, "[1, {\"a\": null}]")]
    [InlineData("Files of the Example Ltd.", false, "\"Files of the Example Ltd.\"")]
    [InlineData("{not json", false, "\"{not json\"")]
    [InlineData("", false, "\"\"")]
    [InlineData("two\r\nlines", false, "\"two\\nlines\"")]
    public void Parse_IsJson_OrTextAsItStands(string typed, bool isText, string json) =>
        Assert.Equal(json, SettingText.Parse(typed, isText).GetRawText());

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"250\"", "\"250\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("250", "250")]
    [InlineData("null", "null")]
    public void Of_TellsTextFromEverythingElse(string json, string shown) => Assert.Equal(shown, SettingText.Of(JsonSerializer.Deserialize<JsonElement>(json)));

    [Fact]
    public void Rows_HaveWhatIsSet_AndWhatIsOnlyDescribed()
    {
        var settings = new SettingsView(3, [Set("b.limit"), Set("z.other")]);
        var schema = new SettingsSchemaView(
        [
            new("a.title") { Default = JsonSerializer.SerializeToElement("x") }, new("b.*") { Description = "all of b" }, new("b.limit") { Description = "a limit" },
            new("c.path") { NodeScoped = true },
        ]);

        var rows = SettingRow.Of(settings, schema, "");

        Assert.Equal(["a.title", "b.limit", "z.other"], rows.Select(row => row.Key));
        Assert.Equal((null, "a limit", null), (rows[0].Set, rows[1].Definition?.Description, rows[2].Definition));
        Assert.Equal("b.limit", Assert.Single(SettingRow.Of(settings, schema, "LIM")).Key);
        Assert.Equal("all of b", Definitions.Find(schema, "b.size")?.Description);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("192.0.2.7", 1)]
    [InlineData("192.0.0.0/16", 1)]
    [InlineData("2001:db8:0:1::5", 1)]
    [InlineData("8.8.8.8", 0)]
    [InlineData("SCANS", 2)]
    public void Blocks_AreFoundByAnAddressInThem_ANetworkAroundThem_OrTheirReason(string find, int found)
    {
        BlockView[] blocks = [Block("192.0.2.0/24", "scans"), Block("2001:db8:0:1::/64", "scans too"), Block("203.0.113.9/32", "guesses")];

        Assert.Equal(found, BlockSearch.Of(blocks, find).Count);
    }

    private static SettingView Set(string key) => new(key, JsonSerializer.SerializeToElement(1), false, 1, default, "admin");

    private static BlockView Block(string cidr, string reason) => new(cidr, reason, null, "admin", default, null, null);
}
