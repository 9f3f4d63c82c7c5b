using System.Runtime.InteropServices;

namespace LocalCluster;

/// <summary>Ctrl-C, SIGTERM and a closed terminal stop the cluster; a second one stops it without grace.</summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly List<PosixSignalRegistration> _registrations;

    public StopSignals(CancellationTokenSource stop, CancellationTokenSource atOnce) =>
        _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            (stop.IsCancellationRequested ? atOnce : stop).Cancel();
        }))];

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }
}
