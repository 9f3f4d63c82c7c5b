namespace ClusterGateway.Gateway.Retries;

/// <summary>
/// A request's body that streams as ever, and keeps what passed, up to a limit, so that another attempt can send it from the beginning.
/// A longer one streams too, and only loses that.
/// </summary>
internal sealed class ReplayBody(Stream body, int limit) : ReadOnlyBody
{
    private byte[] _kept = [];
    private int _length;
    private int _position;

    /// <summary>Everything that was read is kept: the body can be sent again.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Before another attempt.</summary>
    public void Rewind() => _position = 0;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position < _length)
        {
            var again = Math.Min(buffer.Length, _length - _position);
            _kept.AsMemory(_position, again).CopyTo(buffer);
            _position += again;
            return again;
        }

        var read = await body.ReadAsync(buffer, cancellationToken);
        Keep(buffer.Span[..read]);
        return read;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (!IsWhole || bytes.Length > limit - _length)
        {
            IsWhole &= bytes.IsEmpty;
            if (!IsWhole)
            {
                (_kept, _length, _position) = ([], 0, 0);
            }

            return;
        }

        if (_length + bytes.Length > _kept.Length)
        {
            Array.Resize(ref _kept, Math.Min(limit, Math.Max(_length + bytes.Length, _kept.Length * 2)));
        }

        bytes.CopyTo(_kept.AsSpan(_length));
        _length += bytes.Length;
        _position = _length;
    }
}
