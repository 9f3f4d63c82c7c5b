using System.Globalization;
using System.Net.Sockets;
using ClusterGateway.NodeAgent.Alerts.Configuration;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ClusterGateway.NodeAgent.Alerts.Delivery;

/// <summary>Sends mail; all messages of an alert are one thread in a mail program.</summary>
internal sealed class SmtpChannel(SmtpSettings settings, TimeProvider time) : IAlertChannel
{
    public const string ChannelName = "smtp";

    public string Name => ChannelName;

    public async Task<string> SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(settings.Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            using var mail = MailOf(message);
            using var client = new SmtpClient { CheckCertificateRevocation = false };
            await client.ConnectAsync(settings.Host, settings.Port, Options, stop.Token);
            if (settings.User is { } user)
            {
                await client.AuthenticateAsync(user, settings.Password ?? "", stop.Token);
            }

            await client.SendAsync(mail, stop.Token);
            await client.DisconnectAsync(quit: true, stop.Token);
            return "took the mail";
        }
        catch (SmtpCommandException exception)
        {
            var code = ((int)exception.StatusCode).ToString(CultureInfo.InvariantCulture);
            throw new AlertDeliveryException($"answered {code}: {OneLine(exception.Message)}", isTemporary: (int)exception.StatusCode < 500);
        }
        catch (AuthenticationException)
        {
            throw new AlertDeliveryException("does not accept the user or the password", isTemporary: false);
        }
        catch (NotSupportedException)
        {
            throw new AlertDeliveryException(
                "offers no STARTTLS, or no sign-in over this connection; see Security, and whether a user is needed", isTemporary: false);
        }
        catch (Exception exception) when (exception is SocketException or IOException or ProtocolException or SslHandshakeException or ServiceNotConnectedException)
        {
            throw new AlertDeliveryException($"cannot be reached: {OneLine(exception.GetBaseException().Message)}", isTemporary: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AlertDeliveryException(
                string.Create(CultureInfo.InvariantCulture, $"was not done within {settings.Timeout.TotalSeconds} s"), isTemporary: true);
        }
    }

    private SecureSocketOptions Options => settings.Security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private MimeMessage MailOf(AlertMessage message)
    {
        var domain = settings.From.Domain;
        var thread = $"{message.Id}@{domain}";
        var mail = new MimeMessage
        {
            Subject = AlertText.Title(message),
            MessageId = $"{message.Uid}@{domain}",
            Date = message.Told,
            Body = new TextPart("plain") { Text = AlertText.Body(message) },
        };
        mail.From.Add(settings.From);
        mail.To.AddRange(settings.To);
        mail.References.Add(thread);
        mail.InReplyTo = thread;
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-ClusterGateway-Alert", message.Id);
        return mail;
    }

    private static string OneLine(string text) => string.Join(' ', text.Split('\r', '\n')).Trim();
}
