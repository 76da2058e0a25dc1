//! What Envoy itself says on its administration port: the endpoint lists that it has.

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use crate::http;

const PORT: u16 = 15_000;
const PATIENCE: Duration = Duration::from_secs(5);

/// The endpoints of this pod's Envoy, as `cluster address:port`.
///
/// # Errors
///
/// It does not answer.
pub(crate) fn endpoints() -> io::Result<BTreeSet<String>> {
    let mut stream = TcpStream::connect_timeout(&(Ipv4Addr::LOCALHOST, PORT).into(), PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(b"GET /clusters HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")?;
    let mut heard = Vec::new();
    stream.read_to_end(&mut heard)?;
    let response = http::response(&heard).ok_or(io::ErrorKind::UnexpectedEof)?;
    Ok(read(&String::from_utf8_lossy(&response.body)))
}

/// Reads lines such as `outbound|80||web.shop.svc::10.0.0.5:80::weight::1`.
fn read(told: &str) -> BTreeSet<String> {
    let of_endpoints = told.lines().filter_map(|line| {
        let (before, _) = line.split_once("::weight")?;
        let (cluster, address) = before.split_once("::")?;
        Some(format!("{cluster} {address}"))
    });
    of_endpoints.collect()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn endpoints_are_read_once_each_whatever_else_is_told_of_them() {
        let told = "\
outbound|5000||helloworld.sample.svc.cluster.local::observability_name::x
outbound|5000||helloworld.sample.svc.cluster.local::10.44.0.5:5000::cx_active::1
outbound|5000||helloworld.sample.svc.cluster.local::10.44.0.5:5000::weight::2
outbound|5000||helloworld.sample.svc.cluster.local::203.0.113.1:15443::weight::1
agent::/etc/istio/agent.sock::weight::1
";
        let found: Vec<String> = read(told).into_iter().collect();
        assert_eq!(
            found,
            [
                "agent /etc/istio/agent.sock",
                "outbound|5000||helloworld.sample.svc.cluster.local 10.44.0.5:5000",
                "outbound|5000||helloworld.sample.svc.cluster.local 203.0.113.1:15443",
            ]
        );
    }
}
