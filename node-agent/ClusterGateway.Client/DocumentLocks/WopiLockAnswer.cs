using System.Net;

namespace ClusterGateway.Client.DocumentLocks;

/// <summary>What a WOPI host answers its client with: the agent's status, and its <c>X-WOPI-…</c> headers as they are, empty ones too.</summary>
public sealed record WopiLockAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers);
