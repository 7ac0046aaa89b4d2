//! Where people in danger are told to turn to.

use std::fs;

use hearken_api::wire::crisis::CrisisResources;

use super::error::ConfigError;
use super::sources::Values;

/// The list of the operator, or the one that comes with Hearken.
pub(super) fn read(values: &Values) -> Result<CrisisResources, ConfigError> {
    const NAME: &str = "crisis_resources_file";
    let data_dir = values.data_dir();
    let own = values.parse(NAME, |path| {
        let text = fs::read_to_string(data_dir.join(path)).map_err(|error| format!("cannot read the file: {error}"))?;
        CrisisResources::read(&text)
    })?;
    own.map_or_else(CrisisResources::bundled, Ok).map_err(|problem| values.error(NAME, problem))
}
