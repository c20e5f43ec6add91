//! The door of field notes: a process of its own that alone opens the vault ([`child`]), and the keeper of it in the process that
//! serves the public ([`keeper`]). They speak in [`words`], one line at a time, over the child’s standard input and output.

pub mod child;
pub mod keeper;
mod words;
