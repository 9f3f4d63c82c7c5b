namespace ClusterGateway.Storage;

/// <summary>The kinds of <see cref="StoreCondition"/>; the numbers are what providers pass to their stores.</summary>
public enum StoreConditionKind
{
    Any = 0,
    Absent = 1,
    Present = 2,
    Revision = 3,
}
