//! A text that follows the language, as one type.
//!
//! Every closure in a view is a type of its own, and the code that keeps it fresh is compiled for
//! each: hundreds of times a kilobyte. A text is by far the most frequent, so it is one type.

use std::sync::Arc;

use leptos::{attr::IntoAttributeValue, oco::Oco, prelude::*, text_prop::TextProp};

/// A shared function that says a text.
pub type SharedText = Arc<dyn Fn() -> Oco<'static, str> + Send + Sync>;

/// A text for a view, an attribute or a property, read anew when what it reads changes.
#[derive(Clone)]
pub struct Text(SharedText);

/// A text that is read anew when what it reads changes.
#[must_use]
pub fn text<S: Into<Oco<'static, str>>>(say: impl Fn() -> S + Send + Sync + 'static) -> Text {
    Text(Arc::new(move || say().into()))
}

impl Text {
    /// What it says now.
    #[must_use]
    pub fn get(&self) -> Oco<'static, str> {
        (self.0)()
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Text")
    }
}

impl<F, S> From<F> for Text
where
    F: Fn() -> S + Send + Sync + 'static,
    S: Into<Oco<'static, str>>,
{
    fn from(say: F) -> Self {
        text(say)
    }
}

impl From<&'static str> for Text {
    fn from(words: &'static str) -> Self {
        text(move || words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        let words: Oco<'static, str> = Oco::Counted(Arc::from(words));
        text(move || words.clone())
    }
}

impl From<Text> for TextProp {
    fn from(text: Text) -> Self {
        Self::from(move || text.get())
    }
}

impl From<TextProp> for Text {
    fn from(words: TextProp) -> Self {
        text(move || words.get())
    }
}

impl IntoAttributeValue for Text {
    type Output = SharedText;
    fn into_attribute_value(self) -> SharedText {
        self.0
    }
}

impl IntoRender for Text {
    type Output = SharedText;
    fn into_render(self) -> SharedText {
        self.0
    }
}
