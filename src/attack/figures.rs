//! Numbers told about field notes, wherever in an answer they stand.

use std::collections::BTreeMap;

use serde_json::Value;

use super::public::{Published, Told, list};

/// What an answer of `POST /areas` tells of a release, by indicator.
pub fn inside(answer: &Value, release: &Published) -> BTreeMap<String, Told> {
    let of_release = |id: &str| release.indicators.iter().any(|(known, _)| known == id);
    let told = list(&answer["indicators"]).filter_map(|told| Some((told["id"].as_str()?, Told::of_measure(&told["measure"]))));
    let mut found: BTreeMap<String, Told> = told.filter(|(id, _)| of_release(id)).map(|(id, told)| (id.to_owned(), told)).collect();
    if answer["released"]["quarter"].as_str() == Some(release.period.as_str()) {
        for figure in list(&answer["released"]["figures"]) {
            if let Some(id) = figure["counted"].as_str().and_then(|counted| named(counted, release)) {
                found.insert(id.to_owned(), Told::of_measure(&figure["measure"]));
            }
        }
    }
    found
}

/// The indicator of a release that counts one thing: `theme:sante` is `field_theme_sante_t1`.
pub fn named<'a>(counted: &str, release: &'a Published) -> Option<&'a str> {
    let plain: String = counted.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let start = format!("field_{plain}_t");
    release.indicators.iter().find(|(_, code)| code.strip_prefix(&start).is_some_and(|rest| rest.len() == 1)).map(|(id, _)| id.as_str())
}

/// Every number an answer tells about the indicators of a release: members named after one, its bounds, measures beside its
/// identifier, columns under it.
pub fn everywhere(answer: &Value, release: &Published) -> Vec<(String, f64)> {
    let mut found = Vec::new();
    walk(answer, release, &mut found);
    found
}

fn walk(value: &Value, release: &Published, found: &mut Vec<(String, f64)>) {
    match value {
        Value::Object(members) => {
            let id = members.get("id").or_else(|| members.get("indicator").map(|inner| &inner["id"])).and_then(Value::as_str);
            if let Some((id, _)) = release.indicators.iter().find(|(known, _)| Some(known.as_str()) == id) {
                found.extend(
                    members
                        .get("measure")
                        .into_iter()
                        .flat_map(|measure| Told::of_measure(measure).numbers().collect::<Vec<_>>())
                        .map(|number| (id.clone(), number)),
                );
                let lists = ["values", "low", "high"].into_iter().filter_map(|name| members.get(name));
                found.extend(lists.flat_map(list).filter_map(Value::as_f64).map(|number| (id.clone(), number)));
            }
            for (name, held) in members {
                let plain = name.strip_suffix("_low").or_else(|| name.strip_suffix("_high")).unwrap_or(name);
                match (release.indicators.iter().find(|(known, _)| known == plain), held.as_f64()) {
                    (Some((id, _)), Some(number)) => found.push((id.clone(), number)),
                    _ => walk(held, release, found),
                }
            }
        }
        Value::Array(held) => held.iter().for_each(|held| walk(held, release, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn release() -> Published {
        let id = |code: &str| (format!("{code}_2025"), code.to_owned());
        let indicators = vec![id("field_persons_t1"), id("field_theme_acces_aux_droits_t1")];
        Published { period: "2025-T1".to_owned(), quarter: "2025-T1".parse().ok(), indicators, columns: BTreeMap::new() }
    }

    #[test]
    fn both_shapes_of_an_answer_are_read() {
        let measure = json!({"value": 12.5, "interval": {"low": 3.0, "high": 20.0}, "flag": "estimated"});
        let old =
            json!({"indicators": [{"id": "field_persons_t1_2025", "measure": measure}, {"id": "population_2021", "measure": measure}]});
        let new = json!({"released": {"quarter": "2025-T1", "figures": [{"counted": "theme:acces-aux-droits", "measure": measure}]}});
        let other = json!({"released": {"quarter": "2024-T4", "figures": [{"counted": "persons", "measure": measure}]}});
        let names = |answer: &Value| inside(answer, &release()).into_keys().collect::<Vec<_>>();
        assert_eq!(
            (names(&old), names(&new)),
            (vec!["field_persons_t1_2025".to_owned()], vec!["field_theme_acces_aux_droits_t1_2025".to_owned()])
        );
        assert!(inside(&other, &release()).is_empty());
    }

    #[test]
    fn a_number_is_found_wherever_it_stands() {
        let answer = json!({
            "features": [{"properties": {"field_persons_t1_2025": 12, "field_persons_t1_2025_low": 4, "population_2021": 900}}],
            "indicators": [{"id": "field_persons_t1_2025", "measure": {"value": 13.0, "flag": "estimated"}}],
            "column": {"indicator": {"id": "field_persons_t1_2025"}, "values": [14.0, null]},
        });
        let mut numbers: Vec<f64> = everywhere(&answer, &release()).into_iter().map(|(_, number)| number).collect();
        numbers.sort_by(f64::total_cmp);
        assert_eq!(numbers, [4.0, 12.0, 13.0, 14.0]);
    }
}
