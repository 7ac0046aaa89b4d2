//! The OpenAPI document: what the routes do not say themselves.

use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr,
    ResponseBuilder, ServerBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use crate::problem::{Code, FieldError, ProblemBody};
use crate::router::{PREFIX, routes};

const ABOUT: &str = "Hearken, a private journal. Times are RFC 3339 in UTC, ids are UUIDs, unknown fields are refused. \
                     Every failure is an RFC 9457 problem with a stable `code`. Live updates come over `/sync/ws`.";

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

/// What frames the routes: who we are, where, how to sign in, and what problems look like.
pub(crate) fn frame() -> OpenApi {
    let license = LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build();
    let info = InfoBuilder::new().title("Hearken").version("1").description(Some(ABOUT)).license(Some(license)).build();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
        "__Host-hearken_rt",
        "With the header `X-Hearken: 1`, from our own pages.",
    ));
    let components = ComponentsBuilder::new()
        .schema("Problem", ProblemBody::schema())
        .schema(FieldError::name(), FieldError::schema())
        .schema(Code::name(), Code::schema())
        .security_scheme("access_token", SecurityScheme::Http(bearer))
        .security_scheme("refresh_cookie", SecurityScheme::ApiKey(cookie))
        .build();
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([ServerBuilder::new().url(PREFIX).build()]))
        .security(Some([SecurityRequirement::new("access_token", [] as [&str; 0])]))
        .components(Some(components))
        .build()
}

fn problem_response() -> ResponseBuilder {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description("What went wrong.").content("application/problem+json", content)
}
