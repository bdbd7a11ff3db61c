//! Parsing a document once and weighing it before anything walks it.
//!
//! async-graphql's checks expand every spread of a fragment anew, so thirty fragments
//! that each spread the next one twice would be walked a thousand million times. Here a
//! fragment is weighed once, and its weight added at every spread.

use std::collections::HashMap;

use async_graphql::{
    Data, Name, Positioned, Request, Value,
    parser::{
        parse_query,
        types::{
            DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, Selection,
            SelectionSet,
        },
    },
};

use super::{
    errors::{ErrorCode, Refusal},
    limits::Limits,
    params::Params,
    scan::scan,
};

/// A request that may be executed.
pub(super) struct Operation {
    /// What the executor takes, with the document parsed.
    pub(super) request: Request,
    /// Query, mutation or subscription.
    pub(super) kind: OperationType,
}

/// Checks a request and makes it ready for the executor.
pub(super) fn prepare(params: Params, data: Data, limits: &Limits) -> Result<Operation, Refusal> {
    scan(&params.query, limits)?;
    let document = parse_query(&params.query)?;
    weigh(&document, limits)?;
    let operation = chosen(&document.operations, params.operation_name.as_deref())?;
    require_variables(&operation.node, &params)?;
    let kind = operation.node.ty;
    let mut request = Request::new(params.query).variables(params.variables);
    request.operation_name = params.operation_name;
    request.data = data;
    request.set_parsed_query(document);
    Ok(Operation { request, kind })
}

/// The operation that is meant.
fn chosen<'d>(
    operations: &'d DocumentOperations,
    name: Option<&str>,
) -> Result<&'d Positioned<OperationDefinition>, Refusal> {
    let bad = |message: &str| Err(Refusal::new(ErrorCode::BadRequest, message));
    match (operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(operation),
        (DocumentOperations::Single(_), Some(_)) => {
            bad("no operation has the name in `operationName`")
        }
        (DocumentOperations::Multiple(operations), None) => {
            let mut all = operations.values();
            match (all.next(), all.next()) {
                (Some(only), None) => Ok(only),
                _ => bad("`operationName` is missing: the document has more than one operation"),
            }
        }
        (DocumentOperations::Multiple(operations), Some(name)) => match operations.get(name) {
            Some(operation) => Ok(operation),
            None => bad("no operation has the name in `operationName`"),
        },
    }
}

/// Refuses a request without a variable that its operation requires. async-graphql would
/// find out only when, and if, the variable is used.
fn require_variables(operation: &OperationDefinition, params: &Params) -> Result<(), Refusal> {
    for definition in &operation.variable_definitions {
        let variable = &definition.node;
        let is_required = !variable.var_type.node.nullable && variable.default_value.is_none();
        let value = params.variables.get(&variable.name.node);
        let is_null = value == Some(&Value::Null);
        if is_null && !variable.var_type.node.nullable || is_required && value.is_none() {
            let message = format!(
                "variable `${}` of type `{}` is required",
                variable.name.node, variable.var_type.node
            );
            return Err(Refusal::new(ErrorCode::BadRequest, message).at(definition.pos));
        }
    }
    Ok(())
}

/// Refuses a document that asks for too much, whatever the schema.
fn weigh(document: &ExecutableDocument, limits: &Limits) -> Result<(), Refusal> {
    if limits.fragments < document.fragments.len() {
        return Err(too_many("fragments", limits.fragments));
    }
    if limits.operations < document.operations.iter().count() {
        return Err(too_many("operations", limits.operations));
    }
    let mut scales = Scales { document, limits, fragments: HashMap::new() };
    let mut total = Weight::default();
    for (_, operation) in document.operations.iter() {
        total.directives += operation.node.directives.len();
        total.add(scales.weigh(&operation.node.selection_set.node, 0)?);
        total.check(limits)?;
        if limits.root_fields < total.own_fields {
            return Err(too_many("fields of the root", limits.root_fields));
        }
    }
    Ok(())
}

fn too_many(what: &str, limit: usize) -> Refusal {
    Refusal::new(ErrorCode::TooComplex, format!("the document has more than {limit} {what}"))
}

/// What a selection set asks for, with its fragments expanded.
#[derive(Debug, Default, Clone, Copy)]
struct Weight {
    own_fields: usize,
    fields: usize,
    aliases: usize,
    directives: usize,
    /// Selection sets within this one.
    height: usize,
}

