namespace ClusterGateway.Gateway.Retries;

/// <summary>What happened to one request so far.</summary>
internal sealed class RetryState(RetryPlan plan, ReplayBody? body)
{
    /// <summary>It may be sent again at all.</summary>
    public bool IsOn => plan.IsOn;

    /// <summary>The body that can be sent once more; null when there is none, or it is not kept.</summary>
    public ReplayBody? Body => body;

    /// <summary>Nodes that this request is not sent to any more.</summary>
    public HashSet<string> GivenUp { get; } = new(StringComparer.Ordinal);

    /// <summary>The node that the request is bound to and is tried on again; null until that was needed.</summary>
    public string? OwnNode { get; set; }

    /// <summary>When its own node first failed it (a <see cref="TimeProvider"/> timestamp).</summary>
    public long OwnNodeFailedAt { get; set; }

    /// <summary>The probe of that node.</summary>
    public Task Probe { get; set; } = Task.CompletedTask;

    /// <summary>Whether the request, and all of its body, may be sent to an application twice.</summary>
    public bool IsRepeatable(HttpContext context) =>
        Resending.IsRepeatable(context, plan) && (body is null ? !Resending.HasBody(context) : body.IsWhole);

    private int Pauses { get; set; }

    /// <summary>The first pause, then twice as long each time, up to four times.</summary>
    public TimeSpan NextPause(TimeSpan first) => first * (1 << Math.Min(Pauses++, 2));

    /// <summary>How often the request lost its connection to its own node before anything of an answer had been passed on.</summary>
    public int Lost { get; set; }
}
