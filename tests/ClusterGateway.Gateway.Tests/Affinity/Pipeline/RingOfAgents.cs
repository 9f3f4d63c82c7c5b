using System.Reflection;
using ClusterGateway.Contracts.KeyRing;
using ClusterGateway.Gateway.Agents;

namespace ClusterGateway.Gateway.Tests.Affinity.Pipeline;

/// <summary>The key ring as agents keep it, and clients of it: the rest of <see cref="IAgentClient"/> is nobody's business here.</summary>
internal sealed class RingOfAgents
{
    private readonly SortedDictionary<string, KeyRingElement> _elements = new(StringComparer.Ordinal);

    public bool IsReachable { get; set; } = true;

    public int Reads { get; private set; }

    /// <summary>Runs before each answer, to bring two gateways to the same point.</summary>
    public Func<Task> BeforeAnswer { get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<KeyRingElement> Elements
    {
        get
        {
            lock (_elements)
            {
                return [.. _elements.Values];
            }
        }
    }

    public IAgentClient Client()
    {
        var client = DispatchProxy.Create<IAgentClient, AgentProxy>();
        ((AgentProxy)(object)client).Ring = this;
        return client;
    }

    public void Clear() => Change(elements => elements.Clear());

    public void Change(Action<SortedDictionary<string, KeyRingElement>> change)
    {
        lock (_elements)
        {
            change(_elements);
        }
    }

    private async Task<KeyRingView> GetAsync()
    {
        Reads++;
        await AnswerAsync();
        return new KeyRingView(Elements);
    }

    private async Task<bool> AddAsync(KeyRingRequest request)
    {
        await AnswerAsync();
        lock (_elements)
        {
            return !(request.First && _elements.Count > 0) && (_elements.TryAdd(request.Id, new(request.Id, request.Value)) || true);
        }
    }

    private async Task AnswerAsync()
    {
        await Task.Yield();
        await BeforeAnswer();
        if (!IsReachable)
        {
            throw new HttpRequestException("no agent answers");
        }
    }

#pragma warning disable CA1852 // DispatchProxy derives from it.
    public class AgentProxy : DispatchProxy
    {
        internal RingOfAgents Ring { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
        {
            nameof(IAgentClient.GetKeyRingAsync) => Ring.GetAsync(),
            nameof(IAgentClient.AddKeyRingElementAsync) => Ring.AddAsync((KeyRingRequest)args![0]!),
            _ => throw new NotSupportedException(targetMethod?.Name),
        };
    }
#pragma warning restore CA1852
}
