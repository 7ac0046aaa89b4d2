//! Enums of the domain on the wire: same variants, with names and a schema.

/// Declares a wire enum with the variants of a domain enum, and the ways between them. A variant that one of them lacks
/// does not compile.
macro_rules! mirror {
    ($($(#[$doc:meta])* $name:ident of $domain:ty { $($(#[$variant_doc:meta])* $variant:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl From<$domain> for $name {
            fn from(value: $domain) -> Self {
                match value { $(<$domain>::$variant => Self::$variant,)* }
            }
        }

        impl From<$name> for $domain {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant,)* }
            }
        }
    )*};
}

pub(super) use mirror;
