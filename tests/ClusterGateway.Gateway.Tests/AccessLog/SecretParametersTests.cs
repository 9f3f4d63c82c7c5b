using ClusterGateway.Gateway.AccessLog;

namespace ClusterGateway.Gateway.Tests.AccessLog;

public sealed class SecretParametersTests
{
    [Theory]
    [InlineData("/files/a.txt", "/files/a.txt")]
    [InlineData("/app;jsessionid=1234.node1/x", "/app;jsessionid=REDACTED/x")]
    [InlineData("/app;a=1;b=2", "/app;a=REDACTED;b=REDACTED")]
    [InlineData("/app;flag/x;y=1=2", "/app;flag/x;y=REDACTED")]
    [InlineData("/;=x", "/;=REDACTED")]
    public void WithoutValues_Path(string path, string expected) => Assert.Equal(expected, SecretParameters.WithoutValues(path));

    [Theory]
    [InlineData("?q=report&page=2", "?q=report&page=2")]
    [InlineData("?access_token=abc&x=1", "?access_token=REDACTED&x=1")]
    [InlineData("?x=1&%61ccess%5Ftoken=abc", "?x=1&%61ccess%5Ftoken=REDACTED")]
    [InlineData("?X-Amz-Signature=abc", "?X-Amz-Signature=REDACTED")]
    [InlineData("?CODE=1&state=2", "?CODE=REDACTED&state=2")]
    [InlineData("?keyboard=de&monkey=1", "?keyboard=de&monkey=1")]
    [InlineData("?token", "?token")]
    [InlineData("?token=a=b", "?token=REDACTED")]
    [InlineData("?", "?")]
    [InlineData("?&&", "?&&")]
    public void WithoutSecrets_Query(string query, string expected) => Assert.Equal(expected, SecretParameters.WithoutSecrets(query));
}
