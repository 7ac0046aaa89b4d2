//! The committed description of the API is the one the routes give.

use std::fs;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

/// With `UPDATE_OPENAPI=1` the file is written anew; commit it with the change that made it.
#[test]
#[expect(clippy::disallowed_methods, reason = "how the file is updated is the test's own switch")]
fn the_committed_document_is_current() {
    let current = hearken_api::openapi_json();
    if std::env::var("UPDATE_OPENAPI").is_ok_and(|value| value == "1") {
        fs::write(COMMITTED, &current).unwrap();
    }
    let committed = fs::read_to_string(COMMITTED).unwrap_or_default();
    assert!(
        committed == current,
        "crates/api/openapi.json is stale: run the tests of hearken-api once with UPDATE_OPENAPI=1"
    );
}

#[test]
fn every_operation_is_described_and_names_its_failures() {
    let document = serde_json::to_value(hearken_api::openapi()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = format!("{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|text| text.len() > 10), "{name} has no summary");
            assert!(operation["operationId"].is_string(), "{name} has no id");
            assert_eq!(operation["tags"].as_array().map(Vec::len), Some(1), "{name} has no tag");
            let failure = &operation["responses"]["default"]["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(failure, "#/components/schemas/Problem", "{name}");
        }
    }
}

#[test]
fn every_schema_that_is_named_is_there() {
    let document = serde_json::to_value(hearken_api::openapi()).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let text = document.to_string();
    for reference in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(schemas.contains_key(reference), "{reference} is missing");
    }
}