impl Weight {
    /// Adds what is selected at the same level.
    fn add(&mut self, other: Self) {
        self.own_fields += other.own_fields;
        self.add_below(other);
    }

    /// Adds what is selected of a field.
    fn add_below(&mut self, other: Self) {
        self.fields += other.fields;
        self.aliases += other.aliases;
        self.directives += other.directives;
        self.height = self.height.max(other.height + 1);
    }

    fn check(self, limits: &Limits) -> Result<(), Refusal> {
        for (count, limit, what) in [
            (self.aliases, limits.aliases, "aliases"),
            (self.fields, limits.fields, "fields, with fragments expanded"),
            (self.directives, limits.directives, "directives"),
        ] {
            if limit < count {
                return Err(too_many(what, limit));
            }
        }
        Ok(())
    }
}

struct Scales<'d> {
    document: &'d ExecutableDocument,
    limits: &'d Limits,
    /// `None` while a fragment is being weighed.
    fragments: HashMap<&'d Name, Option<Weight>>,
}

impl<'d> Scales<'d> {
    fn weigh(&mut self, selection_set: &'d SelectionSet, level: usize) -> Result<Weight, Refusal> {
        let mut weight = Weight::default();
        for selection in &selection_set.items {
            weight.directives += selection.node.directives().len();
            match &selection.node {
                Selection::Field(field) => {
                    weight.own_fields += 1;
                    weight.fields += 1;
                    weight.aliases += usize::from(field.node.alias.is_some());
                    if !field.node.selection_set.node.items.is_empty() {
                        self.check_level(level + 1)?;
                        weight.add_below(self.weigh(&field.node.selection_set.node, level + 1)?);
                    }
                }
                Selection::InlineFragment(inline) => {
                    self.check_level(level + 1)?;
                    weight.add(self.weigh(&inline.node.selection_set.node, level + 1)?);
                }
                Selection::FragmentSpread(spread) => {
                    weight.add(self.fragment(&spread.node.fragment_name, level + 1)?);
                }
            }
            weight.check(self.limits)?;
        }
        Ok(weight)
    }

    fn fragment(&mut self, name: &'d Positioned<Name>, level: usize) -> Result<Weight, Refusal> {
        match self.fragments.get(&name.node) {
            Some(None) => {
                let message = format!("fragment `{}` contains itself", name.node);
                return Err(Refusal::new(ErrorCode::BadRequest, message).at(name.pos));
            }
            Some(Some(weight)) => {
                let weight = *weight;
                self.check_level(level + weight.height)?;
                return Ok(weight);
            }
            None => {}
        }
        self.check_level(level)?;
        // An unknown fragment weighs nothing here; validation names it.
        let Some(fragment) = self.document.fragments.get(&name.node) else {
            return Ok(Weight::default());
        };
        self.fragments.insert(&name.node, None);
        let weight = self.weigh(&fragment.node.selection_set.node, level)?;
        self.fragments.insert(&name.node, Some(weight));
        Ok(weight)
    }

