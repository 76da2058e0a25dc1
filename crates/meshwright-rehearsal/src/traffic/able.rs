//! Whether this machine can have pods with requests, asked before a world is started.

use std::process::Stdio;

use meshwright_core::diag::{Text, text};

use crate::enclosure::Way;
use crate::tools::{Tool, Tools};

/// Tries what pods need in a network of its own: a wire, and each kind of rule.
const TRY: &str = r#"set -e
"$1" link add mw0 type veth peer name mw1
"$2" -w 10 -t nat -A OUTPUT -m owner --gid-owner 1337 -j RETURN
"$2" -w 10 -t nat -A PREROUTING -p tcp -d 10.0.0.1 --dport 15443 -j DNAT --to-destination 10.0.0.2
"$2" -w 10 -t filter -A FORWARD -m conntrack --ctstate DNAT -j ACCEPT"#;

/// Whether requests can be sent here.
///
/// # Errors
///
/// Says what the machine refuses.
pub fn able(tools: &Tools, way: Way) -> Result<(), Text> {
    if way == Way::User {
        return Err(text!("rehearse-traffic-no-root"));
    }
    let tried = tools
        .command(Tool::Unshare)
        .args(["--net", "--", "sh", "-c", TRY, "sh"])
        .args([tools.path(Tool::Ip), tools.path(Tool::Iptables)])
        .stdin(Stdio::null())
        .output();
    let said = match tried {
        Ok(output) if output.status.success() => return Ok(()),
        Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        Err(error) => error.to_string(),
    };
    Err(text!("rehearse-traffic-no-rules", said = said))
}
