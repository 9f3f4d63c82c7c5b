using FilePortal;

await PortalApp.Build(args).RunAsync();
