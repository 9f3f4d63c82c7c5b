namespace FilePortal.Configuration;

/// <summary>Somebody who may sign in. A demo keeps its passwords in its configuration; a product would not.</summary>
internal sealed class PortalUser
{
    public string Name { get; set; } = "";

    public string Password { get; set; } = "";
}
