namespace ClusterGateway.Gateway.AccessLog;

/// <summary>Stands before the body of a response and counts what goes through; one for each request, and nothing else is allocated.</summary>
internal sealed class MeasuredResponse(Stream body, TimeProvider time) : Stream
{
    private readonly long _begunAt = time.GetTimestamp();
    private long _startedAt;

    public long Bytes { get; private set; }

    public TimeSpan Duration => time.GetElapsedTime(_begunAt);

    /// <summary>Until the headers left; null when none did.</summary>
    public TimeSpan? FirstByte => _startedAt == 0 ? null : time.GetElapsedTime(_begunAt, _startedAt);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The headers are about to leave.</summary>
    public Task StartedAsync()
    {
        _startedAt = time.GetTimestamp();
        return Task.CompletedTask;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Bytes += count;
        body.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Bytes += buffer.Length;
        body.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Bytes += count;
        return body.WriteAsync(buffer, offset, count, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Bytes += buffer.Length;
        return body.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => body.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => body.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
