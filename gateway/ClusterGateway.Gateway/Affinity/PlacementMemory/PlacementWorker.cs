namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary>Brings the memory back at start, before the first request, and writes it down every minute and at shutdown.</summary>
internal sealed partial class PlacementWorker(Placements placements, DataDirectory directory, TimeProvider time, ILogger<PlacementWorker> logger)
    : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private string File => directory.File("placements", "placements.bin");

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Load();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Save();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Save();
            }
        }
        catch (OperationCanceledException)
        {
            // StopAsync writes the last one.
        }
    }

    private void Load()
    {
        try
        {
            if (PlacementFile.Read(File) is { Count: > 0 } remembered)
            {
                placements.Import(remembered);
                Log.Loaded(logger, remembered.Count);
            }
            else if (System.IO.File.Exists(File))
            {
                Log.Unusable(logger, File, "it is empty, cut off, or was changed");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.Unusable(logger, File, exception.Message);
        }
    }

    private void Save()
    {
        if (!placements.IsUsed)
        {
            return;
        }

        try
        {
            PlacementFile.Write(File, placements.Export());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotSaved(logger, File, exception.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1400, LogLevel.Information, "{Count} placements of clients were read back")]
        public static partial void Loaded(ILogger logger, int count);

        [LoggerMessage(1401, LogLevel.Warning, "The placements in {File} cannot be used: {Reason}. Clients without a cookie are placed anew")]
        public static partial void Unusable(ILogger logger, string file, string reason);

        [LoggerMessage(1402, LogLevel.Warning, "The placements could not be written to {File}: {Reason}. They would not survive a restart")]
        public static partial void NotSaved(ILogger logger, string file, string reason);
    }
}
