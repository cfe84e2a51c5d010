using System.Text;
using NetWatch.Sdk.Testing.Protocols;
using static NetWatch.Plugins.Dhcp.Tests.Dhcp;

namespace NetWatch.Plugins.Dhcp.Tests;

public sealed class DhcpFactTests
{
    [Fact]
    public void A_question_tells_who_asks_for_what()
    {
        FactsOf(Asking).ShouldBe("dhcp/discover\ntype=request\nid=305419896\nclient_mac=52:54:00:12:34:56\ndhcp_type=discover\nclient_id=52:54:00:12:34:56\n"
            + "requested_ip=192.0.2.50\nhostname=laptop\nparams[0]=subnet_mask\nparams[1]=router\nparams[2]=dns_server\nparams[3]=domain\nparams[4]=domain_search\n"
            + "params[5]=proxy_autodiscovery\nvendor_class_identifier=MSFT 5.0\n");
        Only(Discover).Summary.ShouldBe("DHCP discover 192.0.2.50 from laptop");
        Only(Discover).ServerName.ShouldBeNull("the name is that of who asks");
    }

    [Fact]
    public void An_answer_tells_the_lease()
    {
        string facts = FactText.Of(Only(Ack));

        facts.ShouldContain("type=reply\n");
        facts.ShouldContain("assigned_ip=192.0.2.50\ndhcp_type=ack\nlease_time=3600\nrebinding_time=3150\nrenewal_time=1800\nsubnet_mask=255.255.255.0\nrouters[0]=192.0.2.1\n"
            + "dns_servers[0]=192.0.2.2\ndns_servers[1]=192.0.2.3\nserver_id=192.0.2.1\ndomain=example.org\nntp_servers[0]=192.0.2.4\n");
        facts.ShouldContain("circuit_id=eth1\nremote_id=abcd\n");
        Only(Ack).Summary.ShouldBe("DHCP ack 192.0.2.50 to 52:54:00:12:34:56, lease 3600 s");
    }

    [Fact]
    public void Both_sides_of_a_renewal_are_kinds_of_their_own_so_that_the_flow_keeps_both()
    {
        string facts = FactsOf(Renewal);
        facts.ShouldContain("dhcp/discover\n");
        facts.ShouldContain("dhcp/ack\n");
    }

