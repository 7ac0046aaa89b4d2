//! The committed description of the API is the one the routes give.

use std::fs;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

#[test]
fn the_committed_document_is_current() {
    let committed = fs::read_to_string(COMMITTED).unwrap_or_default();
    assert!(committed == hearken_api::openapi_json(), "crates/api/openapi.json is stale: run `cargo xtask gen`");
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

#[test]
fn every_request_body_refuses_unknown_fields() {
    let document = serde_json::to_value(hearken_api::openapi()).unwrap();
    let items = document["paths"].as_object().unwrap();
    let operations = items.values().flat_map(|item| item.as_object().unwrap().values());
    let bodies: Vec<_> = operations.filter_map(|operation| operation.get("requestBody")).collect();
    assert!(bodies.len() > 8);
    for body in bodies {
        let schema = body["content"]["application/json"]["schema"].to_string();
        let name = schema.split("#/components/schemas/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert_eq!(document["components"]["schemas"][name]["additionalProperties"], false, "{name}");
    }
}
