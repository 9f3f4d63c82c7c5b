using System.Net;
using ClusterGateway.Hosting.Configuration;
using MimeKit;

namespace ClusterGateway.NodeAgent.Alerts.Configuration;

/// <summary>Makes a mail server of its options.</summary>
internal static class SmtpReader
{
    /// <returns>Null when something is wrong with it.</returns>
    public static SmtpSettings? Read(IConfigurationSection section, SmtpOptions options, ICollection<ConfigurationError> errors)
    {
        var before = errors.Count;
        var password = SecretFile.Read(section, "Password", errors);
        foreach (var error in Check(section.Path, options, password))
        {
            errors.Add(error);
        }

        var from = Addresses($"{section.Path}:From", options.From is null ? [] : [options.From], "who sends", errors);
        var to = Addresses($"{section.Path}:To", options.To, "who is told, as a list", errors);
        return errors.Count > before ? null : new SmtpSettings
        {
            Host = options.Host!,
            Port = options.Port ?? DefaultPort(options.Security),
            Security = options.Security,
            User = options.User,
            Password = password,
            From = from[0],
            To = to,
            Timeout = options.Timeout,
        };
    }

    private static IEnumerable<ConfigurationError> Check(string path, SmtpOptions options, string? password)
    {
        if (string.IsNullOrWhiteSpace(options.Host))
        {
            yield return new ConfigurationError($"{path}:Host", "is missing; write the name of the mail server");
        }

        if (options.User is not null && password is null && options.PasswordFile is null)
        {
            yield return new ConfigurationError($"{path}:PasswordFile", $"is missing for the user '{options.User}'; name a file that holds the password, or leave User out");
        }

        if (options.User is not null && options.Security == SmtpSecurity.None && !IsThisMachine(options.Host))
        {
            yield return new ConfigurationError($"{path}:Security", "is 'none', and the password would travel in the clear; write startTls or tls, or leave User out");
        }
    }

    private static List<MailboxAddress> Addresses(
        string path, IReadOnlyList<string> texts, string use, ICollection<ConfigurationError> errors)
    {
        if (texts.Count == 0)
        {
            errors.Add(new ConfigurationError(path, $"is missing; write {use}: Portal <portal@example.org>"));
        }

        var found = new List<MailboxAddress>();
        foreach (var text in texts)
        {
            if (MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal))
            {
                found.Add(address);
            }
            else
            {
                errors.Add(new ConfigurationError(path, $"'{text}' is no address of mail; write portal@example.org or Portal <portal@example.org>"));
            }
        }

        return found;
    }

    private static int DefaultPort(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => 465,
        SmtpSecurity.None => 25,
        _ => 587,
    };

    private static bool IsThisMachine(string? host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
