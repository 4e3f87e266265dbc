using ProviderService.Hosting;

namespace ProviderService.Diagnostics.Audit;

/// <summary>Appends lines to a file (mode 0600). One that is full is put aside as <c>.1</c>, the one before as <c>.2</c>, and so on.</summary>
/// <param name="path">The file that is written.</param>
/// <param name="options">How large and how many files may be.</param>
internal sealed class AuditFile(string path, AuditOptions options) : IAuditOutput, IDisposable
{
    private readonly Lock _lock = new();
    private FileStream? _stream;

    public void Open()
    {
        lock (_lock) _stream ??= Reopen();
    }

    public void Append(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            try
            {
                StreamFor(line.Length).Write(line);
            }
            catch
            {
                // What is left of the line is closed off when the file is opened again.
                Dispose();
                throw;
            }
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _stream = null;
    }

    private FileStream StreamFor(int length)
    {
        _stream ??= Reopen();
        if (_stream.Length == 0 || _stream.Length + length <= options.FileSize) return _stream;
        Dispose();
        PutAside();
        return _stream = Reopen();
    }

    private FileStream Reopen()
    {
        var stream = PrivateFile.Append(path);
        if (stream.Length == 0) return stream;
        stream.Seek(-1, SeekOrigin.End);
        if (stream.ReadByte() != '\n') stream.WriteByte((byte)'\n');
        return stream;
    }

    private void PutAside()
    {
        for (var number = options.Files - 1; number > 0; number--)
            if (File.Exists(NameOf(number - 1)))
                File.Move(NameOf(number - 1), NameOf(number), overwrite: true);
        File.Delete(path);
    }

    private string NameOf(int number) => number == 0 ? path : Path.ChangeExtension(path, $"{number}{Path.GetExtension(path)}");
}
