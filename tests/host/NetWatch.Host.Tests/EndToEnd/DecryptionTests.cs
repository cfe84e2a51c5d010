using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace NetWatch.Host.Tests.EndToEnd;

/// <summary>Captures with keys, from the outside.</summary>
public sealed class DecryptionTests
{
    static readonly string Capture = Path.Combine(Here(), "../../../plugins/decryption/TlsDecryption.Tests/Captures/suites.pcapng");

    static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [Fact]
    public void Plaintext_is_written_with_an_index_that_fits_it()
    {
        using var folder = new TemporaryFolder();
        NetWatchProcess.Run("read", "--plaintext", folder.Path, "-o", "json", Capture).Code.ShouldBe(0);
        string inside = Path.Combine(folder.Path, "suites.pcapng");
        string[] rows = File.ReadAllLines(Path.Combine(inside, "streams.ndjson"));
        rows.Length.ShouldBe(File.ReadAllLines(Path.Combine(Path.GetDirectoryName(Capture)!, "names.txt")).Length);
        foreach (string row in rows)
        {
            JsonElement stream = JsonDocument.Parse(row).RootElement;
            stream.GetProperty("kind").GetString().ShouldBe("tls");
            foreach (string direction in (string[])["c2s", "s2c"])
            {
                if (!stream.TryGetProperty(direction + "_file", out JsonElement name)) continue;
                byte[] bytes = File.ReadAllBytes(Path.Combine(inside, name.GetString()!));
                stream.GetProperty(direction + "_bytes").GetInt64().ShouldBe(bytes.Length);
                stream.GetProperty(direction + "_sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
            }
        }

        Directory.EnumerateFiles(inside, "*.partial").ShouldBeEmpty();
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(inside, "00001-tls-c2s.bin")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Flows_are_filtered_by_whether_they_were_decrypted()
    {
        NetWatchProcess.Outcome all = NetWatchProcess.Run("read", "-o", "eve", "--filter", "decrypted:true", Capture);
        all.Output.ShouldContain("\"decryption\":{\"decrypted\":true,\"status\":\"Decrypted.\"}");
        NetWatchProcess.Run("read", "-o", "eve", "--filter", "decrypted:false and app:tls", Capture).Output.ShouldNotContain("\"event_type\":\"flow\"");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void Secrets_in_a_file_serve_the_packets_in_front_of_them_too(double place)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["moved.pcapng"], SecretsMoved(place));
        string expected = Decrypted(NetWatchProcess.Run("read", "-o", "eve", Capture));
        Decrypted(NetWatchProcess.Run("read", "-o", "eve", folder["moved.pcapng"])).ShouldBe(expected);
    }

    [Fact]
    public void Through_a_pipe_and_compressed_they_serve_what_follows_and_that_is_said()
    {
        using var folder = new TemporaryFolder();
        using (var file = new FileStream(folder["moved.pcapng.gz"], FileMode.Create))
        using (var gzip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest)) gzip.Write(SecretsMoved(0.5));
        NetWatchProcess.Outcome outcome = NetWatchProcess.Run("read", "-o", "eve", folder["moved.pcapng.gz"]);
        outcome.Code.ShouldBe(0);
        outcome.Error.ShouldContain("its secrets stand behind packets they may be for");
        outcome.Error.ShouldContain("a compressed file is read once");
        Decrypted(outcome).ShouldContain("\"decrypted\":true");
    }

    static string Decrypted(NetWatchProcess.Outcome outcome) =>
        string.Join('\n', outcome.Output.Split('\n').Where(line => line.Contains("\"event_type\":\"flow\"", StringComparison.Ordinal)));

    // The blocks of the capture with those of secrets behind a part of the others.
    static byte[] SecretsMoved(double place)
    {
        byte[] bytes = File.ReadAllBytes(Capture);
        List<byte[]> secrets = [], others = [];
        for (int at = 0; at < bytes.Length;)
        {
            int length = BitConverter.ToInt32(bytes, at + 4);
            (BitConverter.ToInt32(bytes, at) == 10 ? secrets : others).Add(bytes[at..(at + length)]);
            at += length;
        }

        others.InsertRange((int)(place * others.Count), secrets);
        return [.. others.SelectMany(block => block)];
    }

    [Fact]
    public void A_key_log_that_is_not_there_is_told()
    {
        NetWatchProcess.Outcome outcome = NetWatchProcess.Run("read", "--keylog", "/nonexistent/keys.log", Capture);
        outcome.Code.ShouldBe(2);
        outcome.Error.ShouldContain("/nonexistent/keys.log: there is no such key log file; check the name.");
    }

    [Fact]
    public void A_malformed_key_log_is_counted_and_the_captures_are_read()
    {
        using var folder = new TemporaryFolder();
        string keys = Path.Combine(folder.Path, "keys.log");
        File.WriteAllText(keys, "not a key log\n\u001b[31mCLIENT_RANDOM zz zz\n");
        NetWatchProcess.Outcome outcome = NetWatchProcess.Run("read", "--keylog", keys, "-o", "summary", Capture);
        outcome.Code.ShouldBe(0);
        outcome.Error.ShouldContain("2 lines of key logs are malformed");
    }

    [Fact]
    public void The_option_stands_above_the_configuration_and_that_above_SSLKEYLOGFILE()
    {
        using var folder = new TemporaryFolder();
        // Which one was read shows in how much of it is malformed.
        string KeyLog(int lines)
        {
            File.WriteAllText(folder[$"{lines}.log"], string.Concat(Enumerable.Repeat("no key\n", lines)));
            return folder[$"{lines}.log"];
        }

        string Read(params string[] options)
        {
            using NetWatchProcess process = NetWatchProcess.StartThrough("env", ["SSLKEYLOGFILE=" + KeyLog(2)], ["read", "-o", "summary", .. options, Capture]);
            process.Process.StandardInput.Close();
            return process.Finish().Error;
        }

        File.WriteAllText(folder["netwatch.json"], JsonSerializer.Serialize(new { decryption = new { keylog = KeyLog(3) } }));
        // There is no env there.
        if (OperatingSystem.IsWindows()) return;
        Read().ShouldContain("2 lines of key logs are malformed");
        Read("--config", folder["netwatch.json"]).ShouldContain("3 lines of key logs are malformed");
        Read("--config", folder["netwatch.json"], "--keylog", KeyLog(4)).ShouldContain("4 lines of key logs are malformed");
    }
}