    fn check_level(&self, level: usize) -> Result<(), Refusal> {
        if level <= self.limits.recursive_depth {
            return Ok(());
        }
        let message = format!(
            "the document nests selections deeper than {} levels",
            self.limits.recursive_depth
        );
        Err(Refusal::new(ErrorCode::TooComplex, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(
        query: &str,
        name: Option<&str>,
        variables: serde_json::Value,
    ) -> Result<OperationType, Refusal> {
        let params = Params {
            query: query.to_owned(),
            operation_name: name.map(str::to_owned),
            variables: async_graphql::Variables::from_json(variables),
        };
        prepare(params, Data::default(), &Limits::default()).map(|operation| operation.kind)
    }

    fn refused(query: &str) -> (ErrorCode, String) {
        let refusal = prepared(query, None, serde_json::json!({})).expect_err("refused");
        (refusal.code, refusal.message)
    }

    fn too_complex(message: &str) -> (ErrorCode, String) {
        (ErrorCode::TooComplex, message.to_owned())
    }

    #[test]
    fn the_meant_operation_decides_the_kind() {
        let document = "query Q { a } mutation M { b } subscription S { c }";
        let kind = |name| prepared(document, Some(name), serde_json::json!({}));
        assert_eq!(kind("Q"), Ok(OperationType::Query));
        assert_eq!(kind("M"), Ok(OperationType::Mutation));
        assert_eq!(kind("S"), Ok(OperationType::Subscription));
        assert_eq!(
            kind("X").expect_err("refused").message,
            "no operation has the name in `operationName`"
        );
        assert_eq!(
            refused(document).1,
            "`operationName` is missing: the document has more than one operation"
        );
        assert!(prepared("{ a }", Some("Q"), serde_json::json!({})).is_err());
    }

    #[test]
    fn a_syntax_error_says_what_and_where_but_not_the_line() {
        let refusal = prepared("{ secret(id: 12345678) { }", None, serde_json::json!({}))
            .expect_err("refused");
        assert_eq!(refusal.message, "syntax error: expected selection");
        assert_eq!((refusal.locations[0].line, refusal.locations[0].column), (1, 26));
        for (document, message) in [
            ("", "syntax error: expected executable_definition"),
            ("{", "syntax error: expected selection"),
            ("fragment F on Q { a }", "document does not contain an operation"),
        ] {
            assert_eq!(refused(document), (ErrorCode::BadRequest, message.to_owned()));
        }
    }

    #[test]
    fn a_required_variable_must_be_there_and_not_null() {
        let query = "query Q($id: ID!, $n: Int! = 1, $o: Int) { a(id: $id, n: $n, o: $o) }";
        let message =
            |variables| prepared(query, None, variables).map_err(|refusal| refusal.message);
        assert_eq!(message(serde_json::json!({ "id": "1" })), Ok(OperationType::Query));
        let missing = Err("variable `$id` of type `ID!` is required".to_owned());
        assert_eq!(message(serde_json::json!({})), missing);
        assert_eq!(message(serde_json::json!({ "id": null })), missing);
        let null = Err("variable `$n` of type `Int!` is required".to_owned());
        assert_eq!(message(serde_json::json!({ "id": "1", "n": null })), null);
    }

    #[test]
    fn fragments_that_double_are_counted_without_being_walked() {
        let mut document = "{ ...F0 }".to_owned();
        for n in 0..29 {
            document += &format!(" fragment F{n} on Q {{ ...F{0} ...F{0} }}", n + 1);
        }
        document += " fragment F29 on Q { a }";
        assert_eq!(
            refused(&document),
            too_complex("the document has more than 1000 fields, with fragments expanded")
        );
    }

    #[test]
    fn a_fragment_may_not_contain_itself() {
        let document = "{ ...F } fragment F on Q { ...G } fragment G on Q { a ...F }";
        assert_eq!(
            refused(document),
            (ErrorCode::BadRequest, "fragment `F` contains itself".to_owned())
        );
    }

    #[test]
    fn a_fragment_spread_deep_counts_its_own_height() {
        let nested = |levels: usize, inside: &str| {
            format!("{}{inside}{}", "a { ".repeat(levels), "}".repeat(levels))
        };
        let fragment = format!("fragment F on Q {{ {} }}", nested(17, "b"));
        let document = format!("{{ ...F {} }} {fragment}", nested(16, "...F"));
        assert_eq!(
            refused(&document),
            too_complex("the document nests selections deeper than 32 levels")
        );
        let document = format!("{{ ...F {} }} {fragment}", nested(14, "...F"));
        assert_eq!(prepared(&document, None, serde_json::json!({})), Ok(OperationType::Query));
    }

    #[test]
    fn every_count_has_its_limit() {
        let times = |n: usize, text: &str| {
            (0..n).map(|n| text.replace('#', &n.to_string())).collect::<String>()
        };
        let cases = [
            (
                format!("{{ a {{ {} }} }}", times(61, "x#: b ")),
                "the document has more than 60 aliases",
            ),
            (
                format!("{{ a {{ {} }} }}", times(61, "b @d ")),
                "the document has more than 60 directives",
            ),
            (
                format!("{{ {} }}", times(21, "b# ")),
                "the document has more than 20 fields of the root",
            ),
            (times(11, "query Q# { a } "), "the document has more than 10 operations"),
            (
                format!("{{ a }} {}", times(41, "fragment F# on Q { a } ")),
                "the document has more than 40 fragments",
            ),
            (
                format!("{{ a {{ {} }} }}", times(1_000, "b# ")),
                "the document has more than 1000 fields, with fragments expanded",
            ),
        ];
        for (document, message) in cases {
            assert_eq!(refused(&document), too_complex(message));
        }
    }
}
