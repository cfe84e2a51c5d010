#!/usr/bin/perl
# Writes city.mmdb, asn.mmdb and country.mmdb beside itself with MaxMind's own writer (Debian: libmaxmind-db-writer-perl).
# Addresses are those of documentation and of private use; names are invented.
use strict;
use warnings;
use FindBin;
use MaxMind::DB::Writer::Tree;

my %types = (
    city => 'map', country => 'map', registered_country => 'map', continent => 'map', names => 'map', location => 'map', traits => 'map', postal => 'map',
    subdivisions => [ 'array', 'map' ],
    geoname_id => 'uint32', accuracy_radius => 'uint16', latitude => 'double', longitude => 'double', is_anycast => 'boolean', big => 'uint128', signed => 'int32', ratio => 'float', raw => 'bytes',
    autonomous_system_number => 'uint32',
);

sub tree {
    my ($type, $version, $bits, $alias) = @_;
    return MaxMind::DB::Writer::Tree->new(
        ip_version => $version, record_size => $bits, database_type => $type, languages => [ 'en', 'de', 'ja' ], description => { en => 'A sample of NetWatch' },
        alias_ipv6_to_ipv4 => $alias, remove_reserved_networks => 0, map_key_type_callback => sub { $types{ $_[0] } || 'utf8_string' },
    );
}

sub place {
    my ($number, $code, $country, $city) = @_;
    return {
        city => { geoname_id => 100_000 + $number, names => { de => "Stadt $city", en => $city, ja => "\x{5E02}$number" } },
        continent => { code => 'EU', names => { en => 'Europe' } },
        country => { geoname_id => $number, iso_code => $code, names => { de => "Land $country", en => $country } },
        registered_country => { iso_code => 'XX', names => { en => 'Elsewhere' } },
        location => { accuracy_radius => 20, latitude => 52.5 + $number, longitude => -13.25, time_zone => 'Etc/UTC' },
        subdivisions => [ { iso_code => "S$number", names => { en => "Region $number" } }, { iso_code => 'T', names => { en => 'Part' } } ],
        traits => { is_anycast => 1, big => '340282366920938463463374607431768211455', signed => -7, ratio => 0.5, raw => "\x00\xFF\x7F" },
    };
}

my $city = tree('Sample-City', 6, 28, 1);
for my $i (0 .. 63) {
    my $record = place($i, ('DE', 'FR', 'JP', 'BR')[ $i % 4 ], "Country $i", 'City ' . ('x' x ($i * 9)) . $i);
    $city->insert_network('10.' . $i . '.0.0/16', $record);
    $city->insert_network('10.' . $i . '.7.0/25', place(500 + $i, 'IT', "Inner $i", "Inner city $i"));
    $city->insert_network(sprintf('2001:db8:%x::/48', $i), $record);
}
$city->insert_network('192.0.2.1/32', place(900, 'NO', 'Single', "Bod\x{F8}"));
$city->insert_network('198.51.100.0/24', { registered_country => { iso_code => 'SE', names => { en => 'Only registered' } } });
$city->insert_network('203.0.113.0/24', { country => { iso_code => 'FI' } });

my $asn = tree('Sample-ASN', 6, 24, 0);
for my $i (0 .. 199) {
    $asn->insert_network("10.$i.0.0/17", { autonomous_system_number => 64_512 + $i, autonomous_system_organization => "Network No. $i" });
    $asn->insert_network(sprintf('2001:db8:%x:8000::/49', $i), { autonomous_system_number => 4_200_000_000 + $i, autonomous_system_organization => "Six $i" });
}

my $country = tree('Sample-Country', 4, 32, 0);
$country->insert_network("172.$_.0.0/16", { country => { iso_code => 'CH', names => { en => "Canton $_" } } }) for 16 .. 31;

for ([ city => $city ], [ asn => $asn ], [ country => $country ]) {
    open my $file, '>:raw', "$FindBin::Bin/$_->[0].mmdb" or die $!;
    $_->[1]->write_tree($file);
    close $file or die $!;
}
