using System.Buffers.Binary;
using System.Globalization;

namespace NetWatch.Plugins.NetBios;

/// <summary>What a mailslot message inside a datagram says, of the browser service where it is one ([MS-BRWS] §2.2).</summary>
sealed class BrowserMessage
{
    const int SmbHeader = 32;

    // [MS-MAIL] §2.2.1: an SMB transaction with 17 parameter words, whose name is the mailslot.
    const byte Transaction = 0x25;
    const byte ParameterWords = 17;
    const int NameAt = SmbHeader + 1 + (2 * ParameterWords) + 2;
    const int DataOffsetAt = SmbHeader + 1 + (2 * 12);
    const int MaxName = 64;

    internal required string Mailslot { get; init; }

    internal string? Command { get; init; }

    /// <summary>The announced host, or null.</summary>
    internal string? Server { get; init; }

    internal string? Comment { get; init; }

    /// <summary>The announced version of the operating system, or null.</summary>
    internal string? Version { get; init; }

    /// <summary>Reads the data of a datagram; null when it is no mailslot message.</summary>
    internal static BrowserMessage? Read(ReadOnlySpan<byte> data)
    {
        if (SessionStart.Payload(data) != "smb1" || data.Length <= NameAt || data[4] != Transaction || data[SmbHeader] != ParameterWords) return null;
        ReadOnlySpan<byte> name = data[NameAt..];
        int end = name.IndexOf((byte)0);
        if (end is <= 0 or > MaxName) return null;
        // A path, in which backslashes are what they are.
        string mailslot = NameText.Of(name[..end]).Replace(@"\\", @"\", StringComparison.Ordinal);
        int offset = BinaryPrimitives.ReadUInt16LittleEndian(data[DataOffsetAt..]);
        if (!name[..end].EndsWith("\\BROWSE"u8) || offset < NameAt || offset >= data.Length) return new BrowserMessage { Mailslot = mailslot };
        return Browse(mailslot, data[offset..]);
    }

    static BrowserMessage Browse(string mailslot, ReadOnlySpan<byte> body)
    {
        string? command = CommandName(body[0]);
        // Host, domain and local master announcements have one layout: count, period, name, version, type, signature, comment.
        if (body[0] is not (1 or 12 or 15) || body.Length < 32) return new BrowserMessage { Mailslot = mailslot, Command = command };
        ReadOnlySpan<byte> comment = body[32..];
        int end = comment.IndexOf((byte)0);
        if (end >= 0) comment = comment[..end];
        string text = NameText.Of(comment[..Math.Min(comment.Length, MaxName)]);
        ReadOnlySpan<byte> name = body.Slice(6, 16);
        int nameEnd = name.IndexOf((byte)0);
        return new BrowserMessage
        {
            Mailslot = mailslot,
            Command = command,
            Server = NameText.Of(nameEnd < 0 ? name : name[..nameEnd]),
            Comment = text.Length == 0 ? null : text,
            Version = string.Create(CultureInfo.InvariantCulture, $"{(int)body[22]}.{(int)body[23]}"),
        };
    }

    static string? CommandName(byte code) => code switch
    {
        1 => "host_announcement", 2 => "announcement_request", 8 => "request_election", 9 => "get_backup_list_request", 10 => "get_backup_list_response",
        11 => "become_backup", 12 => "domain_announcement", 13 => "master_announcement", 14 => "reset_state", 15 => "local_master_announcement", _ => null,
    };
}
