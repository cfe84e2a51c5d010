using System.Collections.Immutable;
using System.Globalization;
using NetWatch.Sdk.Attribution;
using NetWatch.Sdk.Packets;

namespace NetWatch.Plugins.Lsof;

/// <summary>An open file as its fields come in.</summary>
internal sealed class LsofFile
{
    internal bool IsOpen { get; set; }

    internal bool IsIPv6 { get; set; }

    internal Transport Transport { get; set; }

    internal string Name { get; set; } = "";

    internal SocketState State { get; set; }

    /// <summary>Adds the socket, when it is one whose name can be read.</summary>
    internal void FinishInto(ImmutableArray<SocketRow>.Builder rows, LsofProcess process)
    {
        if (!IsOpen || Transport == default || process.Pid <= 0 || State == SocketState.TimeWait) return;
        IsOpen = false;
        int arrow = Name.IndexOf("->", StringComparison.Ordinal);
        NetAddress remote = default;
        ushort remotePort = 0;
        if (!TryEnd(arrow < 0 ? Name : Name[..arrow], out NetAddress local, out ushort localPort)
            || (arrow >= 0 && !TryEnd(Name[(arrow + 2)..], out remote, out remotePort))) return;
        rows.Add(new SocketRow
        {
            Local = new FiveTuple(Transport, local, localPort, remote, remotePort),
            State = State != SocketState.Unknown ? State : arrow < 0 ? SocketState.Close : SocketState.Established,
            IsIPv6 = IsIPv6,
            UserId = process.User,
            Owner = new SocketOwner(IdentityOf(process), AttributionEvidence.Inode, "lsof"),
        });
    }

    static ProcessIdentity IdentityOf(LsofProcess process) => new()
    {
        Key = new ProcessKey(process.Pid, 0),
        Name = process.Name.Length == 0 ? "?" : process.Name,
        UserId = process.User,
        UserName = process.UserName,
        Parents = process.Parent > 0 ? [new ParentProcess(process.Parent, "")] : [],
    };

    // 192.0.2.1:80, [2001:db8::1]:80, *:80; a zone behind a percent sign belongs to the interface.
    static bool TryEnd(string text, out NetAddress address, out ushort port)
    {
        (address, port) = (default, 0);
        int colon = text.LastIndexOf(':');
        if (colon <= 0) return false;
        string host = text[..colon].Trim('[', ']');
        int zone = host.IndexOf('%', StringComparison.Ordinal);
        if (zone >= 0) host = host[..zone];
        if (text[(colon + 1)..] is not "*" and var digits && !ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out port)) return false;
        if (host == "*") return true;
        if (!NetAddress.TryParse(host, out address)) return false;
        if (host is "0.0.0.0" or "::") address = default;
        const string Mapped = "::ffff:";
        if (host.StartsWith(Mapped, StringComparison.OrdinalIgnoreCase) && NetAddress.TryParse(host.AsSpan(Mapped.Length), out NetAddress inner) && inner.IsIPv4) address = inner;
        return true;
    }
}
