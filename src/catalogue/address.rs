//! The addresses a data set has for a territory: what stands in braces is put in its place.

use super::book::PLACEHOLDERS;
use super::source::Source;
use super::territory::Territory;

/// Codes asked for in one request: an address stays below the two thousand letters that every server takes.
const AT_A_TIME: usize = 40;

/// The host of an `https` address, before anything is put in place.
pub fn host(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let plain = !host.is_empty() && host.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b));
    plain.then(|| host.to_owned())
}

/// The first part in braces that stands for nothing known.
pub fn unknown_placeholder(address: &str) -> Option<String> {
    let braced = address.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    braced.map(|name| format!("{{{name}}}")).find(|name| !PLACEHOLDERS.contains(&name.as_str()))
}

/// The addresses of a data set for a territory, in a fixed order: one for each code it goes by, or one alone.
pub fn addresses(source: &Source, territory: &Territory) -> Vec<String> {
    let fixed = bounded(&source.address, territory);
    let departements = || if source.margin { territory.departements_around() } else { territory.departements() };
    if fixed.contains("{communes}") {
        let mut codes = territory.codes_of_outlines();
        codes.extend(if source.margin { territory.codes_around() } else { Vec::new() });
        return codes.chunks(AT_A_TIME).map(|codes| fixed.replace("{communes}", &listed(codes))).collect();
    }
    let each: Option<(&str, Vec<String>)> =
        [("{commune}", territory.communes()), ("{departement}", departements()), ("{epci}", territory.epcis())]
            .into_iter()
            .find(|(name, _)| fixed.contains(name));
    match each {
        Some((name, codes)) => codes.iter().map(|code| fixed.replace(name, code)).collect(),
        None => vec![fixed],
    }
}

/// `%2734172%27,%2734057%27`: codes as a list of CQL, percent-coded.
fn listed(codes: &[String]) -> String {
    codes.iter().map(|code| format!("%27{code}%27")).collect::<Vec<_>>().join(",")
}

fn bounded(address: &str, territory: &Territory) -> String {
    let (lon, lat) = territory.bounds();
    let sides = [("{west}", lon.0), ("{south}", lat.0), ("{east}", lon.1), ("{north}", lat.1)];
    sides.iter().fold(address.to_owned(), |address, (name, side)| address.replace(name, &format!("{side:.4}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::catalogue::territory::tests::hamlets;

    fn of(address: &str, margin: bool) -> Vec<String> {
        let mut source = Catalogue::embedded().unwrap().geography().unwrap().clone();
        (source.address, source.margin) = (address.to_owned(), margin);
        addresses(&source, &hamlets(&["00101", "00102"]))
    }

    #[test]
    fn an_address_is_asked_once_for_each_code_it_goes_by() {
        assert_eq!(of("https://a.fr/x", false), ["https://a.fr/x"]);
        assert_eq!(of("https://a.fr/{commune}", false), ["https://a.fr/00101", "https://a.fr/00102"]);
        assert_eq!(of("https://a.fr/?in=({communes})", false), ["https://a.fr/?in=(%2700101%27,%2700102%27)"]);
        assert_eq!(of("https://a.fr/{departement}", false), ["https://a.fr/00"]);
        assert_eq!(of("https://a.fr/{departement}", true), ["https://a.fr/00", "https://a.fr/01"]);
        assert_eq!(of("https://a.fr/{epci}", false), ["https://a.fr/200000001"]);
    }

    #[test]
    fn bounds_hold_the_margin() {
        let found = of("https://a.fr/?bbox={south},{west},{north},{east}", true);
        assert_eq!(found.len(), 1);
        let numbers: Vec<f64> = found[0].split('=').nth(1).unwrap().split(',').map(|n| n.parse().unwrap()).collect();
        assert!(numbers[0] < 46.0 && numbers[1] < 3.0 && numbers[2] > 46.1 && numbers[3] > 3.2, "{numbers:?}");
    }

    #[test]
    fn the_host_of_an_address_is_read_strictly() {
        assert_eq!(host("https://www.insee.fr/fr/x").as_deref(), Some("www.insee.fr"));
        for address in ["http://www.insee.fr/", "https://a@b.fr/", "https://a.fr:8443/", "https:///x", "ftp://a.fr"] {
            assert_eq!(host(address), None, "{address}");
        }
    }
}
