//! Which addresses of the internet somebody else's server may have.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is one of the open internet: none of a private network, of this machine, of a link, of a group, of
/// a provider's inner network, of a document's example, or of a translation that could hide one of those.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !INNER_V4.iter().any(|&(net, bits)| shares_v4(address, net, bits)),
        IpAddr::V6(address) => {
            shares_v6(address, GLOBAL_V6, 3) && !INNER_V6.iter().any(|&(net, bits)| shares_v6(address, net, bits))
        }
    }
}

/// The networks of the special-purpose registry (RFC 6890 and what followed) that are not reached over the internet.
const INNER_V4: [(Ipv4Addr, u32); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),       // "this network", and the unspecified address
    (Ipv4Addr::new(10, 0, 0, 0), 8),      // private
    (Ipv4Addr::new(100, 64, 0, 0), 10),   // behind a provider's translation
    (Ipv4Addr::new(127, 0, 0, 0), 8),     // this machine
    (Ipv4Addr::new(169, 254, 0, 0), 16),  // one link; where clouds keep their machines' secrets
    (Ipv4Addr::new(172, 16, 0, 0), 12),   // private
    (Ipv4Addr::new(192, 0, 0, 0), 24),    // protocol assignments
    (Ipv4Addr::new(192, 0, 2, 0), 24),    // documentation
    (Ipv4Addr::new(192, 88, 99, 0), 24),  // relays from 6 to 4, given up
    (Ipv4Addr::new(192, 168, 0, 0), 16),  // private
    (Ipv4Addr::new(198, 18, 0, 0), 15),   // benchmarks
    (Ipv4Addr::new(198, 51, 100, 0), 24), // documentation
    (Ipv4Addr::new(203, 0, 113, 0), 24),  // documentation
    (Ipv4Addr::new(224, 0, 0, 0), 4),     // groups
    (Ipv4Addr::new(240, 0, 0, 0), 4),     // reserved, and the broadcast address
];

/// All global addresses of IPv6 lie here; local ones, groups and mapped IPv4 addresses lie elsewhere.
const GLOBAL_V6: Ipv6Addr = Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0);

const INNER_V6: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // protocol assignments, tunnels among them
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32), // documentation
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16), // an IPv4 address in disguise
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // documentation
];

fn shares_v4(address: Ipv4Addr, net: Ipv4Addr, bits: u32) -> bool {
    (address.to_bits() ^ net.to_bits()).leading_zeros() >= bits
}

fn shares_v6(address: Ipv6Addr, net: Ipv6Addr, bits: u32) -> bool {
    (address.to_bits() ^ net.to_bits()).leading_zeros() >= bits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(address: &str) -> bool {
        is_public(address.parse().unwrap())
    }

    #[test]
    fn the_open_internet_is_public() {
        for address in ["1.1.1.1", "9.255.255.255", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1"] {
            assert!(public(address), "{address}");
        }
        for address in ["192.0.1.1", "223.255.255.255", "2606:4700::1111", "2a00::1", "2001:4860::1", "2003::1"] {
            assert!(public(address), "{address}");
        }
    }

    #[test]
    fn what_lies_within_a_network_is_not() {
        for address in ["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.0.1", "169.254.169.254"] {
            assert!(!public(address), "{address}");
        }
        for address in ["172.16.0.1", "172.31.255.255", "192.168.1.1", "192.0.2.7", "198.19.0.1", "203.0.113.9"] {
            assert!(!public(address), "{address}");
        }
        for address in ["224.0.0.1", "239.1.1.1", "247.0.0.1", "255.255.255.255"] {
            assert!(!public(address), "{address}");
        }
        for address in ["::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "fe80::1", "fc00::1"] {
            assert!(!public(address), "{address}");
        }
        for address in ["fd12::1", "ff02::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "100::1"] {
            assert!(!public(address), "{address}");
        }
    }
}
