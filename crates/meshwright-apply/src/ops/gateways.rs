//! Addresses of gateways: waited for, compared with what the topology says, handed on.

use meshwright_core::diag::text;
use meshwright_core::model::Address;
use meshwright_core::plan::op::HostNames;
use meshwright_core::plan::{Operand, OutputKey};
use serde_json::Value;

use super::at::At;
use super::conditions::condition_of;
use crate::executor::{Inputs, Poll, Seen, Sight};
use crate::outcome::{Failure, Outputs};

/// The kind of Gateways, as kubectl finds it without doubt.
pub(crate) const GATEWAYS: &str = "gateways.gateway.networking.k8s.io";

impl At<'_> {
    /// Looks at the address of a gateway's Service.
    pub(crate) fn see_address(
        &self,
        service: &str,
        namespace: &str,
        expected: &[Address],
        host_names: HostNames,
    ) -> Result<Sight, Failure> {
        let object = self.get(namespace, "services", service)?;
        let waiting = || {
            let name = format!("service/{service}");
            Sight::of(Seen::Unready(text!("wait-address", name = name)))
        };
        let ingress = object
            .as_ref()
            .and_then(|object| object.pointer("/status/loadBalancer/ingress/0"));
        let text = ["ip", "hostname"].iter().find_map(|key| {
            let text = ingress?.get(key)?.as_str()?;
            (!text.is_empty()).then_some(text)
        });
        let Some(text) = text else {
            return Ok(waiting());
        };
        let address = self.expect(text, expected)?;
        if host_names == HostNames::Ignored && matches!(address, Address::Hostname(_)) {
            let cluster = &self.cluster.name;
            return Err(Failure::contradiction(text!(
                "apply-host-name-ignored",
                name = text,
                cluster = cluster
            )));
        }
        Ok(found(address))
    }

    /// Looks at the address of a Gateway of the Gateway API.
    pub(crate) fn see_programmed(
        &self,
        gateway: &str,
        namespace: &str,
        expected: &[Address],
    ) -> Result<Sight, Failure> {
        let name = format!("gateway/{gateway}");
        let Some(object) = self.get(namespace, GATEWAYS, gateway)? else {
            return Ok(Sight::of(Seen::Unready(text!("wait-object", name = name))));
        };
        let status = condition_of(&object, "Programmed");
        let address = object
            .pointer("/status/addresses/0/value")
            .and_then(Value::as_str);
        match (status, address) {
            (Some(status), Some(address)) if status.is_true => {
                Ok(found(self.expect(address, expected)?))
            }
            (status, _) => Ok(Sight::of(Seen::Unready(text!(
                "wait-programmed",
                name = name,
                said = status.map_or_else(String::new, |status| status.said)
            )))),
        }
    }

    /// Waits until a look shows an address.
    pub(crate) fn wait_for_sight(
        &self,
        mut look: impl FnMut() -> Result<Sight, Failure>,
    ) -> Result<Outputs, Failure> {
        self.watch.poll(|| {
            let sight = look()?;
            Ok(match sight.seen {
                Seen::Done => Poll::Ready(sight.outputs),
                Seen::Unready(text) => Poll::Pending(text),
                _ => Poll::Pending(text!("wait-object", name = "")),
            })
        })
    }

    fn expect(&self, text: &str, expected: &[Address]) -> Result<Address, Failure> {
        let shown = crate::program::shown(text);
        let cluster = &self.cluster.name;
        let Some(address) = Address::parse(text) else {
            return Err(Failure::contradiction(text!(
                "apply-no-address",
                said = shown,
                cluster = cluster
            )));
        };
        if expected.is_empty() || expected.contains(&address) {
            return Ok(address);
        }
        let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
        Err(Failure::contradiction(text!(
            "apply-other-address",
            address = shown,
            expected = expected,
            cluster = cluster
        )))
    }

    /// The address that an operation takes: the known one stands in its file already.
    pub(crate) fn learned(
        &self,
        operand: Option<&Operand<Address>>,
        inputs: &Inputs,
    ) -> Result<Option<Address>, Failure> {
        match operand {
            None | Some(Operand::Known(_)) => Ok(None),
            Some(operand) => self.address(operand, inputs).map(Some),
        }
    }

    /// The address of an operand.
    pub(crate) fn address(
        &self,
        operand: &Operand<Address>,
        inputs: &Inputs,
    ) -> Result<Address, Failure> {
        let step = match operand {
            Operand::Known(address) => return Ok(address.clone()),
            Operand::From {
                step,
                output: OutputKey::GatewayAddress | OutputKey::RemoteSecret,
            } => step,
        };
        let address = inputs.get(step).and_then(|outputs| outputs.address.clone());
        match address {
            // What remotes are told has to be an IP: see the scripts' function of the same task.
            Some(Address::Hostname(name)) => Err(Failure::contradiction(text!(
                "apply-hostname",
                name = name,
                cluster = &self.cluster.name
            ))),
            Some(address) => Ok(address),
            None => Err(Failure::contradiction(text!(
                "apply-nothing-learned",
                step = step.to_string()
            ))),
        }
    }
}

fn found(address: Address) -> Sight {
    Sight::done().yielding(Outputs {
        address: Some(address),
        credential: None,
    })
}
