namespace ClusterGateway.Hosting.Certificates;

/// <summary>Why a certificate cannot be used, in a sentence without anything secret.</summary>
public sealed class CertificateMistakeException : Exception
{
    public CertificateMistakeException()
        : this("the certificate cannot be used")
    {
    }

    public CertificateMistakeException(string message)
        : base(message)
    {
    }

    public CertificateMistakeException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
