//! A field that fails becomes null, or its parent does.
//!
//! The GraphQL specification (6.4.4) says that a field that fails is null in the
//! response, and that null climbs to the nearest parent that may be null.
//! async-graphql 7.2 leaves such a field out instead, whatever its type, and a typed
//! client then cannot read the response at all. [`Conforming`] is an executor around
//! another that puts the nulls where they belong, by the schema's own text.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{
    Data, Executor, Name, ObjectType, PathSegment, Request, Response, Schema, ServerError,
    SubscriptionType, Value,
    indexmap::IndexMap,
    parser::{
        parse_query, parse_schema,
        types::{
            BaseType, DocumentOperations, ExecutableDocument, Field, OperationType, Selection,
            SelectionSet, Type, TypeKind, TypeSystemDefinition,
        },
    },
};
use futures::{StreamExt, stream::BoxStream};

/// An executor whose responses have their nulls where the specification wants them.
#[derive(Debug, Clone)]
pub struct Conforming<E> {
    executor: E,
    shape: Arc<Shape>,
}

/// Puts a schema into an executor that conforms to the specification about nulls.
#[must_use]
pub fn conforming<Q, M, S>(schema: Schema<Q, M, S>) -> Conforming<Schema<Q, M, S>>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    let shape = Arc::new(Shape::read(&schema.sdl()));
    Conforming { executor: schema, shape }
}

impl<E: Executor> Executor for Conforming<E> {
    async fn execute(&self, request: Request) -> Response {
        let asked = Asked::of(&request);
        let mut response = self.executor.execute(request).await;
        self.shape.settle(&asked, &mut response);
        response
    }

    fn execute_stream(
        &self,
        request: Request,
        session: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        let asked = Asked::of(&request);
        let shape = Arc::clone(&self.shape);
        let responses = self.executor.execute_stream(request, session);
        let settled = responses.map(move |mut response| {
            shape.settle(&asked, &mut response);
            response
        });
        settled.boxed()
    }
}

/// What is needed to understand a response.
struct Asked {
    query: String,
    operation_name: Option<String>,
}

impl Asked {
    fn of(request: &Request) -> Self {
        Self { query: request.query.clone(), operation_name: request.operation_name.clone() }
    }
}

/// The types of the fields, by type and field.
#[derive(Debug, Default)]
struct Shape {
    fields: HashMap<Name, HashMap<Name, Type>>,
    roots: HashMap<&'static str, Name>,
}

/// Errors by path, as a tree.
#[derive(Debug, Default)]
struct Failures {
    failed: bool,
    fields: IndexMap<String, Failures>,
    items: HashMap<usize, Failures>,
}

impl Failures {
    fn of(errors: &[ServerError]) -> Self {
        let mut root = Self::default();
        for error in errors {
            let mut at = &mut root;
            for segment in &error.path {
                at = match segment {
                    PathSegment::Field(name) => at.fields.entry(name.clone()).or_default(),
                    PathSegment::Index(index) => at.items.entry(*index).or_default(),
                };
            }
            at.failed |= !error.path.is_empty();
        }
        root
    }
}

/// Whether a null stays where it is.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Settled,
    Climbs,
}

