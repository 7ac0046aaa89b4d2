//! Borders inside the web app, and no `any`.

use super::Problem;
use super::docs::resolve;
use super::tree::{SourceFile, Tree};

const SOURCE: &str = "web/src/";

/// A folder of `web/src` with the folders that its files must not import.
const MUST_NOT_IMPORT: [(&str, &[&str]); 6] = [
    ("ui/", &["api/", "app/", "features/", "routes/", "search/", "sync/"]),
    ("lib/", &["app/", "features/", "routes/"]),
    ("charts/", &["api/", "app/", "features/", "routes/", "search/", "sync/"]),
    ("api/", &["app/", "features/", "routes/", "search/", "sync/", "ui/"]),
    ("sync/", &["app/", "features/", "routes/", "search/", "ui/"]),
    ("search/", &["api/", "app/", "features/", "routes/", "ui/"]),
];

pub(crate) fn borders(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.typescript() {
        let Some(place) = file.path.strip_prefix(SOURCE) else { continue };
        for (number, module) in imports(file) {
            if let Some(message) = broken_border(place, &within_source(&file.path, module)) {
                problems.push(Problem::new(&file.path, number, message));
            }
        }
    }
    problems
}

fn broken_border(place: &str, module: &str) -> Option<String> {
    let forbidden = MUST_NOT_IMPORT
        .iter()
        .find(|(folder, _)| place.starts_with(folder))
        .map_or(&[][..], |(_, forbidden)| forbidden);
    if forbidden.iter().any(|folder| module.starts_with(folder)) {
        return Some(format!("{} must not import {module}", folder_of(place)));
    }
    let is_react = module == "react" || module.starts_with("react-") || module.starts_with("react/");
    let without = ["sync/", "search/"].into_iter().find(|folder| {
        let file = place.strip_prefix(folder);
        file.is_some_and(|file| !file.starts_with("react.") && !file.starts_with("testing/"))
    });
    if is_react && let Some(folder) = without {
        return Some(format!("{} knows nothing of React outside react.ts", folder_of(folder)));
    }
    match (feature_of(place), feature_of(module)) {
        (Some(own), Some(other)) if own != other => {
            Some(format!("the feature {own} must not reach into the feature {other}"))
        }
        _ => None,
    }
}

fn folder_of(place: &str) -> &str {
    place.split('/').next().unwrap_or(place)
}

fn feature_of(place: &str) -> Option<&str> {
    place.strip_prefix("features/")?.split('/').next()
}

/// Modules that a file imports, as written, with their lines.
fn imports(file: &SourceFile) -> impl Iterator<Item = (usize, &str)> {
    file.code_lines().flat_map(|(number, line)| {
        let starts = ["from \"", "import \"", "import(\""];
        let module = move |start: &str| {
            line.split_once(start).and_then(|(_, rest)| rest.split_once('"')).map(|(module, _)| (number, module))
        };
        starts.into_iter().filter_map(module).collect::<Vec<_>>()
    })
}

/// An imported module as a path below `web/src`, or as written if it is a package.
fn within_source(importer: &str, module: &str) -> String {
    if let Some(path) = module.strip_prefix("@/") {
        return path.to_owned();
    }
    if !module.starts_with('.') {
        return module.to_owned();
    }
    let folder = importer.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = resolve(folder, module);
    path.strip_prefix(SOURCE).map(str::to_owned).unwrap_or(path)
}

/// `any` switches the type checker off.
pub(crate) fn no_any(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.typescript() {
        for (number, line) in file.code_lines() {
            if line.match_indices("any").any(|(at, _)| is_type(&line[..at], &line[at + 3..])) {
                problems.push(Problem::new(&file.path, number, "say what it is instead of `any`"));
            }
        }
    }
    problems
}

fn is_type(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let begins =
        before.ends_with([':', '<', '|', '&', ',', '=']) || before.ends_with(" as") || before.ends_with(" extends");
    let ends = after.trim_start().starts_with([';', ',', ')', '>', '[', ']', '|', '&', '=', '{', '}'])
        || after.trim().is_empty();
    begins && ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> Vec<String> {
        borders(&Tree::of(&[(path, text)])).into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn features_do_not_reach_into_each_other() {
        let found = broken(
            "web/src/features/journal/List.tsx",
            "import { Today } from \"@/features/today/Today\";\nimport { Row } from \"./Row\";\n",
        );
        assert_eq!(found, ["the feature journal must not reach into the feature today"]);
        let found = broken("web/src/features/journal/List.tsx", "import { x } from \"../today/Today\";\n");
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn sync_and_search_know_react_in_one_file() {
        let text = "import { useSyncExternalStore } from \"react\";\n";
        for folder in ["sync", "search"] {
            let found = broken(&format!("web/src/{folder}/engine.ts"), text);
            assert_eq!(found, [format!("{folder} knows nothing of React outside react.ts")]);
            assert!(broken(&format!("web/src/{folder}/react.ts"), text).is_empty());
        }
    }

    #[test]
    fn the_design_system_knows_no_data() {
        assert_eq!(
            broken("web/src/ui/Button.tsx", "import { api } from \"@/api/client\";\n"),
            ["ui must not import api/client"]
        );
        assert_eq!(broken("web/src/ui/Button.tsx", "const page = import(\"../sync/index\");\n").len(), 1);
        assert!(broken("web/src/ui/Button.tsx", "import { cx } from \"@/lib/cx\";\n").is_empty());
    }

    #[test]
    fn any_is_found_where_it_is_a_type() {
        let bad =
            ["let a: any;", "f(x as any)", "const m = new Map<string, any>();", "type T = any", "let b: any[] = [];"];
        let fine = ["const many = 1;", "// any", "<p>Is there any?</p>", "rows.any(x)", "say(\"any\")"];
        for line in bad {
            assert_eq!(no_any(&Tree::of(&[("a.ts", line)])).len(), 1, "{line}");
        }
        for line in fine {
            assert!(no_any(&Tree::of(&[("a.tsx", line)])).is_empty(), "{line}");
        }
    }
}
