using System.Text;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>What <c>ends/{id}</c> holds: how the last process of a member ended, once an event has told of it.</summary>
internal static class MemberEnd
{
    /// <summary>It said so itself.</summary>
    public static byte[] Goodbye(string instance) => Encoding.ASCII.GetBytes(instance);

    /// <summary>It fell silent, and the primary told of it.</summary>
    public static byte[] Lost(string instance) => Encoding.ASCII.GetBytes("lost " + instance);

    public static bool IsGoodbyeOf(string instance, StoreEntry end) => end.Value.Span.SequenceEqual(Goodbye(instance));
}
