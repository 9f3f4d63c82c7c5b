using System.CommandLine;
using System.Net.Http.Json;
using ClusterGateway.Cli.Agents;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Certificates;
using ClusterGateway.Contracts.Problems;

namespace ClusterGateway.Cli.Certificates;

/// <summary><c>clusterctl certs add</c>: secrets come from files, so that neither a list of processes nor a shell's history shows them.</summary>
internal static class AddVerb
{
    private const int Attempts = 4;

    public static Command Create(Verbs verbs)
    {
        var name = CertificatesVerb.NameArgument();
        var certificate = new Option<FileInfo?>("--cert") { Description = "PEM: the certificate and its issuers (the full chain); the key may be in it too", HelpName = "FILE" };
        var key = new Option<FileInfo?>("--key") { Description = "PEM: the private key", HelpName = "FILE" };
        var pfx = new Option<FileInfo?>("--pfx") { Description = "PKCS #12, in place of --cert and --key", HelpName = "FILE" };
        var password = new Option<FileInfo?>("--password-file") { Description = "Holds what the key or the PKCS #12 file is encrypted with", HelpName = "FILE" };
        var activate = new Option<bool>("--activate") { Description = "Serve it as soon as every gateway holds it" };
        var force = CertificatesVerb.ForceOption("Also with dates, names, a chain or a key that clients may refuse; with --activate, also when a gateway does not hold it yet");
        return verbs.Create("add", "Uploads a certificate, or its successor, and stages it on all gateways", async (invocation, token) =>
        {
            var parsed = invocation.Parsed;
            var request = RequestOf(parsed.GetValue(certificate), parsed.GetValue(key), parsed.GetValue(pfx), parsed.GetValue(password));
            var path = CertificatesVerb.PathOf(invocation, name);
            var tag = await invocation.Agent.FindTagAsync(path, token);
            var query = parsed.GetValue(force) ? "?force=true" : "";
            return await invocation.ChangeAsync(
                $"{(parsed.GetValue(activate) ? "Upload and activate" : "Upload")} '{parsed.GetValue(name)}'{(tag is null ? "" : ", as the successor of what is there")}?",
                async () =>
                {
                    using var content = JsonContent.Create(request, ContractsJson.Default.CertificateUploadRequest);
                    await invocation.Agent.PutAsync(path + query, content, tag, ContractsJson.Default.CertificateView, token);
                    if (parsed.GetValue(activate))
                    {
                        await ActivateAsync(invocation, path, parsed.GetValue(force), token);
                    }
                },
                $"'{parsed.GetValue(name)}' is {(parsed.GetValue(activate) ? "active" : "staged")}", token);
        }, name, certificate, key, pfx, password, activate, force);
    }

    /// <summary>Gateways fetch within a second, and busy ones within a few: it is refused only when one of them still does not hold it after half a minute.</summary>
    public static async Task ActivateAsync(Invocation invocation, string path, bool force, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // The wait is below the patience for an answer.
                await invocation.Agent.PostAsync($"{path}/activate?wait=8s{(force ? "&force=true" : "")}", ContractsJson.Default.CertificateView, cancellationToken);
                return;
            }
            catch (AgentRefusedException exception) when (exception.Problem.Name == ProblemTypes.Refused && attempt < Attempts)
            {
                var found = await invocation.Agent.GetAsync(path, ContractsJson.Default.CertificateView, cancellationToken);
                if (found.Staged is null)
                {
                    throw;
                }
            }
        }
    }

    private static CertificateUploadRequest RequestOf(FileInfo? certificate, FileInfo? key, FileInfo? pfx, FileInfo? password)
    {
        if (pfx is null == certificate is null || (pfx is not null && key is not null))
        {
            throw new UsageException("give --cert FILE and --key FILE, or --pfx FILE");
        }

        return new CertificateUploadRequest
        {
            Certificates = certificate is null ? null : Read(certificate, File.ReadAllText),
            Key = key is null ? null : Read(key, File.ReadAllText),
            Pfx = pfx is null ? null : Convert.ToBase64String(Read(pfx, File.ReadAllBytes)),
            Password = password is null ? null : Read(password, File.ReadAllText).TrimEnd('\r', '\n'),
        };
    }

    private static T Read<T>(FileInfo file, Func<string, T> read)
    {
        try
        {
            return read(file.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{file}' cannot be read: {exception.Message}");
        }
    }
}
