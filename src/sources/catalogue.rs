//! Every format, and the choice of one.

use super::apl::Apl;
use super::bpe::Bpe;
use super::caf_ods::CafOds;
use super::census::Census;
use super::data_inclusion;
use super::decisions::Decisions;
use super::directory::Directory;
use super::filosofi;
use super::finess::Finess;
use super::france_services::FranceServices;
use super::homes;
use super::mediation_numerique::MediationNumerique;
use super::outlines;
use super::qpv_indicateurs::QpvIndicateurs;
use super::quartiers;
use super::voiture_iris::VoitureIris;
use super::{Format, Input};
use crate::domain::{Fault, Text};
use crate::text;

/// Every format that recognises itself. Tables of one's own come with a mapping instead.
pub static FORMATS: &[&dyn Format] = &[
    &outlines::Iris,
    &outlines::QpvContours,
    &quartiers::CAF,
    &quartiers::INCOME,
    &quartiers::JOBS,
    &quartiers::CENSUS,
    &filosofi::IRIS,
    &filosofi::QPV,
    &Census,
    &CafOds,
    &VoitureIris,
    &QpvIndicateurs,
    &Finess,
    &FranceServices,
    &MediationNumerique,
    &data_inclusion::Services,
    &data_inclusion::Structures,
    &Directory,
    &Bpe,
    &Apl,
    &Decisions,
    &homes::Addresses,
    &homes::Squares,
    &outlines::Quartiers,
];

/// The first format that recognises the content.
///
/// # Errors
/// `unknown-format`, naming those known.
pub fn recognise(input: &Input) -> Result<&'static dyn Format, Fault> {
    let found = FORMATS.iter().find(|format| format.recognises(input));
    found.copied().ok_or_else(|| {
        let known = names();
        Fault::new(
            "unknown-format",
            Text::new("le contenu ne ressemble à aucun format connu", "the content looks like no known format"),
            text!(
                "formats connus : {known} ; pour un autre tableau, décrire ses colonnes dans une correspondance (--mapping)",
                "known formats: {known}; for another table, describe its columns in a mapping (--mapping)"
            ),
        )
        .in_file(&input.name)
    })
}

/// The format of this name.
///
/// # Errors
/// `unknown-format`, naming those known; `mapping-needed` for `table`.
pub fn named(name: &str) -> Result<&'static dyn Format, Fault> {
    if name == "table" {
        return Err(Fault::new(
            "mapping-needed",
            Text::new("le format « table » se lit avec une correspondance", "the format “table” is read with a mapping"),
            Text::new("la donner : --mapping M.toml", "give it: --mapping M.toml"),
        ));
    }
    FORMATS.iter().find(|format| format.name() == name).copied().ok_or_else(|| {
        let known = names();
        Fault::new(
            "unknown-format",
            text!("format inconnu : « {name} »", "unknown format: “{name}”"),
            text!("formats connus : {known}, table", "known formats: {known}, table"),
        )
    })
}

fn names() -> String {
    FORMATS.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_known_by_its_content_whatever_the_name() {
        for (text, name) in [
            ("Titre (2009);;;;\nuu;note;A;PERCOU;ARSA\n", "caf-quartiers"),
            ("uu,note,NbMen,NbPers,RFUCQ2\n", "revenus-quartiers"),
            ("uu,note,A,BCatABC,BDur4\n", "emploi-quartiers"),
            ("uu,note,XNBLOG,xpoptot,xp75pf\n", "population-quartiers"),
            ("IRIS;DISP_TP6018;DISP_MED18;DISP_GI18\n", "filosofi-iris"),
            ("CODGEO;DISP_TP60_A21;DISP_MED_A21;DISP_GI_A21\nQN03401M;1;2;3\n", "filosofi-qpv"),
            ("IRIS,perc_voit\n", "voiture-iris"),
            ("code_qp,pop_mun,tp60,percou\n", "qpv-indicateurs"),
            ("finess;etalab;96;2026-03-11\n", "finess"),
            ("id_fs,lib_fs,latitude,longitude,h_lundi,format_fs\n", "france-services"),
            ("id,pivot,nom,services,horaires,date_maj\n", "mediation-numerique"),
            ("source,structure_id,id,thematiques,zone_eligibilite,modes_accueil\n", "data-inclusion"),
            ("source,id,siret,reseaux_porteurs,accessibilite_lieu\n", "data-inclusion-structures"),
            ("one,other,verdict\n", "rapprochements"),
            ("IRIS;COM;P22_POP;P22_POP0014\n", "recensement-iris"),
            ("dtreffre;numcomdo;nomcom;indfoy_ndur\n", "caf-communes-iris"),
            (r#"{"service": [{"id": "1", "nom": "a", "pivot": [], "adresse": []}]}"#, "annuaire-administration"),
            ("AN;DEPCOM;TYPEQU;LAMBERT_X;LAMBERT_Y;EPSG\n", "bpe"),
            ("titre;;\nCode commune INSEE;Commune;APL aux sages-femmes\n", "apl"),
            ("id;numero;rep;nom_voie;code_insee;lon;lat\n", "adresses"),
            ("idcar_200m,i_est_200,lcog_geo,ind,men\n", "carreaux"),
            ("x,y,houhold,phouhold\n", "carreaux"),
        ] {
            let input = Input::of("misleading.xlsx", text.as_bytes());
            let found: Vec<_> = FORMATS.iter().filter(|format| format.recognises(&input)).map(|format| format.name()).collect();
            assert_eq!(found, [name]);
        }
    }

    #[test]
    fn a_column_that_is_missing_does_not_hide_the_format() {
        let input = Input::of("caf.csv", b"uu,dc,iris,note,A,PERCOU\n1,34172,0101,0,1,2\n");
        let fault = recognise(&input).unwrap().read(&input, &super::super::Unwatched).unwrap_err();
        assert_eq!((fault.code.as_str(), fault.place.row, fault.place.column.as_deref()), ("missing-column", Some(1), Some("ARSA")));
    }

    #[test]
    fn unknown_content_and_unknown_names_are_refused_with_the_list() {
        let fault = recognise(&Input::of("x", b"a;b\n1;2\n")).err().unwrap();
        assert_eq!(fault.code, "unknown-format");
        assert!(fault.hint.en.contains("caf-quartiers"));
        assert_eq!(named("caf").err().unwrap().code, "unknown-format");
        assert_eq!(named("table").err().unwrap().code, "mapping-needed");
        assert_eq!(named("finess").unwrap().name(), "finess");
    }
}
