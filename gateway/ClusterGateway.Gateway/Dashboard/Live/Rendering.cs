using ClusterGateway.Gateway.Dashboard.Picture;

namespace ClusterGateway.Gateway.Dashboard.Live;

/// <param name="Sections">HTML by the id of the element that it fills.</param>
public sealed record Rendering(DashboardPicture Picture, IReadOnlyDictionary<string, string> Sections);
