using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NetWatch.Sdk.Protocols.Facts;

namespace NetWatch.Sdk.Protocols.Dns;

/// <summary>Writes the detail tree of one message that lies at an offset in the dissected bytes.</summary>
readonly ref struct DnsMessageTree(ReadOnlySpan<byte> message, int offset, DnsDialect dialect, bool isMulticast, IDetailTree tree)
{
    // The host takes 4,096 nodes; each record is up to five of them.
    const int MaxRecords = 800;

    readonly ReadOnlySpan<byte> _message = message;

    internal void Write()
    {
        if (!DnsHeader.TryRead(_message, out DnsHeader header))
        {
            tree.Add($"{(dialect == DnsDialect.Llmnr ? "LLMNR" : "DNS")} message, cut before the end of its header", offset, _message.Length);
            return;
        }

        string name = dialect == DnsDialect.Llmnr ? "LLMNR" : isMulticast ? "Multicast DNS" : "DNS";
        tree.Open($"{name} {(header.IsResponse ? "response" : "query")}", offset, _message.Length);
        AddHeader(header);
        int position = DnsHeader.Length, left = MaxRecords;
        _ = AddQuestions(header.Questions, ref position, ref left)
            && AddRecords("Answers", header.Answers, ref position, ref left)
            && AddRecords("Authorities", header.Authorities, ref position, ref left)
            && AddRecords("Additionals", header.Additionals, ref position, ref left);
        int rest = _message.Length - position;
        if (rest > 0) tree.Add(Text($"Not read ({rest} bytes)"), offset + position, rest);
        tree.Close();
    }

    void AddHeader(in DnsHeader header)
    {
        tree.Add(Text($"Id: 0x{header.Id:x4}"), offset, 2);
        tree.Open(Text($"Flags: 0x{header.Flags:x4}"), offset + 2, 2);
        tree.Add(header.IsResponse ? "Response" : "Query", offset + 2, 1);
        tree.Add($"Operation: {OperationName(header.OpCode)}", offset + 2, 1);
        AddFlags(header);
        if (header.IsResponse) tree.Add($"Response code: {DnsText.ResponseCodeName(header.ResponseCode)}", offset + 3, 1);
        tree.Close();
        tree.Add(Text($"Questions: {header.Questions}"), offset + 4, 2);
        tree.Add(Text($"Answers: {header.Answers}"), offset + 6, 2);
        tree.Add(Text($"Authorities: {header.Authorities}"), offset + 8, 2);
        tree.Add(Text($"Additionals: {header.Additionals}"), offset + 10, 2);
    }

    void AddFlags(in DnsHeader header)
    {
        // RFC 4795 §2.1.1 gives two bits another meaning and leaves the others reserved.
        bool isLlmnr = dialect == DnsDialect.Llmnr;
        AddFlag(header, 0x0400, isLlmnr ? "Conflict" : "Authoritative answer", 0);
        AddFlag(header, 0x0200, "Truncated", 0);
        AddFlag(header, 0x0100, isLlmnr ? "Tentative" : "Recursion desired", 0);
        AddFlag(header, 0x0080, isLlmnr ? "Reserved bit" : "Recursion available", 1);
        AddFlag(header, 0x0040, "Reserved bit", 1);
        AddFlag(header, 0x0020, isLlmnr ? "Reserved bit" : "Authentic data", 1);
        AddFlag(header, 0x0010, isLlmnr ? "Reserved bit" : "Checking disabled", 1);
    }

    void AddFlag(in DnsHeader header, int bit, string name, int octet)
    {
        if ((header.Flags & bit) != 0) tree.Add(name, offset + 2 + octet, 1);
    }

    bool AddQuestions(int count, ref int position, ref int left)
    {
        if (count == 0) return true;
        tree.Open("Questions", offset + position, 0);
        bool isWhole = true;
        for (int i = 0; i < count && isWhole; i++)
        {
            int start = position;
            isWhole = left-- > 0 && TryName(ref position, out string name) && position + 4 <= _message.Length
                && AddQuestion(name, start, ref position);
        }

        tree.Close();
        return isWhole;
    }

    bool AddQuestion(string name, int start, ref int position)
    {
        ushort type = Number(position), kind = Number(position + 2);
        position += 4;
        tree.Open($"{Shown(name)} {DnsText.TypeName(type)} {ClassName(kind)}", offset + start, position - start);
        tree.Add($"Name: {Shown(name)}", offset + start, position - 4 - start);
        tree.Add($"Type: {DnsText.TypeName(type)}", offset + position - 4, 2);
        tree.Add($"Class: {ClassName(kind)}", offset + position - 2, 2);
        tree.Close();
        return true;
    }

    bool AddRecords(string section, int count, ref int position, ref int left)
    {
        if (count == 0) return true;
        tree.Open(section, offset + position, 0);
        bool isWhole = true;
        for (int i = 0; i < count && isWhole; i++)
        {
            int start = position;
            isWhole = left-- > 0 && TryName(ref position, out string name) && position + 10 <= _message.Length
                && AddRecord(name, start, ref position);
        }

        tree.Close();
        return isWhole;
    }

    bool AddRecord(string name, int start, ref int position)
    {
        int fields = position;
        ushort type = Number(fields), kind = Number(fields + 2);
        uint timeToLive = BinaryPrimitives.ReadUInt32BigEndian(_message[(fields + 4)..]);
        int length = Number(fields + 8), data = fields + 10;
        bool isWhole = data + length <= _message.Length;
        string value = isWhole ? Data(type, data, length) : "cut";
        position = Math.Min(data + length, _message.Length);
        tree.Open($"{Shown(name)} {DnsText.TypeName(type)} {value}", offset + start, position - start);
        tree.Add($"Name: {Shown(name)}", offset + start, fields - start);
        tree.Add($"Type: {DnsText.TypeName(type)}", offset + fields, 2);
        // Class and time to live of OPT mean something else (RFC 6891 §6.1.2).
        tree.Add(type == 41 ? Text($"UDP payload size: {kind}") : $"Class: {ClassName(kind)}", offset + fields + 2, 2);
        string time = type == 41 ? Text($"Extended code and flags: 0x{timeToLive:x8}") : Text($"Time to live: {timeToLive} s");
        tree.Add(time, offset + fields + 4, 4);
        tree.Add($"Data: {value}", offset + data, position - data);
        tree.Close();
        return isWhole;
    }

    string Data(ushort type, int start, int length)
    {
        var text = new TextBuffer(stackalloc byte[1024]);
        RecordData.Write(_message, type, start, length, ref text);
        return text.Take();
    }

    bool TryName(ref int position, out string name)
    {
        Span<byte> text = stackalloc byte[DnsName.MaxTextLength];
        int start = position;
        bool isWhole = DnsName.TryRead(_message, ref position, text, out int length);
        name = Encoding.ASCII.GetString(text[..length]);
        return isWhole || position > start;
    }

    ushort Number(int at) => BinaryPrimitives.ReadUInt16BigEndian(_message[at..]);

    string ClassName(ushort kind)
    {
        string flag = isMulticast && (kind & 0x8000) != 0 ? ", top bit set" : "";
        int value = isMulticast ? kind & 0x7FFF : kind;
        return value switch { 1 => "IN", 3 => "CH", 4 => "HS", 254 => "NONE", 255 => "ANY", _ => Text($"{value}") } + flag;
    }

    static string OperationName(int code) => code switch
    {
        0 => "query", 1 => "inverse query", 2 => "status", 4 => "notify", 5 => "update", 6 => "stateful operations", _ => Text($"{code}"),
    };

    static string Shown(string name) => name.Length == 0 ? "." : name;

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
