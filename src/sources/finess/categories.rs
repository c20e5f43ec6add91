//! What each FINESS category of establishment is for. Categories that receive nobody (purchasing
//! groups, laboratories' back offices, schools) serve none of our themes.

use crate::domain::Theme::{
    self, AccesAuxDroits, Addictions, AideJuridique, EmploiInsertion, FamilleParentalite, Handicap, Isolement, JeunessePrevention,
    LogementHebergement, Pauvrete, Sante, SanteMentale, Vieillissement,
};

/// The themes a category serves, by its code (`categetab`).
pub fn themes(category: &str) -> &'static [Theme] {
    let category: u16 = category.trim().parse().unwrap_or(0);
    THEMES.iter().find(|(codes, _)| codes.contains(&category)).map_or(&[], |(_, themes)| *themes)
}

const THEMES: [(&[u16], &[Theme]); 26] = [
    // Hospitals, follow-up care, dialysis, cancer, health centres and homes, on-call homes, pharmacies, laboratories, home care.
    (
        &[
            101, 106, 109, 122, 124, 127, 128, 129, 131, 132, 141, 146, 270, 294, 355, 362, 365, 422, 603, 611, 612, 617, 620, 627, 628,
            629, 631, 632, 636, 641,
        ],
        &[Sante],
    ),
    // Prevention: screening, tuberculosis, vaccination, health checks.
    (&[347, 637, 638, 645, 646], &[Sante]),
    // University medicine and school health.
    (&[268, 269], &[Sante, JeunessePrevention]),
    // Psychiatry: CMP, CATTP, hospitals, post-cure, crisis centres.
    (&[156, 161, 292, 412, 415, 425, 430, 444], &[Sante, SanteMentale]),
    // CSAPA, CAARUD.
    (&[178, 197], &[Sante, Addictions]),
    // Sheltered flats and beds for ill people without a home: ACT, LHSS, LAM, mobile teams.
    (&[165, 180, 213, 608], &[Sante, LogementHebergement]),
    // CMPP, CAMSP.
    (&[189], &[SanteMentale, FamilleParentalite]),
    (&[190], &[Handicap, FamilleParentalite]),
    // PMI, child health, sexual health, family advice.
    (&[223, 228, 230], &[Sante, FamilleParentalite]),
    (&[231, 640], &[FamilleParentalite]),
    // CHRS, other shelters, CADA, CPH.
    (&[214, 219, 442, 443], &[LogementHebergement, Pauvrete]),
    // Social residences, migrant workers' hostels, boarding houses, hotels.
    (&[216, 256, 258, 259], &[LogementHebergement]),
    (&[257], &[LogementHebergement, JeunessePrevention]),
    // Mother and child, parental centres.
    (&[159, 166], &[LogementHebergement, FamilleParentalite]),
    // Children in care, open-setting measures, prevention clubs.
    (&[172, 175, 177, 236, 238, 241, 295, 378, 440, 441, 462, 643], &[FamilleParentalite, JeunessePrevention]),
    (&[286, 411], &[JeunessePrevention]),
    // Disabled children: SESSAD, IME, ITEP and others.
    (&[182, 183, 188, 192, 194, 195, 196, 377, 390], &[Handicap, FamilleParentalite]),
    (&[186], &[Handicap, SanteMentale, FamilleParentalite]),
    // Disabled adults: homes, support services, MDPH.
    (&[252, 255, 370, 379, 382, 395, 437, 445, 446, 448, 449, 461], &[Handicap]),
    (&[609], &[Handicap, AccesAuxDroits]),
    // Work for disabled people: ESAT, adapted enterprises, retraining.
    (&[198, 246, 247, 249, 464], &[Handicap, EmploiInsertion]),
    // Older people: homes, day centres.
    (&[202, 381, 500, 501, 502], &[Vieillissement]),
    (&[207], &[Vieillissement, Isolement]),
    // Home help and nursing, local information centres.
    (&[209, 354, 460], &[Vieillissement, Handicap]),
    (&[463, 606], &[Vieillissement, AccesAuxDroits]),
    // Legal guardians.
    (&[340, 342, 344], &[AideJuridique, AccesAuxDroits]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_establishments_people_go_towards_have_their_themes() {
        for (code, theme) in [
            ("214", LogementHebergement),
            ("156", SanteMentale),
            ("197", Addictions),
            ("223", FamilleParentalite),
            ("500", Vieillissement),
            ("620", Sante),
            ("609", AccesAuxDroits),
        ] {
            assert!(themes(code).contains(&theme), "{code}");
        }
        assert!(themes("696").is_empty() && themes("").is_empty() && themes("300").is_empty());
    }

    #[test]
    fn no_category_is_listed_twice() {
        let mut codes: Vec<u16> = THEMES.iter().flat_map(|(codes, _)| codes.iter().copied()).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}
