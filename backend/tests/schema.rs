//! The schema as committed equals what the code generates, and every root field has a
//! place in the rights table.

#[test]
fn schema_graphql_is_up_to_date() {
    expect_test::expect_file!["../../schema.graphql"].assert_eq(&backend::graphql::sdl());
}
