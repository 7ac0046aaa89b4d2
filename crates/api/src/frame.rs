//! What frames the routes in the OpenAPI document: all that they do not say themselves.

use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, ServerBuilder};
use utoipa::{PartialSchema, ToSchema};

use crate::problem::{Code, FieldError, ProblemBody};

/// Where the API is.
pub(crate) const PREFIX: &str = "/api/v1";
const ABOUT: &str = "Hearken, a private journal. Times are RFC 3339 in UTC, ids are UUIDs, unknown fields are refused. \
                     Every failure is an RFC 9457 problem with a stable `code`. Live updates come over `/sync/ws`.";

/// Who we are, where, how to sign in, and what problems look like.
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
