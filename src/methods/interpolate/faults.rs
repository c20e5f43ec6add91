//! What is wrong with a layer or a column, and how to mend it.

use super::columns::What;
use crate::domain::{Fault, PlainLayer, Text};
use crate::text;

pub fn not_summable(name: &str, what: What) -> Fault {
    let (fr, en) = match what {
        What::Quantile => ("une médiane ou un autre quantile", "a median or another quantile"),
        What::Rate => ("un taux, une part ou une moyenne", "a rate, a share or a mean"),
        What::Inequality => ("une mesure d’inégalité", "a measure of inequality"),
    };
    let hint = match what {
        What::Rate => Text::new(
            "le donner avec --intensive : il sera moyenné, pas sommé",
            "give it with --intensive: it will be averaged, not summed",
        ),
        What::Quantile | What::Inequality => Text::new(
            "elle ne se déduit pas des sources : demander la figure au producteur pour ces zones, ou interpoler les effectifs dont elle vient",
            "it does not follow from the sources: ask its producer for these zones, or interpolate the counts it comes from",
        ),
    };
    Fault::new("not-summable", text!("« {name} » est {fr} : cela ne se somme pas", "“{name}” is {en}: it does not add up"), hint)
        .in_column(name)
}

pub fn no_column() -> Fault {
    Fault::new(
        "no-column",
        Text::new("aucune colonne à interpoler", "no column to interpolate"),
        Text::new(
            "nommer des colonnes avec --extensive, --intensive ou --categorical",
            "name columns with --extensive, --intensive or --categorical",
        ),
    )
}

pub fn reserved_column(name: &str) -> Fault {
    Fault::new(
        "reserved-column",
        text!(
            "« {name} » est demandée deux fois, ou porte le nom d’une colonne du résultat",
            "“{name}” is asked for twice, or is the name of a column of the result"
        ),
        text!(
            "la nommer une fois, ou autrement : « fichier:AUTRE={name} » et AUTRE",
            "name it once, or otherwise: “file:OTHER={name}” and OTHER"
        ),
    )
    .in_column(name)
}

pub fn missing_column(column: &str, field: &str, layer: &PlainLayer) -> Fault {
    let mut present: Vec<&str> =
        layer.features.iter().take(100).flat_map(|feature| &feature.attributes).map(|(name, _)| name.as_str()).collect();
    present.sort_unstable();
    present.dedup();
    let present = present.join(", ");
    Fault::new(
        "missing-column",
        text!("la colonne « {column} » manque", "the column “{column}” is missing"),
        text!(
            "colonnes présentes : {present} ; nommer la bonne par « fichier:{field}=NOM »",
            "columns present: {present}; name the right one with “file:{field}=NAME”"
        ),
    )
    .in_file(&layer.file)
    .in_column(column)
}

pub fn not_a_number(cell: &str) -> Fault {
    Fault::new(
        "not-a-number",
        text!("« {cell} » n’est pas un nombre", "“{cell}” is not a number"),
        Text::new("attendu : un nombre fini, ou rien pour une valeur absente", "expected a finite number, or nothing for a missing value"),
    )
}

pub fn negative_count(count: f64) -> Fault {
    Fault::new(
        "negative-count",
        text!("{count} est négatif", "{count} is negative"),
        Text::new("attendu : un effectif, zéro ou plus", "expected a count, zero or above"),
    )
}

pub fn not_finite() -> Fault {
    Fault::new(
        "bad-coordinate",
        Text::new("une coordonnée n’est pas un nombre fini", "a coordinate is no finite number"),
        Text::new("corriger ce sommet, ou exporter de nouveau le fichier", "mend this vertex, or export the file again"),
    )
}

pub fn empty_geometry() -> Fault {
    Fault::new(
        "empty-geometry",
        Text::new("le contour n’enclôt rien", "the outline encloses nothing"),
        Text::new("donner un polygone qui a une surface, ou retirer l’entité", "give a polygon with an area, or remove the feature"),
    )
}

pub fn crossing_outline() -> Fault {
    Fault::new(
        "crossing-outline",
        Text::new("le contour se croise, ou ses parties se recouvrent", "the outline crosses itself, or its parts overlap"),
        Text::new(
            "le réparer dans un logiciel de cartographie (« réparer les géométries »)",
            "mend it in a mapping software (“fix geometries”)",
        ),
    )
}

pub fn different_crs(systems: &[u32]) -> Fault {
    let known = systems.iter().map(|epsg| format!("EPSG:{epsg}")).collect::<Vec<_>>().join(", ");
    Fault::new(
        "different-crs",
        text!(
            "les fichiers sont dans des systèmes de coordonnées différents, dont un qui ne se convertit pas ({known})",
            "the files are in different reference systems, one of which cannot be converted ({known})"
        ),
        Text::new(
            "les convertir dans le même système, ou dire ce que sont les coordonnées avec --coordinates",
            "convert them to the same system, or say what coordinates are with --coordinates",
        ),
    )
}

pub fn empty_mask() -> Fault {
    Fault::new(
        "empty-mask",
        Text::new("le masque ne met personne dans les sources", "the mask puts nobody in the sources"),
        Text::new(
            "vérifier qu’il est dans les mêmes coordonnées que les sources",
            "check that it is in the same coordinates as the sources",
        ),
    )
}
