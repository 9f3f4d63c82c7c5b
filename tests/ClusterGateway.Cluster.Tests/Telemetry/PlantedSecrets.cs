using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ClusterGateway.Testing.Certificates;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests.Telemetry;

/// <summary>Tells the agents of a cluster secrets of every kind: as they are meant to be told, by mistake, to the wrong node, and in bodies that break off.</summary>
internal sealed class PlantedSecrets(TestCluster cluster)
{
    private const string Setting = "planted-setting-4c8d1f";
    private const string Passphrase = "planted-passphrase-b07e55";
    private const string KeyPassword = "planted-key-password-1a9c";
    private const string PfxPassword = "planted-pfx-password-6e2b";
    private const string Account = "planted-account-83fd";
    private const string Guess = "planted-guess-5b71";
    private const string Misplaced = "planted-misplaced-29ce";

    private static readonly HttpClient Http = new();

    private readonly string _prefix = $"planted.{Guid.NewGuid():N}";

    /// <summary>What must be nowhere.</summary>
    public async Task<IReadOnlyList<string>> PlantAsync()
    {
        var primary = cluster.Node(await cluster.PrimaryAsync()).Agent;
        var other = cluster.File.Nodes.First(node => node.Agent != primary).Agent;
        await SettingsAsync(primary, other);
        var keys = await CertificatesAsync(primary, other);
        await ScreeningAsync(primary);
        await ScreeningAsync(other);
        var files = new[] { cluster.File.Nodes[0].Start.Agent.Env["ClusterGateway__Encryption__SecretsFile"], cluster.File.Gateways[0].Start.Env["ClusterGateway__KeyRing__SecretsFile"] };
        return
        [
            Setting, Passphrase, KeyPassword, PfxPassword, Account, Guess, Misplaced, .. keys,
            .. files.SelectMany(File.ReadAllLines).Select(line => line.Trim()).Where(line => line.Length > 0),
        ];
    }

    private async Task SettingsAsync(Uri primary, Uri other)
    {
        var item = $"/v1/settings/items/{_prefix}.password";
        var body = $$"""{"value":"{{Setting}}","secret":true}""";
        await SendAsync(201, primary, "PUT", item, body, headers: ("If-None-Match", "*"));
        await SendAsync(409, other, "PUT", item, body, headers: ("If-None-Match", "*"));
        await SendAsync(400, primary, "PUT", item, body[..^3], headers: ("If-None-Match", "*"));
        await SendAsync(400, primary, "PUT", item, body.Replace("true", $"\"{Misplaced}\"", StringComparison.Ordinal), headers: ("If-None-Match", "*"));
        Assert.Contains(Setting, await SendAsync(200, primary, "GET", item + "/secret", token: cluster.File.Tokens.App), StringComparison.Ordinal);

        var export = await SendAsync(200, primary, "GET", "/v1/settings/export", headers: ("Cluster-Passphrase", Passphrase));
        await SendAsync(200, primary, "POST", "/v1/settings/import?apply=true", export, headers: ("Cluster-Passphrase", Passphrase));
        await SendAsync(200, primary, "POST", "/v1/settings/import", export, headers: ("Cluster-Passphrase", Passphrase + "wrong"));
        await SendAsync(409, other, "POST", "/v1/settings/import", export, headers: ("Cluster-Passphrase", Passphrase));
        await SendAsync(400, primary, "POST", "/v1/settings/import", $$"""{"items":[{"key":"{{_prefix}}.b","value":"{{Setting}}"}""");
    }

    private async Task<IEnumerable<string>> CertificatesAsync(Uri primary, Uri other)
    {
        using var authority = new TestAuthority();
        var (pem, pfx) = (authority.Issue(["planted.example"]), authority.Issue(["planted.example"]));
        using var key = ECDsa.Create();
        key.ImportFromPem(pem.Key);
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        var chain = pem.Certificate + authority.IssuerPem;
        var encrypted = new JsonObject { ["certificates"] = chain, ["key"] = key.ExportEncryptedPkcs8PrivateKeyPem(KeyPassword, parameters), ["password"] = KeyPassword }.ToJsonString();
        var plain = new JsonObject { ["certificates"] = chain, ["key"] = pem.Key }.ToJsonString();
        var file = new JsonObject { ["pfx"] = Convert.ToBase64String(pfx.Pfx(PfxPassword)), ["password"] = PfxPassword }.ToJsonString();
        await SendAsync(201, primary, "PUT", "/v1/certificates/pem?force=true", encrypted, headers: ("If-None-Match", "*"));
        await SendAsync(201, primary, "PUT", "/v1/certificates/plain?force=true", plain, headers: ("If-None-Match", "*"));
        await SendAsync(201, primary, "PUT", "/v1/certificates/pfx?force=true", file, headers: ("If-None-Match", "*"));
        await SendAsync(422, primary, "PUT", "/v1/certificates/other", file.Replace(PfxPassword, PfxPassword + "wrong", StringComparison.Ordinal));
        await SendAsync(400, primary, "PUT", "/v1/certificates/other", plain[..^1]);
        await SendAsync(409, other, "PUT", "/v1/certificates/other", plain);
        await SendAsync(200, primary, "POST", "/v1/certificates/pem/activate?wait=30s");
        await SendAsync(200, other, "GET", "/v1/certificates/pem/bundle", token: cluster.File.Tokens.Gateway);
        return pem.Canaries.Concat(pfx.Canaries);
    }

    private async Task ScreeningAsync(Uri agent)
    {
        foreach (var outcome in new[] { "attempt", "failure", "success" })
        {
            var body = $$"""{"scope":"planted","ip":"198.51.100.77","account":"{{Account}}","secret":"{{Guess}}","outcome":"{{outcome}}"}""";
            await SendAsync(200, agent, "POST", "/v1/screening/attempts", body, cluster.File.Tokens.App);
            await SendAsync(400, agent, "POST", "/v1/screening/attempts", body[..^1], cluster.File.Tokens.App);
            await SendAsync(400, agent, "POST", "/v1/screening/attempts", body.Replace(outcome, Misplaced, StringComparison.Ordinal), cluster.File.Tokens.App);
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = Account, ["password"] = Guess });
        using var answer = await Http.PostAsync(new Uri(cluster.Url, "/login"), form);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<string> SendAsync(
        int expected, Uri agent, string method, string path, string? body = null, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(agent, path));
        request.Headers.Add("Authorization", $"Bearer {token ?? cluster.File.Tokens.Admin}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == expected, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text;
    }
}
