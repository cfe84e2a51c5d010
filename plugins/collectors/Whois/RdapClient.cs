using System.Net;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Whois;

/// <summary>Gets the RDAP object of an address (RFC 9082 §3.1.1). Follows redirections itself, so that they lead to HTTPS only.</summary>
static class RdapClient
{
    const int MostBytes = 1 << 20;
    const int MostRedirections = 5;

    internal static (string Source, byte[] Json) Get(string start, NetAddress address, TimeSpan longest, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(longest);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxResponseHeadersLength = 64, AutomaticDecompression = DecompressionMethods.All };
        using var client = new HttpClient(handler);
        var at = new Uri(new Uri(start.EndsWith('/') ? start : start + "/"), $"ip/{address}");
        for (int i = 0; i <= MostRedirections; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.Accept.ParseAdd("application/rdap+json");
            using HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location)
            {
                var next = new Uri(at, location);
                if (next.Scheme != Uri.UriSchemeHttps && next.Host != at.Host) throw new InvalidDataException($"{at.Host} leads to {next.Scheme}:");
                at = next;
                continue;
            }

            if (!response.IsSuccessStatusCode) throw new InvalidDataException($"{at.Host} answers {(int)response.StatusCode}");
            using Stream body = response.Content.ReadAsStream(limit.Token);
            return (at.ToString(), ReadAll(body, limit.Token));
        }

        throw new InvalidDataException("it is led on and on");
    }

    static byte[] ReadAll(Stream body, CancellationToken cancellation)
    {
        var all = new MemoryStream();
        byte[] buffer = new byte[16_384];
        int length;
        while ((length = body.Read(buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            all.Write(buffer, 0, length);
            if (all.Length > MostBytes) throw new InvalidDataException("the answer is larger than 1 MiB");
        }

        return all.ToArray();
    }
}
