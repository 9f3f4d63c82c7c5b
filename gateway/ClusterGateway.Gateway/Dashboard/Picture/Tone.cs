namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>How much something wants to be looked at. It is shown by shape and word, and only besides by color.</summary>
public enum Tone
{
    Good,

    /// <summary>As somebody wanted it.</summary>
    Calm,

    Warning,

    Bad,
}
