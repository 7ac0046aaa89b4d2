//! `hearken openapi`: the description of the API.

use std::process::ExitCode;

pub(crate) fn run() -> anyhow::Result<ExitCode> {
    super::print(&hearken_api::openapi_json())?;
    Ok(ExitCode::SUCCESS)
}