impl Shape {
    /// Reads the schema's text.
    fn read(sdl: &str) -> Self {
        let document = parse_schema(sdl).expect("a schema writes itself in its own language");
        let mut shape = Self::default();
        for definition in document.definitions {
            match definition {
                TypeSystemDefinition::Schema(schema) => {
                    for (kind, root) in [
                        ("query", schema.node.query),
                        ("mutation", schema.node.mutation),
                        ("subscription", schema.node.subscription),
                    ] {
                        shape.roots.extend(root.map(|root| (kind, root.node)));
                    }
                }
                TypeSystemDefinition::Type(definition) => {
                    let fields = match definition.node.kind {
                        TypeKind::Object(object) => object.fields,
                        TypeKind::Interface(interface) => interface.fields,
                        TypeKind::Scalar
                        | TypeKind::Union(_)
                        | TypeKind::Enum(_)
                        | TypeKind::InputObject(_) => continue,
                    };
                    let fields =
                        fields.into_iter().map(|field| (field.node.name.node, field.node.ty.node));
                    shape.fields.entry(definition.node.name.node).or_default().extend(fields);
                }
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        shape
    }

    /// Puts the nulls of a response's errors where they belong.
    fn settle(&self, asked: &Asked, response: &mut Response) {
        if response.errors.iter().all(|error| error.path.is_empty()) {
            return;
        }
        let Ok(document) = parse_query(&asked.query) else { return };
        let operation = match (&document.operations, &asked.operation_name) {
            (DocumentOperations::Single(operation), _) => Some(operation),
            (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name.as_str()),
            (DocumentOperations::Multiple(operations), None) => operations.values().next(),
        };
        let Some(operation) = operation else { return };
        let root = match operation.node.ty {
            OperationType::Query => "query",
            OperationType::Mutation => "mutation",
            OperationType::Subscription => "subscription",
        };
        let Some(root) = self.roots.get(root) else { return };
        let failures = Failures::of(&response.errors);
        let walk = Walk { shape: self, document: &document };
        let selections = [(root, &operation.node.selection_set.node)];
        if walk.object(&mut response.data, &selections, &failures) == Outcome::Climbs {
            response.data = Value::Null;
        }
    }
}

/// A selection set and the type that it selects from.
type Selected<'d> = (&'d Name, &'d SelectionSet);

struct Walk<'d> {
    shape: &'d Shape,
    document: &'d ExecutableDocument,
}

impl<'d> Walk<'d> {
    /// Settles a value of that type.
    fn value(
        &self,
        value: &mut Value,
        ty: &'d Type,
        fields: &[&'d Field],
        failures: &Failures,
    ) -> Outcome {
        let outcome = if failures.failed {
            Outcome::Climbs
        } else {
            match &ty.base {
                BaseType::List(item) => self.list(value, item, fields, failures),
                BaseType::Named(name) => {
                    let selections: Vec<_> =
                        fields.iter().map(|field| (name, &field.selection_set.node)).collect();
                    self.object(value, &selections, failures)
                }
            }
        };
        if outcome == Outcome::Climbs {
            *value = Value::Null;
        }
        if outcome == Outcome::Climbs && !ty.nullable { Outcome::Climbs } else { Outcome::Settled }
    }

    fn list(
        &self,
        value: &mut Value,
        item: &'d Type,
        fields: &[&'d Field],
        failures: &Failures,
    ) -> Outcome {
        let Value::List(items) = value else {
            // An item that must be failed, and async-graphql gave the list up.
            return if failures.items.is_empty() { Outcome::Settled } else { Outcome::Climbs };
        };
        for (&index, failures) in &failures.items {
            let Some(value) = items.get_mut(index) else { return Outcome::Climbs };
            if self.value(value, item, fields, failures) == Outcome::Climbs {
                return Outcome::Climbs;
            }
        }
        Outcome::Settled
    }

    fn object(
        &self,
        value: &mut Value,
        selections: &[Selected<'d>],
        failures: &Failures,
    ) -> Outcome {
        if failures.fields.is_empty() {
            return Outcome::Settled;
        }
        // An object all of whose fields failed was given up; some may only be null.
        if *value == Value::Null {
            *value = Value::Object(IndexMap::new());
        }
        let Value::Object(object) = value else { return Outcome::Settled };
        for (key, failures) in &failures.fields {
            let mut found = Vec::new();
            for (parent, selection_set) in selections {
                self.find(parent, selection_set, key, &mut found);
            }
            // Fields of introspection are not in the schema's text, and do not fail.
            let Some(&(ty, _)) = found.first() else { continue };
            let fields: Vec<_> = found.iter().map(|&(_, field)| field).collect();
            let child = object.entry(Name::new(key)).or_insert(Value::Null);
            if self.value(child, ty, &fields, failures) == Outcome::Climbs {
                return Outcome::Climbs;
            }
        }
        Outcome::Settled
    }

    /// Finds the fields that answer under that key, in fragments too.
    fn find(
        &self,
        parent: &'d Name,
        set: &'d SelectionSet,
        key: &str,
        found: &mut Vec<(&'d Type, &'d Field)>,
    ) {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    let ty = self
                        .shape
                        .fields
                        .get(parent)
                        .and_then(|fields| fields.get(&field.name.node));
                    if field.response_key().node == key
                        && let Some(ty) = ty
                    {
                        found.push((ty, field));
                    }
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let parent = condition.map_or(parent, |condition| &condition.node.on.node);
                    self.find(parent, &fragment.node.selection_set.node, key, found);
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) =
                        self.document.fragments.get(&spread.node.fragment_name.node)
                    {
                        let parent = &fragment.node.type_condition.node.on.node;
                        self.find(parent, &fragment.node.selection_set.node, key, found);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SDL: &str = "schema { query: Query } \
        type Query { may: String must: String! person: Person people: [Person!]! maybes: [Person] } \
        type Person { may: String must: String! friend: Person! }";

    /// Settles a response with errors at those paths (dotted; numbers are indices).
    fn settled(query: &str, data: serde_json::Value, paths: &[&str]) -> serde_json::Value {
        let mut response = Response::new(Value::from_json(data).expect("a value"));
        response.errors = paths
            .iter()
            .map(|path| {
                let segment = |part: &str| match part.parse() {
                    Ok(index) => PathSegment::Index(index),
                    Err(_) => PathSegment::Field(part.to_owned()),
                };
                ServerError::new("failed", None).with_path(path.split('.').map(segment).collect())
            })
            .collect();
        let asked = Asked { query: query.to_owned(), operation_name: None };
        Shape::read(SDL).settle(&asked, &mut response);
        response.data.into_json().expect("JSON")
    }

    #[test]
    fn a_field_that_may_be_null_is_null() {
        assert_eq!(settled("{ may }", json!(null), &["may"]), json!({ "may": null }));
        let query = "{ other: may must }";
        assert_eq!(
            settled(query, json!({ "must": "x" }), &["other"]),
            json!({ "must": "x", "other": null })
        );
    }

    #[test]
    fn a_field_that_may_not_makes_its_parent_null() {
        let query = "{ may person { must may } }";
        let data = json!({ "may": "x", "person": { "may": "y" } });
        assert_eq!(settled(query, data, &["person.must"]), json!({ "may": "x", "person": null }));
        assert_eq!(settled("{ may must }", json!({ "may": "x" }), &["must"]), json!(null));
    }

    #[test]
    fn null_climbs_as_far_as_it_must() {
        let query = "{ may person { friend { friend { must } } } }";
        let path = ["person.friend.friend.must"];
        let data = json!({ "may": "x", "person": { "friend": { "friend": null } } });
        assert_eq!(settled(query, data, &path), json!({ "may": "x", "person": null }));
        let query = "{ may people { must } }";
        assert_eq!(settled(query, json!({ "may": "x" }), &["people.1.must"]), json!(null));
    }

    #[test]
    fn an_item_that_may_be_null_is_null() {
        let query = "{ maybes { may must } }";
        let data =
            json!({ "maybes": [{ "may": "a", "must": "b" }, { "may": "c" }, { "must": "d" }] });
        let settled = settled(query, data, &["maybes.1.must", "maybes.2.may"]);
        assert_eq!(
            settled,
            json!({ "maybes": [{ "may": "a", "must": "b" }, null, { "may": null, "must": "d" }] })
        );
    }

    #[test]
    fn an_object_whose_fields_all_failed_is_not_null_itself() {
        assert_eq!(
            settled("{ person { may } }", json!({ "person": null }), &["person.may"]),
            json!({ "person": { "may": null } })
        );
    }

    #[test]
    fn two_failures_do_not_bring_back_what_one_took_away() {
        let query = "{ person { may must } }";
        for paths in [["person.may", "person.must"], ["person.must", "person.may"]] {
            assert_eq!(
                settled(query, json!({ "person": null }), &paths),
                json!({ "person": null })
            );
        }
    }

    #[test]
    fn fields_are_found_in_fragments() {
        let query = "{ ...F ... on Query { person { ... { x: must } } } } fragment F on Query { person { may } }";
        let data = json!({ "person": { "may": "y" } });
        assert_eq!(settled(query, data, &["person.x"]), json!({ "person": null }));
    }
}
