//! Reading the names that files give to reference systems.

use super::systems;

/// The EPSG number in a URN, a URI or an authority code; `CRS84` is 4326 here, since longitude always
/// comes first with us.
///
/// ```
/// use maillage_kernel::spatial::crs::from_name;
/// assert_eq!(from_name("urn:ogc:def:crs:EPSG::2154"), Some(2154));
/// assert_eq!(from_name("urn:ogc:def:crs:OGC:1.3:CRS84"), Some(4326));
/// assert_eq!(from_name("IGNF:LAMB93"), Some(2154));
/// assert_eq!(from_name("somewhere"), None);
/// ```
pub fn from_name(name: &str) -> Option<u32> {
    let name = name.trim().to_ascii_uppercase();
    if name.ends_with("CRS84") {
        return Some(4326);
    }
    if name.contains("EPSG") {
        return name.rsplit([':', '/', '#']).next()?.parse().ok();
    }
    from_words(&name)
}

/// The EPSG number of a coordinate system in well-known text, as in the `.prj` beside a shapefile.
/// ESRI's dialect carries no number: then the name decides.
pub fn from_wkt(wkt: &str) -> Option<u32> {
    let wkt = wkt.to_ascii_uppercase();
    authority(&wkt).or_else(|| {
        let name = wkt.split('"').nth(1)?;
        from_words(name)
    })
}

/// The last `AUTHORITY["EPSG","2154"]` or `ID["EPSG",2154]` is that of the whole system, when it ends it.
fn authority(wkt: &str) -> Option<u32> {
    let (before, last) = wkt.rsplit_once("\"EPSG\",")?;
    let number = last.trim_start_matches('"').split(['"', ']']).next()?.trim().parse().ok()?;
    let outermost = before.ends_with("AUTHORITY[") || before.ends_with("ID[");
    let closing = last.chars().filter(|c| *c == ']').count();
    (outermost && closing == 2 && systems::of(number).is_some()).then_some(number)
}

/// Words that name one system, in capitals; the more specific first.
const WORDS: [(&[&str], u32); 21] = [
    (&["LAMB", "93"], 2154),
    (&["RGF93", "CC42"], 3942),
    (&["RGF93", "CC43"], 3943),
    (&["RGF93", "CC44"], 3944),
    (&["RGF93", "CC45"], 3945),
    (&["RGF93", "CC46"], 3946),
    (&["RGF93", "CC47"], 3947),
    (&["RGF93", "CC48"], 3948),
    (&["RGF93", "CC49"], 3949),
    (&["RGR", "92", "40S"], 2975),
    (&["RGAF", "20N"], 5490),
    (&["RGFG", "22N"], 2972),
    (&["RGM04", "38S"], 4471),
    (&["RGSPM", "21N"], 4467),
    (&["WGS", "84", "40S"], 32740),
    (&["WGS", "84", "20N"], 32620),
    (&["WGS", "84", "22N"], 32622),
    (&["WGS", "84", "38S"], 32738),
    (&["LAMBERT", "II", "ETENDU"], 27572),
    (&["ETRS", "LAEA"], 3035),
    (&["MERCATOR"], 3857),
];

fn from_words(name: &str) -> Option<u32> {
    let named = WORDS.iter().find(|(words, _)| words.iter().all(|word| name.contains(word)));
    named.map(|(_, epsg)| *epsg).or_else(|| geographic(name))
}

fn geographic(name: &str) -> Option<u32> {
    let plain = name.replace(['_', ' '], "");
    match plain.trim_start_matches("GCS") {
        "WGS1984" | "WGS84" => Some(4326),
        "RGF1993" | "RGF93" | "RGF93V1" => Some(4171),
        "ETRS1989" | "ETRS89" => Some(4258),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urns_uris_and_authority_codes_give_their_number() {
        for name in ["urn:ogc:def:crs:EPSG::2154", "EPSG:2154", "http://www.opengis.net/def/crs/EPSG/0/2154", "RGF93_Lambert_93"] {
            assert_eq!(from_name(name), Some(2154), "{name}");
        }
        assert_eq!(from_name("OGC:CRS84"), Some(4326));
        assert_eq!(from_name("urn:ogc:def:crs:EPSG::x"), None);
    }

    #[test]
    fn a_projection_file_of_either_dialect_is_understood() {
        let esri = r#"PROJCS["RGF93_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]]]]"#;
        let ogc = r#"PROJCS["RGF93 v1 / Lambert-93",GEOGCS["RGF93 v1",AUTHORITY["EPSG","4171"]],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","2154"]]"#;
        let unit_last =
            r#"PROJCS["RGR92 / UTM zone 40S",GEOGCS["RGR92",AUTHORITY["EPSG","4627"]],UNIT["metre",1,AUTHORITY["EPSG","9001"]]]"#;
        assert_eq!(from_wkt(esri), Some(2154));
        assert_eq!(from_wkt(ogc), Some(2154));
        assert_eq!(from_wkt(unit_last), Some(2975));
        assert_eq!(from_wkt(r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]"#), Some(4326));
        assert_eq!(from_wkt("rubbish"), None);
    }
}
