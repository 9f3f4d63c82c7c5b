using ClusterGateway.Gateway.Dashboard.Picture;
using Microsoft.AspNetCore.Components;

namespace ClusterGateway.Gateway.Dashboard.Pages.Sections;

/// <summary>A part of the overview: what the first page shows there, and what the event stream puts in its place later.</summary>
public abstract class Section : ComponentBase
{
    [Parameter, EditorRequired]
    public DashboardPicture Picture { get; set; } = null!;

    /// <summary>Whether the viewer may act, and know what only administrators may know.</summary>
    [Parameter]
    public bool IsAdmin { get; set; }
}
