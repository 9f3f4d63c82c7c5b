namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>How a field of a form looks.</summary>
public enum FieldKind
{
    Line,
    Lines,
    Password,
    Check,
    Choice,

    /// <summary>What it holds is said in base64.</summary>
    File,

    /// <summary>Carried along from an earlier page.</summary>
    Hidden,
}
