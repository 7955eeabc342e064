using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Atelier.Studio.Load;

/// <summary>A request byte by byte, as no well-meaning client would send it.</summary>
internal static class RawRequest
{
    /// <summary>Sends it and waits for the answer.</summary>
    /// <returns>The status; 0 where there was none.</returns>
    public static async Task<int> Send(Uri server, byte[] bytes, CancellationToken end)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port, end);
        var stream = socket.GetStream();
        try
        {
            await stream.WriteAsync(bytes, end);
        }
        catch (IOException)
        {
            // It was refused before it was sent; the answer may still be there.
        }

        return await Status(stream, end);
    }

    /// <summary>A request as text.</summary>
    public static byte[] Of(string line, params IReadOnlyList<string> headers) =>
        Encoding.Latin1.GetBytes($"{line}\r\n{string.Concat(headers.Select(h => $"{h}\r\n"))}\r\n");

    private static async Task<int> Status(NetworkStream stream, CancellationToken end)
    {
        var buffer = new byte[64];
        try
        {
            var read = await stream.ReadAtLeastAsync(buffer, 12, throwOnEndOfStream: false, end).AsTask().WaitAsync(TimeSpan.FromSeconds(20), end);
            return read >= 12 && int.TryParse(Encoding.ASCII.GetString(buffer, 9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0;
        }
        catch (Exception error) when (error is IOException or TimeoutException)
        {
            return 0;
        }
    }
}
