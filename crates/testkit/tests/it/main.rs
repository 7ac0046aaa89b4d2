//! The test kit's own tests: fixtures that fail quietly would make every other test worthless.

mod postgres;
