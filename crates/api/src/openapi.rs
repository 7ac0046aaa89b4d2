//! The OpenAPI document, made from the routes.

use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder};

use crate::router::routes;

/// The description of the API.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut document = routes().into_openapi();
    for path in document.paths.paths.values_mut() {
        let operations = [&mut path.get, &mut path.post, &mut path.patch, &mut path.delete, &mut path.put]
            .into_iter()
            .filter_map(Option::as_mut);
        for operation in operations {
            operation.responses.responses.insert("default".to_owned(), RefOr::T(problem_response().build()));
        }
    }
    document
}

/// [`openapi`] as the JSON text that is served and kept in the repository.
#[must_use]
pub fn openapi_json() -> String {
    openapi().to_pretty_json().map(|json| json + "\n").unwrap_or_default()
}

fn problem_response() -> ResponseBuilder {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description("What went wrong.").content("application/problem+json", content)
}
