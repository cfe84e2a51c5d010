using System.Diagnostics;
using NetWatch.Live.Tests.Network;

namespace NetWatch.Live.Tests.Screen;

/// <summary>
/// A key log that is named in Settings while netwatch runs does what --keylog does: with nginx and curl in two namespaces, for what came before it was
/// named and for what comes after.
/// </summary>
public sealed class SettingsLiveTests : IDisposable
{
    const string Down = "\e[B";

    readonly string _folder = Directory.CreateTempSubdirectory("netwatch-live-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Keys => Path.Combine(_folder, "keys.log");

    string[] Home => ["env", "-u", "SSLKEYLOGFILE", "-u", "XDG_CONFIG_HOME", $"HOME={_folder}"];

    [RootFact]
    public void What_came_before_the_key_log_was_named_is_read_and_so_is_what_comes_after()
    {
        using NetworkPair pair = Pair();
        Serve(pair);
        using var terminal = new TerminalSession(pair.Left, 140, 40, Home, "-i", NetworkPair.LeftInterface, "--tab", "settings");
        terminal.Wait(static rows => Contains(rows, "running"), "The capture");
        Get(pair, "/before");
        // Longer than a closed connection is kept otherwise.
        Thread.Sleep(5_000);
        terminal.Wait(static rows => Contains(rows, "1 waits, 0 not read"), "The connection that waits");
        Name(terminal, Keys);
        terminal.Wait(static rows => Contains(rows, "1 decrypted"), "The one before");
        Get(pair, "/after");
        terminal.Wait(static rows => Contains(rows, "2 decrypted"), "The one after");
        terminal.Type("2");
        terminal.Wait(static rows => rows.Count(static row => row.Contains("tls»http ", StringComparison.Ordinal)) == 2, "Both rows");
        terminal.Type("\eOHv");
        terminal.Wait(static rows => Contains(rows, "GET /before") && Contains(rows, "200") && Contains(rows, "the body of /before"), "Method, path, status and body of the first");
        terminal.Type("\e" + Down + "v");
        terminal.Wait(static rows => Contains(rows, "GET /after") && Contains(rows, "the body of /after"), "The second");
    }

    [RootFact]
    public void A_key_log_is_exchanged_and_cleared_while_it_is_followed_and_saved_when_that_is_asked_for()
    {
        using NetworkPair pair = Pair();
        Serve(pair);
        using var terminal = new TerminalSession(pair.Left, 140, 40, Home, "-i", NetworkPair.LeftInterface, "--tab", "settings");
        terminal.Wait(static rows => Contains(rows, "running"), "The capture");
        string wrong = Path.Combine(_folder, "wrong.log");
        Name(terminal, wrong);
        terminal.Wait(static rows => Contains(rows, "waiting for it"), "The file that is not there");
        NetworkPair.Run("mkfifo", wrong);
        terminal.Wait(static rows => Contains(rows, "can't be read") && Contains(rows, "is a pipe"), "The pipe");
        Get(pair, "/first");
        Name(terminal, Keys);
        terminal.Wait(static rows => Contains(rows, "1 decrypted"), "The right file");
        string config = Path.Combine(_folder, ".config", "netwatch", "netwatch.json");
        File.Exists(config).ShouldBeFalse("nothing is saved unless it is asked for");
        terminal.Type("w");
        terminal.Wait(static rows => Contains(rows, "1 setting written to "), "That it was saved");
        File.ReadAllText(config).ShouldContain($"\"keylog\": \"{Keys}\"");
        terminal.Type("x");
        terminal.Wait(static rows => Contains(rows, "key log                    none"), "No key log");
        Get(pair, "/second");
        terminal.Wait(static rows => Contains(rows, "1 waits"), "The one that nobody has the key of");
        terminal.Type("u");
        terminal.Wait(static rows => Contains(rows, "2 decrypted"), "It is followed again");
    }

    [RootFact]
    public void A_capture_file_is_read_again_when_its_keys_are_named_after_it_was_read()
    {
        using NetworkPair pair = Pair();
        Serve(pair);
        string capture = Path.Combine(_folder, "capture.pcapng");
        Process netwatch = pair.StartIn(pair.Left, "dotnet", Path.Combine(AppContext.BaseDirectory, "netwatch.dll"), "capture", "-i", NetworkPair.LeftInterface, "-w", capture);
        while (netwatch.StandardError.ReadLine() is { } line && !line.Contains("capturing on", StringComparison.Ordinal))
        {
        }

        Get(pair, "/filed");
        Thread.Sleep(1_000);
        NetworkPair.Run("kill", "-TERM", netwatch.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        netwatch.WaitForExit(20_000).ShouldBeTrue();
        using var terminal = new TerminalSession(pair.Left, 140, 40, Home, "-r", capture, "--tab", "settings");
        terminal.Wait(static rows => Contains(rows, "ended"), "The end of the file");
        terminal.Type("2");
        terminal.Wait(static rows => Contains(rows, "tls ") && !Contains(rows, "tls»"), "The connection that is not read");
        terminal.Type("6");
        Name(terminal, Keys);
        terminal.Wait(static rows => Contains(rows, "1 decrypted"), "The keys");
        terminal.Type("2");
        terminal.Wait(static rows => Contains(rows, "tls»http "), "The row");
        terminal.Type("\eOHv");
        terminal.Wait(static rows => Contains(rows, "GET /filed") && Contains(rows, "the body of /filed"), "The conversation");
        terminal.Type("\e3/");
        terminal.Type("decrypted:true\r");
        terminal.Wait(static rows => Contains(rows, "GET /filed"), "The packets of it, with what is inside");
    }

    static bool Contains(IReadOnlyList<string> rows, string text) => rows.Any(row => row.Contains(text, StringComparison.Ordinal));

    static void Name(TerminalSession terminal, string path)
    {
        terminal.Type("\r");
        terminal.Wait(static rows => Contains(rows, "Tab completes it"), "The line that takes a path");
        terminal.Type("\u0015" + path);
        terminal.Wait(rows => Contains(rows, path), "The path");
        terminal.Type("\r");
    }

    void Get(NetworkPair pair, string path) => NetworkPair.Run("ip", "netns", "exec", pair.Left, "env", $"SSLKEYLOGFILE={Keys}",
        "curl", "-sSk", "--max-time", "20", "--retry", "5", "--retry-connrefused", "-o", "/dev/null", $"https://{NetworkPair.RightAddress}{path}");

    static NetworkPair Pair()
    {
        LiveTest.Require(File.Exists("/usr/sbin/nginx"), "The server is nginx: install nginx-light.");
        LiveTest.Require(File.Exists("/usr/bin/curl"), "The client is curl: install curl.");
        LiveTest.Require(File.Exists("/usr/bin/openssl"), "The certificate is made by openssl: install openssl.");
        LiveTest.Require(File.Exists("/usr/bin/script"), "The screen needs a terminal, which script(1) makes: install bsdutils.");
        return new NetworkPair();
    }

    void Serve(NetworkPair pair)
    {
        string key = Path.Combine(_folder, "key.pem"), certificate = Path.Combine(_folder, "certificate.pem"), configuration = Path.Combine(_folder, "nginx.conf");
        NetworkPair.Run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=test");
        File.WriteAllText(configuration, $$"""
            pid {{_folder}}/nginx.pid;
            error_log {{_folder}}/error.log;
            daemon off;
            master_process off;
            user root;
            events {}
            http {
              access_log off;
              default_type text/plain;
              client_body_temp_path {{_folder}}/body; proxy_temp_path {{_folder}}/proxy; fastcgi_temp_path {{_folder}}/fastcgi; uwsgi_temp_path {{_folder}}/uwsgi; scgi_temp_path {{_folder}}/scgi;
              server {
                listen {{NetworkPair.RightAddress}}:443 ssl;
                ssl_certificate {{certificate}};
                ssl_certificate_key {{key}};
                location / { return 200 "the body of $uri"; }
              }
            }
            """);
        Process nginx = pair.StartIn(pair.Right, "nginx", "-c", configuration, "-e", Path.Combine(_folder, "error.log"));
        nginx.HasExited.ShouldBeFalse();
    }
}
