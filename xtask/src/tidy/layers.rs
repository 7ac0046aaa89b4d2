//! Which crate may use which: the directions of the architecture, read from what Cargo says.

use serde_json::Value;

use super::Problem;

/// Each product crate with the crates of ours that it may use.
const MAY_USE: [(&str, &[&str]); 8] = [
    ("hearken-encoder", &[]),
    ("hearken-domain", &["hearken-encoder"]),
    ("hearken-web", &[]),
    ("hearken-store", &["hearken-domain"]),
    ("hearken-ai", &["hearken-domain"]),
    ("hearken-app", &["hearken-ai", "hearken-domain", "hearken-store"]),
    ("hearken-api", &["hearken-app", "hearken-domain", "hearken-web"]),
    ("hearken", &["hearken-ai", "hearken-api", "hearken-app", "hearken-domain", "hearken-store", "hearken-web"]),
];

/// Crates that exist for development only: they may use anything of ours but the binary, and drive servers.
const DEVELOPMENT: [&str; 2] = ["hearken-testkit", "xtask"];

/// Outside crates with the one crate of ours that knows them.
const KNOWN_TO: [(&str, &str); 12] = [
    ("ndarray", "hearken-encoder"),
    ("rusqlite", "hearken-store"),
    ("tokio-postgres", "hearken-store"),
    ("deadpool-postgres", "hearken-store"),
    ("redis", "hearken-store"),
    ("reqwest", "hearken-ai"),
    ("axum", "hearken-api"),
    ("tower-http", "hearken-api"),
    ("utoipa", "hearken-api"),
    ("utoipa-axum", "hearken-api"),
    ("rust-embed", "hearken-web"),
    ("clap", "hearken"),
];

/// What `hearken-domain` must not have: it neither waits, nor performs I/O, nor knows a wire format.
const NOT_IN_DOMAIN: [&str; 6] = ["tokio", "futures-util", "hyper", "http", "serde_json", "tracing"];

/// One crate of the workspace and what its `Cargo.toml` names.
struct Package<'a> {
    name: &'a str,
    uses: Vec<(&'a str, Kind)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Product,
    Test,
}

pub(crate) fn check(metadata: &Value) -> Vec<Problem> {
    let packages = packages(metadata);
    let ours: Vec<&str> = packages.iter().map(|package| package.name).collect();
    packages
        .iter()
        .filter(|package| !DEVELOPMENT.contains(&package.name))
        .flat_map(|package| check_package(package, &ours))
        .collect()
}

fn check_package(package: &Package<'_>, ours: &[&str]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut complain = |message: String| problems.push(Problem::new(package.name, 0, message));
    let Some((_, may_use)) = MAY_USE.iter().find(|(name, _)| *name == package.name) else {
        complain("a crate without a place: give it one in xtask/src/tidy/layers.rs".to_owned());
        return problems;
    };
    for (used, kind) in &package.uses {
        let may_test_with = DEVELOPMENT.contains(used) || is_below(used, package.name);
        if ours.contains(used) && !may_use.contains(used) && !(*kind == Kind::Test && may_test_with) {
            complain(format!("must not use {used}"));
        }
        if let Some((_, owner)) = KNOWN_TO.iter().find(|(name, owner)| name == used && *owner != package.name) {
            complain(format!("must not use {used}: only {owner} knows it"));
        }
        if package.name == "hearken-domain" && *kind == Kind::Product && NOT_IN_DOMAIN.contains(used) {
            complain(format!("must not use {used}: the domain neither waits nor knows wire formats"));
        }
        if *used == "anyhow" && package.name != "hearken" {
            complain("must not use anyhow: a library's errors are enums of its own".to_owned());
        }
    }
    problems
}

/// Whether `crate_name` may use `used`, directly or through others.
fn is_below(used: &str, crate_name: &str) -> bool {
    let direct = MAY_USE.iter().find(|(name, _)| *name == crate_name).map_or(&[][..], |(_, may_use)| may_use);
    direct.iter().any(|name| *name == used || is_below(used, name))
}

fn packages(metadata: &Value) -> Vec<Package<'_>> {
    let all = metadata["packages"].as_array().into_iter().flatten();
    all.filter_map(|package| {
        let uses = package["dependencies"].as_array()?.iter().filter_map(dependency).collect();
        Some(Package { name: package["name"].as_str()?, uses })
    })
    .collect()
}

fn dependency(value: &Value) -> Option<(&str, Kind)> {
    let kind = if value["kind"].as_str() == Some("dev") { Kind::Test } else { Kind::Product };
    Some((value["name"].as_str()?, kind))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn messages(name: &str, dependencies: &Value) -> Vec<String> {
        let known = ["hearken-store", "hearken-app", "hearken-ai", "hearken-testkit"]
            .map(|name| json!({ "name": name, "dependencies": [] }));
        let mut packages = vec![json!({ "name": name, "dependencies": dependencies })];
        packages.extend(known.into_iter().filter(|package| package["name"] != *name));
        check(&json!({ "packages": packages })).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_use_against_the_direction_is_found() {
        let found = messages(
            "hearken-store",
            &json!([{ "name": "hearken-app", "kind": null }, { "name": "hearken-ai", "kind": "dev" }]),
        );
        assert_eq!(found, ["hearken-store: must not use hearken-app", "hearken-store: must not use hearken-ai"]);
    }

    #[test]
    fn tests_may_look_below_the_next_layer() {
        let store = |kind| json!([{ "name": "hearken-store", "kind": kind }]);
        assert!(messages("hearken-api", &store("dev")).is_empty());
        assert_eq!(messages("hearken-api", &store("normal")), ["hearken-api: must not use hearken-store"]);
    }

    #[test]
    fn the_test_kit_is_for_tests() {
        assert!(messages("hearken-api", &json!([{ "name": "hearken-testkit", "kind": "dev" }])).is_empty());
        let found = messages("hearken-api", &json!([{ "name": "hearken-testkit", "kind": null }]));
        assert_eq!(found, ["hearken-api: must not use hearken-testkit"]);
    }

    #[test]
    fn outside_crates_have_one_owner() {
        let drivers = json!([{ "name": "rusqlite", "kind": null }, { "name": "reqwest", "kind": "dev" }]);
        assert_eq!(messages("hearken-api", &drivers).len(), 2);
        assert_eq!(
            messages("hearken-store", &drivers),
            ["hearken-store: must not use reqwest: only hearken-ai knows it"]
        );
    }

    #[test]
    fn the_domain_stays_pure_and_libraries_have_errors_of_their_own() {
        let found =
            messages("hearken-domain", &json!([{ "name": "tokio", "kind": null }, { "name": "anyhow", "kind": null }]));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_new_crate_needs_a_place() {
        assert!(messages("hearken-voice", &json!([]))[0].contains("without a place"));
    }
}
