//! No dependency may bind the product to a licence the public sector's EUPL cannot carry.

use std::process::Command;

use serde_json::Value;

/// Copyleft licences that would bind the whole program. A choice (`MIT OR GPL-2.0`) is fine.
const BINDING: [&str; 5] = ["GPL-", "AGPL-", "LGPL-", "SSPL-", "CC-BY-NC"];

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    metadata["packages"].as_array().expect("a list of packages").clone()
}

fn binds(licence: &str) -> bool {
    let choices = licence.split(" OR ").chain(licence.split('/'));
    !choices.into_iter().any(|choice| !BINDING.iter().any(|binding| choice.contains(binding)))
}

#[test]
fn no_dependency_binds_the_product_to_a_copyleft_licence() {
    let packages = packages();
    assert!(packages.len() > 100, "the list of dependencies is complete");
    let bound: Vec<_> = packages
        .iter()
        .filter(|package| package["license"].as_str().is_none_or(binds))
        .map(|package| package["name"].to_string())
        .collect();
    assert!(bound.is_empty(), "binding or undeclared licences: {bound:?}");
}

#[test]
fn a_choice_of_licences_does_not_bind_but_a_single_one_does() {
    assert!(binds("GPL-3.0-only"));
    assert!(!binds("MIT OR GPL-2.0-only"));
    assert!(!binds("MIT/Apache-2.0"));
}