    [Fact]
    public void Options_go_on_in_the_file_and_server_name_fields_where_the_message_says_so()
    {
        byte[] message = Message(1, new byte[4], Option(53, 3), Option(52, 3));
        Option(12, Encoding.ASCII.GetBytes("in-file")).CopyTo(message, 108);
        message[108 + 9] = 255;
        Option(15, Encoding.ASCII.GetBytes("in-name")).CopyTo(message, 44);
        message[44 + 9] = 255;
        string facts = FactText.Of(Only(message));

        facts.ShouldContain("hostname=in-file\n");
        facts.ShouldContain("domain=in-name\n");
        facts.ShouldNotContain("boot_file");
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "client_mac=52\n")]
    [InlineData(8, "client_mac=52:54:00:12:34:56:00:00\n")]
    [InlineData(9, "client_mac=52:54:00:12:34:56:00:00:00\n")]
    [InlineData(16, "client_mac=52:54:00:12:34:56:00:00:00:00:00:00:00:00:00:ff\n")]
    public void Hardware_addresses_of_any_length_are_told(byte length, string told)
    {
        foreach (byte[] options in (byte[][])[[], Option(12, Encoding.ASCII.GetBytes("laptop"))])
        {
            byte[] message = Message(1, new byte[4], Option(53, 1), options);
            message[2] = length;
            message[28 + 15] = 0xFF;
            string facts = FactText.Of(Only(message));
            facts.ShouldContain($"id=305419896\n{told}dhcp_type=discover\n");
            facts.Contains("hostname=laptop\n").ShouldBe(options.Length > 0);
        }
    }

    [Fact]
    public void Of_very_many_addresses_the_first_are_told_and_what_is_none_is_left_out()
    {
        byte[] longest = [.. Enumerable.Repeat((byte)255, 32 * 4), 1, 2, 3, 4];
        string facts = FactText.Of(Only(Message(2, new byte[4], Option(53, 5), Option(6, longest), Option(3, 192, 0, 2, 1, 192), Option(42, 1, 2, 3))));
        facts.ShouldContain($"routers[0]=192.0.2.1\n{string.Concat(Enumerable.Range(0, 32).Select(i => $"dns_servers[{i}]=255.255.255.255\n"))}");
        facts.ShouldNotContain("1.2.3.4");
        facts.ShouldNotContain("ntp_servers");
    }

    [Fact]
    public void An_overload_that_leads_to_itself_ends()
    {
        byte[] message = Message(1, new byte[4], Option(53, 3), Option(52, 3));
        for (int at = 44; at < 230; at += 3) Option(52, 3).CopyTo(message, at);
        Only(message).Summary.ShouldBe("DHCP request from 52:54:00:12:34:56");
    }

    [Fact]
    public void Server_name_and_file_are_texts_where_they_hold_no_options()
    {
        byte[] message = Message(2, new byte[4], Option(53, 2));
        Encoding.ASCII.GetBytes("boot.example.org").CopyTo(message, 44);
        Encoding.ASCII.GetBytes("pxelinux.0").CopyTo(message, 108);
        FactText.Of(Only(message)).ShouldContain("tftp_server_name=boot.example.org\nboot_file=pxelinux.0\n");
    }

    [Fact]
    public void A_fully_qualified_name_is_read_in_both_of_its_forms()
    {
        FactText.Of(Only(Message(1, new byte[4], Option(53, 3), Option(81, [4, 0, 0, .. DnsMessageBuilder.Name("pc.example.org")])))).ShouldContain("client_fqdn=pc.example.org\n");
        FactText.Of(Only(Message(1, new byte[4], Option(53, 3), Option(81, [0, 0, 0, .. "pc.example.org"u8])))).ShouldContain("client_fqdn=pc.example.org\n");
    }

    [Fact]
    public void A_message_without_options_is_BOOTP() => Only([.. Bootp, .. new byte[64]]).Summary.ShouldBe("DHCP BOOTP request from 52:54:00:12:34:56");

    [Fact]
    public void An_option_cut_by_the_capture_ends_the_reading()
    {
        string facts = FactText.Of(Only(Discover[..(240 + 3 + 5)]));
        facts.ShouldContain("dhcp_type=discover\n");
        facts.ShouldNotContain("client_id");
    }

    [Fact]
    public void DHCPv6_asks_by_its_identifier() =>
        Facts6Of(Asking6).ShouldBe("dhcpv6/solicit\ntype=request\ndhcp_type=solicit\nid=abcdef\nclient_id=000100011c39cf88525400123456\nclient_mac=52:54:00:12:34:56\n"
            + "hostname=laptop.example.org\nparams[0]=dns_servers\nparams[1]=domain_list\n");

    [Fact]
    public void DHCPv6_answers_with_addresses_and_prefixes()
    {
        string facts = Facts6Of(Answering6);
        facts.ShouldContain("addresses[0]=2001:db8::50\nprefixes[0]=2001:db8::/56\npreferred_lifetime=3600\nvalid_lifetime=7200\ndns_servers[0]=2001:db8::53\n"
            + "domains[0]=example.org\nstatus=success\n");
    }

    [Fact]
    public void A_relayed_message_is_told_by_what_is_inside() =>
        Facts6Of(Relaying6).ShouldContain("dhcp_type=solicit\nid=abcdef\n");

    [Fact]
    public void The_relay_is_told_too() =>
        Facts6Of(Relaying6).ShouldContain("link_address=2001:db8::1\npeer_address=2001:db8::2\ninterface_id=eth2\n");
}
