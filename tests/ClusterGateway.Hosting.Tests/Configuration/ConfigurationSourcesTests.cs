using ClusterGateway.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace ClusterGateway.Hosting.Tests.Configuration;

public sealed class ConfigurationSourcesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    [Fact]
    public void Load_FromFilesAndCommandLine_LetsTheLaterWin()
    {
        var configuration = new ConfigurationManager();

        var errors = ConfigurationSources.Load(
            configuration, "none.json", ProgramArguments.Parse(["--config", Write("a", """{"A":1,"B":1,"C":1}"""), $"--config={Write("b", """{"B":2,"C":2}""")}", "--C=3"]));

        Assert.Empty(errors);
        Assert.Equal("1 2 3", $"{configuration["A"]} {configuration["B"]} {configuration["C"]}");
    }

    [Fact]
    public void Load_FilesThatCannotBeRead_AreNamedTogether()
    {
        var errors = ConfigurationSources.Load(
            new ConfigurationManager(), "none.json", ProgramArguments.Parse(["--config", "/nowhere.json", "--config", Write("bad", "{ oops")]));

        Assert.Equal(2, errors.Count);
        Assert.Equal("--config: '/nowhere.json' does not exist", errors[0].ToString());
        Assert.Contains("cannot be read", errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OwnSwitches_AreTakenOut()
    {
        var arguments = ProgramArguments.Parse(["--validate", "--Urls=http://x", "--config", "f", "-h"]);

        Assert.True(arguments is { Validate: true, Help: true });
        Assert.Equal(["f"], arguments.ConfigFiles);
        Assert.Equal(["--Urls=http://x"], arguments.Rest);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private string Write(string name, string json)
    {
        var path = Path.Combine(_directory.FullName, name + ".json");
        File.WriteAllText(path, json);
        return path;
    }
}
