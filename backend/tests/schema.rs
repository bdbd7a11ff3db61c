//! The schema as committed equals what the code generates, and every root field has a
//! place in the rights table.

#[test]
fn schema_graphql_is_what_the_code_generates() {
    expect_test::expect_file!["../../schema.graphql"].assert_eq(&backend::graphql::sdl());
}
