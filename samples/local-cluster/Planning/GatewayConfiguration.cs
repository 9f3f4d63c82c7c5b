namespace LocalCluster.Planning;

/// <summary>Routes and clusters of the gateways, in YARP's own schema.</summary>
internal static class GatewayConfiguration
{
    public const string Json = """
        {
          "ReverseProxy": {
            "Routes": {
              "users": { "ClusterId": "nodes", "Match": { "Path": "{**path}" }, "Metadata": { "ClusterGateway.RedactPath": "/s/" } },
              "admin": { "ClusterId": "primary", "Match": { "Path": "/admin/{**path}" } }
            },
            "Clusters": {
              "nodes": {
                "LoadBalancingPolicy": "ClientIpHash",
                "SessionAffinity": { "Enabled": true, "Policy": "ClusterCookie", "AffinityKeyName": "cluster-affinity" },
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
