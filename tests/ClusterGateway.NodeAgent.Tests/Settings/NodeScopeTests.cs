using ClusterGateway.NodeAgent.Settings;
using ClusterGateway.NodeAgent.Settings.NodeScoping;
using ClusterGateway.NodeAgent.Settings.Replication;
using ClusterGateway.NodeAgent.Settings.Schema;

namespace ClusterGateway.NodeAgent.Tests.Settings;

/// <summary>The lists of the vendors' guides, key by key.</summary>
public sealed class NodeScopeTests
{
    private static readonly SettingsSchema NoSchema = SettingsSchema.Of(SettingsCopy.Empty);

    [Theory]
    [InlineData("ajp.port")]
    [InlineData("config.url")]
    [InlineData("hostname")]
    [InlineData("net.bindaddress")]
    [InlineData("nick")]
    [InlineData("nodeid")]
    [InlineData("plugin.webinterface.port")]
    [InlineData("port")]
    [InlineData("ssl.port")]
    [InlineData("database.url")]
    [InlineData("database.username")]
    [InlineData("database.password")]
    [InlineData("downloadlimit")]
    [InlineData("foldersbase")]
    [InlineData("landownloadlimit")]
    [InlineData("lanuploadlimit")]
    [InlineData("license.email")]
    [InlineData("license.key")]
    [InlineData("provider.url.httptunnel")]
    [InlineData("uploadlimit")]
    [InlineData("Ssl.Port")]
    public void PowerFolder_OfItsTwoLists_IsNodeScoped(string key) => Assert.NotNull(Of("powerfolder").Match(key, NoSchema));

    [Theory]
    [InlineData("folders.mount.dynamic")]
    [InlineData("folder.watcher.enabled")]
    [InlineData("web.base.url")]
    [InlineData("port.range")]
    [InlineData("server.nick")]
    [InlineData("uploadlimits")]
    public void PowerFolder_WhatIsSynchronized_IsNot(string key) => Assert.Null(Of("powerfolder").Match(key, NoSchema));

    [Theory]
    [InlineData("default", "node.id", true)]
    [InlineData("default", "smtp.port", true)]
    [InlineData("default", "database.password", true)]
    [InlineData("default", "license.key", true)]
    [InlineData("default", "storage.path", true)]
    [InlineData("default", "portal.title", false)]
    [InlineData("default", "upload.limit", false)]
    [InlineData("mdaemon", "license.key", true)]
    [InlineData("mdaemon", "lockfiles.folder", true)]
    [InlineData("mdaemon", "smtp.relay", false)]
    [InlineData("myworkdrive", "device.id", true)]
    [InlineData("myworkdrive", "log.level", true)]
    [InlineData("myworkdrive", "office365.tenant", true)]
    [InlineData("myworkdrive", "shares.finance", false)]
    [InlineData("none", "port", false)]
    public void Profiles_SayWhatIsEachNodes(string profile, string key, bool scoped) =>
        Assert.Equal(scoped, Of(profile).Match(key, NoSchema) is not null);

    [Theory]
    [InlineData("a*c", "abbbc", true)]
    [InlineData("a*c", "abbb", false)]
    [InlineData("a?c", "abc", false)]
    [InlineData("a?c", "a?c", true)]
    [InlineData("a\\c", "a\\c", true)]
    [InlineData("*", "anything at all", true)]
    [InlineData("*.port", "port", false)]
    public void Pattern_KnowsTheAsteriskOnly(string pattern, string key, bool matches) => Assert.Equal(matches, new KeyPattern(pattern).Matches(key));

    private static NodeScope Of(string profile) => new(new SettingsOptions { Profile = profile });
}
