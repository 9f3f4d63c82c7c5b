namespace LocalCluster.Planning;

/// <summary>
/// Routes and clusters of the gateways, in YARP's own schema; failed log-ins are counted. Share links and WOPI have their secrets in the address, which the gateway
/// writes nowhere, and no session: any node serves them.
/// </summary>
internal static class GatewayConfiguration
{
    public const string Json = """
        {
          "ClusterGateway": { "AccessLog": { "Format": "Json" } },
          "ReverseProxy": {
            "Routes": {
              "users": {
                "ClusterId": "nodes",
                "Match": { "Path": "{**path}" },
                "Metadata": { "ClusterGateway.Screening.Scope": "portal", "ClusterGateway.Screening.Path": "/login" }
              },
              "admin": {
                "ClusterId": "primary",
                "Match": { "Path": "/admin/{**path}" },
                "Metadata": { "ClusterGateway.Screening.Scope": "admin", "ClusterGateway.Screening.Path": "/admin/login" }
              },
              "links": {
                "ClusterId": "anybody",
                "Match": { "Path": "/s/{token}/{**path}" },
                "Metadata": { "ClusterGateway.RedactPath": "true" }
              },
              "wopi": {
                "ClusterId": "anybody",
                "Match": { "Path": "/wopi/{**path}" },
                "Metadata": { "ClusterGateway.RedactPath": "true" }
              }
            },
            "Clusters": {
              "nodes": {
                "LoadBalancingPolicy": "ClientIpHash",
                "SessionAffinity": { "Enabled": true, "Policy": "ClusterCookie", "AffinityKeyName": "cluster-affinity" },
                "Destinations": { "serving": { "Address": "cluster://serving" } }
              },
              "anybody": {
                "LoadBalancingPolicy": "RoundRobin",
                "Destinations": { "serving": { "Address": "cluster://serving" } }
              },
              "primary": {
                "Destinations": { "primary": { "Address": "cluster://primary" } }
              }
            }
          }
        }

        """;
}
