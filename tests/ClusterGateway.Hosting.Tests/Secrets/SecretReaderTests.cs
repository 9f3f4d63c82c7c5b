using ClusterGateway.Hosting.Configuration;
using ClusterGateway.Hosting.Secrets;
using Microsoft.Extensions.Configuration;

namespace ClusterGateway.Hosting.Tests.Secrets;

public sealed class SecretReaderTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();
    private readonly List<ConfigurationError> _errors = [];

    [Fact]
    public void Read_AValue_IsThatOne() => Assert.Equal(["s1"], Read(("Admin", "s1")));

    [Fact]
    public void Read_AList_IsCurrentFirst() => Assert.Equal(["s2", "s1"], Read(("Admin:0", "s2"), ("Admin:1", "s1")));

    [Fact]
    public void Read_AFile_IsItsLines() => Assert.Equal(["s2", "s1"], Read(("AdminFile", Write("s2\n\n s1 \n"))));

    [Fact]
    public void Read_Nothing_IsEmptyAndNoError()
    {
        Assert.Empty(Read());
        Assert.Empty(_errors);
    }

    [Theory]
    [InlineData("/nowhere/token", "cannot be read")]
    [InlineData("", "cannot be read")]
    public void Read_AFileThatIsNotThere_NamesItsKey(string file, string expected)
    {
        _ = file.Length == 0 ? Read(("AdminFile", _directory.FullName)) : Read(("AdminFile", file));

        var error = Assert.Single(_errors);
        Assert.Equal("Tokens:AdminFile", error.Path);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnEmptyFile_IsAnError()
    {
        Read(("AdminFile", Write("\n")));

        Assert.Contains("is empty", Assert.Single(_errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ValueAndFile_IsAnErrorThatHidesTheValue()
    {
        Read(("Admin", "s3cret"), ("AdminFile", Write("other")));

        Assert.DoesNotContain("s3cret", Assert.Single(_errors).ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private IReadOnlyList<string> Read(params (string Key, string Value)[] values) => SecretReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create("Tokens:" + v.Key, (string?)v.Value))).Build().GetSection("Tokens"),
        "Admin",
        _errors);

    private string Write(string text)
    {
        var path = Path.Combine(_directory.FullName, "token");
        File.WriteAllText(path, text);
        return path;
    }
}
