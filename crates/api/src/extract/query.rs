//! The query string.

use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::invalid;
use crate::problem::Problem;

/// Parameters of the query string; unknown ones are refused.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parse(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(|error| invalid::problem(error.path(), &error.inner().to_string()))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Filter {
        #[serde(default)]
        limit: Option<u32>,
        #[serde(default)]
        tag: Option<String>,
    }

    #[test]
    fn values_are_decoded() {
        let filter: Filter = parse("tag=hard+day%21&limit=5").unwrap();
        assert_eq!((filter.tag.as_deref(), filter.limit), (Some("hard day!"), Some(5)));
        assert_eq!(parse::<Filter>("").unwrap().limit, None);
    }

    #[test]
    fn a_breach_names_the_parameter_and_not_its_value() {
        let detail = |query| parse::<Filter>(query).unwrap_err().detail().into_owned();
        assert_eq!(detail("limit=secret"), "limit: must be a whole number");
        assert_eq!(detail("limit=-1"), "limit: must be a whole number");
        assert_eq!(detail("page=3"), "page: is not a known field");
        assert_eq!(detail("limit=1&limit=2"), "limit: is given twice");
    }
}
