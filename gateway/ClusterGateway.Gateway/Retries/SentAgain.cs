namespace ClusterGateway.Gateway.Retries;

/// <summary>A feature of the requests that were sent more than once; those that were not, nearly all, have none.</summary>
internal sealed class SentAgain
{
    /// <summary>How often, beyond the first time.</summary>
    public int Times { get; private set; }

    public static void Count(HttpContext context)
    {
        if (context.Features.Get<SentAgain>() is not { } again)
        {
            context.Features.Set(again = new SentAgain());
        }

        again.Times++;
    }
}
