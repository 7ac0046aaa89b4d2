//! Where models of this machine are looked for.

use hearken_app::providers::USUAL_PORTS;

use super::error::ConfigError;
use super::sources::Values;

pub(super) fn read(values: &Values) -> Result<Vec<u16>, ConfigError> {
    Ok(values.parse("local_model_ports", parse_ports)?.unwrap_or_else(|| USUAL_PORTS.to_vec()))
}

fn parse_ports(text: &str) -> Result<Vec<u16>, String> {
    let ports = text.split(',').map(|port| port.trim().parse().ok().filter(|port| *port > 0));
    ports.collect::<Option<_>>().ok_or_else(|| "expected ports with commas between them, as in 11434,1234".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_numbers_with_commas_between_them() {
        assert_eq!(parse_ports("11434, 1234").unwrap(), [11434, 1234]);
        for text in ["", "0", "11434,", "11434 1234", "70000", "ollama"] {
            assert!(parse_ports(text).is_err(), "{text}");
        }
    }
}
